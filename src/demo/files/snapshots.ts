import { formatDay } from '../../time/day.js';
import { type Company, type Exchange, isListed, splitFactor, symbolAt } from '../company.js';
import type { Market } from '../market.js';
import { sectorPlan } from '../sectors.js';
import { csvCell, fixed } from './text.js';

const HEADER =
  'session_date,snapshot_utc,exchange,symbol,lastsale,netchange,pctchange,volume,marketCap';
const EXCHANGES: readonly Exchange[] = ['nasdaq', 'nyse', 'amex'];

/** Screener snapshots, one text a month: file name without `.gz`, and its lines. */
export function* snapshotFiles(market: Market): Generator<[name: string, text: string]> {
  const { timeline, companies } = market;
  const order = EXCHANGES.flatMap((exchange) =>
    companies.flatMap((company, i) => (company.exchange === exchange ? [i] : [])),
  );
  let month = '';
  let lines: string[] = [];
  for (let t = 0; t < timeline.count; t++) {
    const date = formatDay(timeline.on(t));
    if (date.slice(0, 7) !== month) {
      if (month !== '') yield [`us-daily_${month}.csv`, `${lines.join('\n')}\n`];
      month = date.slice(0, 7);
      lines = [HEADER];
    }
    const taken = `${formatDay(timeline.on(t) + 1)}T00:16:${String(10 + ((t * 7) % 50))}Z`;
    for (const i of order) {
      const row = snapshotRow(market, i, t);
      if (row !== null) lines.push(`${date},${taken},${row}`);
    }
  }
  yield [`us-daily_${month}.csv`, `${lines.join('\n')}\n`];
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

/** Everything after the date and the time; null on a day without a row. */
function snapshotRow(market: Market, i: number, t: number): string | null {
  const company = market.companies[i] as Company;
  const { missing, blankVolume } = company.events;
  if (!isListed(company, t) || missing?.has(t) === true) return null;
  const close = market.close[i] as Float64Array;
  const factor = splitFactor(company, t);
  const price = (close[t] as number) / factor;
  const before = t === 0 || t === company.events.listedFrom ? 0 : (close[t - 1] as number) / factor;
  const change = t === 0 ? 0 : price - before;
  const decimals = Math.abs(change * 100 - Math.round(change * 100)) < 1e-6 ? 2 : 4;
  const pct = before === 0 ? (t === 0 ? '0.00%' : '') : `${fixed((100 * change) / before, 3)}%`;
  const volume = market.volume[i]?.[t] as number;
  return [
    company.exchange,
    screenerSymbol(symbolAt(company, t)),
    `$${price < 1 ? fixed(price, 4) : fixed(price, 2)}`,
    fixed(change, decimals),
    pct,
    blankVolume?.has(t) === true ? '' : fixed(volume, 0),
    `${fixed(statedCap(company, t, price), 0)}.00`,
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
