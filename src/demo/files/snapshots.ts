import { type Day, formatDay } from '../../time/day.js';
import { type Company, type Exchange, isListed, splitFactor, symbolAt } from '../company.js';
import type { Market } from '../market.js';
import { sectorPlan } from '../sectors.js';
import { csvCell, fixed } from './text.js';

const HEADER =
  'session_date,snapshot_utc,exchange,symbol,lastsale,netchange,pctchange,volume,marketCap';
const EXCHANGES: readonly Exchange[] = ['nasdaq', 'nyse', 'amex'];

/** Screener snapshots, one text a month: file name without `.gz`, and its lines. */
export function* snapshotFiles(market: Market): Generator<[name: string, text: string]> {
  let month = '';
  let lines: string[] = [];
  for (const { on, rows } of sessions(market)) {
    const date = formatDay(on);
    if (date.slice(0, 7) !== month) {
      if (month !== '') yield [`us-daily_${month}.csv`, `${lines.join('\n')}\n`];
      month = date.slice(0, 7);
      lines = [HEADER];
    }
    const taken = `${formatDay(on + 1)}T00:16:${String(10 + ((on * 7) % 50))}Z`;
    for (const row of rows) lines.push(`${date},${taken},${row}`);
  }
  yield [`us-daily_${month}.csv`, `${lines.join('\n')}\n`];
}

/** Every session with its rows, less the date and the time, by exchange and symbol. */
function* sessions(market: Market): Generator<{ on: Day; rows: string[] }> {
  const { timeline, history, companies } = market;
  const order = EXCHANGES.flatMap((exchange) =>
    companies.flatMap((company, i) => (company.exchange === exchange ? [i] : [])),
  );
  const old = order.filter((i) => (history.close[i] as Float64Array).length > 0);
  for (const [h, on] of history.days.entries()) {
    yield { on, rows: old.map((i) => historyRow(market, i, h)) };
  }
  for (const [t, on] of timeline.days.entries()) {
    yield { on, rows: order.flatMap((i) => snapshotRow(market, i, t) ?? []) };
  }
}

/** The list of lines beside the day files. */
export function snapshotMeta({ companies, timeline }: Market): string {
  const lines = ['exchange,symbol,name,sector,industry,country,ipoyear,last_seen'];
  for (const company of companies) {
    const { rename, lastRow = timeline.count - 1, listedFrom } = company.events;
    const year = listedFrom === undefined ? company.listedYear : 2023;
    const about = [
      csvCell(company.name),
      sectorPlan(company.sector).screener,
      csvCell(company.industry),
      'United States',
      String(year),
    ].join(',');
    const seen = (symbol: string, t: number): void => {
      const on = formatDay(timeline.on(t));
      lines.push(`${company.exchange},${screenerSymbol(symbol)},${about},${on}`);
    };
    if (rename !== undefined) seen(company.symbol, rename.t - 1);
    seen(rename?.symbol ?? company.symbol, lastRow);
  }
  return `${lines.join('\n')}\n`;
}

/** Of a session before the story, when nothing happened. */
function historyRow({ companies, history }: Market, i: number, h: number): string {
  const company = companies[i] as Company;
  const close = history.close[i] as Float64Array;
  const price = close[h] as number;
  return screenerRow(company.exchange, company.symbol, {
    price,
    before: h === 0 ? price : (close[h - 1] as number),
    volume: history.volume[i]?.[h] as number,
    cap: price * company.sharesOutstanding,
  });
}

/** Of a session of the story; null on a day without a row. */
function snapshotRow(market: Market, i: number, t: number): string | null {
  const company = market.companies[i] as Company;
  const { missing, blankVolume, listedFrom } = company.events;
  if (!isListed(company, t) || missing?.has(t) === true) return null;
  const close = market.close[i] as Float64Array;
  const factor = splitFactor(company, t);
  const price = (close[t] as number) / factor;
  const earlier = t === 0 ? market.history.close[i]?.at(-1) : close[t - 1];
  return screenerRow(company.exchange, symbolAt(company, t), {
    price,
    before: t === listedFrom ? 0 : (earlier as number) / factor,
    volume: blankVolume?.has(t) === true ? null : (market.volume[i]?.[t] as number),
    cap: statedCap(company, t, price),
  });
}

interface Quote {
  readonly price: number;
  /** The close before, in shares of the day; 0 on the first day of a listing. */
  readonly before: number;
  /** Null is left blank. */
  readonly volume: number | null;
  readonly cap: number;
}

/** Everything after the date and the time. */
function screenerRow(exchange: Exchange, symbol: string, quote: Quote): string {
  const { price, before, volume, cap } = quote;
  const change = price - before;
  const decimals = Math.abs(change * 100 - Math.round(change * 100)) < 1e-6 ? 2 : 4;
  return [
    exchange,
    screenerSymbol(symbol),
    `$${price < 1 ? fixed(price, 4) : fixed(price, 2)}`,
    fixed(change, decimals),
    before === 0 ? '' : `${fixed((100 * change) / before, 3)}%`,
    volume === null ? '' : fixed(volume, 0),
    `${fixed(cap, 0)}.00`,
  ].join(',');
}

/**
 * Market value as the screener states it: 0 while it does not know it, and with the old share count
 * for some days after a split.
 */
function statedCap(company: Company, t: number, price: number): number {
  const { listedFrom, unknownCapDays = 0 } = company.events;
  if (listedFrom !== undefined && t < listedFrom + unknownCapDays) return 0;
  const stale = company.splits.find((split) => t >= split.t && t < split.t + split.staleDays);
  const asOf = stale === undefined ? t : stale.t - 1;
  return price * company.sharesOutstanding * splitFactor(company, asOf);
}

function screenerSymbol(symbol: string): string {
  return symbol.replace('.', '/');
}
