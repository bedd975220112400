import type { Panel } from '../panel/panel.js';
import type { Day } from '../time/day.js';
import { isOwnOn } from './ticker-owner.js';

type RowsOf<Row> = (tickerId: number) => Promise<readonly Row[]>;

/** A stored row of fails, and what the schema shows of it. */
interface FailRow {
  readonly tickerId: number;
  readonly settledOn: Day;
  readonly description: string | null;
  readonly quantity: number;
  readonly price: number | null;
}

/** A stored row of short volume. */
interface VolumeRow {
  readonly tickerId: number;
  readonly tradedOn: Day;
  readonly shortVolume: number;
  readonly exemptVolume: number | null;
  readonly totalVolume: number;
  readonly markets: string;
}

/**
 * The fails of a security under all of its tickers, ascending by day. A day has several rows where
 * an old and a new issue of the share were both not delivered.
 */
export async function ownFails(panel: Panel, security: number, rowsOf: RowsOf<FailRow>) {
  const rows = await rowsOfAll(panel, security, rowsOf);
  return rows
    .filter(({ tickerId, settledOn }) => isOwnOn(panel, security, tickerId, settledOn))
    .sort((a, b) => a.settledOn - b.settledOn)
    .map(({ settledOn, quantity, price, description }) => ({
      settledOn,
      quantity,
      price,
      description,
      value: price === null ? null : quantity * price,
    }));
}

/** The short volume of a security, one row a day: that of the later of two tickers on a day. */
export async function ownShortVolume(panel: Panel, security: number, rowsOf: RowsOf<VolumeRow>) {
  const byDay = new Map<Day, VolumeRow>();
  for (const row of await rowsOfAll(panel, security, rowsOf)) {
    if (isOwnOn(panel, security, row.tickerId, row.tradedOn)) byDay.set(row.tradedOn, row);
  }
  return [...byDay.values()]
    .sort((a, b) => a.tradedOn - b.tradedOn)
    .map(({ tickerId: _, markets, ...row }) => ({
      ...row,
      shortShare: row.totalVolume > 0 ? row.shortVolume / row.totalVolume : null,
      markets: markets === '' ? [] : markets.split(','),
    }));
}

/** Rows under the tickers of a security, the earlier ticker first. */
async function rowsOfAll<Row>(panel: Panel, security: number, rowsOf: RowsOf<Row>): Promise<Row[]> {
  const tickers = [...new Set(panel.securities.tickerIds[security])];
  return (await Promise.all(tickers.map(rowsOf))).flat();
}
