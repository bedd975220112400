import { addTradingDays } from '../../time/calendar.js';
import { formatDay } from '../../time/day.js';
import { type Company, isListed, splitFactor, symbolAt } from '../company.js';
import type { Market } from '../market.js';

/** Days that quarterly filings count shares on, and sessions until they are public. */
const COUNTED = ['2022-12-15', '2023-03-15', '2023-06-15', '2023-08-15'];
const PUBLIC_AFTER = 12;

/** Shares outstanding and free float of every line, once a quarter, in shares of the day. */
export function shareCountsFile(market: Market): string {
  const lines = ['date,ticker,shares_outstanding,float_shares,known_on'];
  for (const date of COUNTED) {
    const t = market.timeline.at(date);
    const knownOn = formatDay(addTradingDays(market.timeline.on(t), PUBLIC_AFTER));
    for (const company of market.companies) {
      if (!isListed(company, t)) continue;
      const [shares, float] = counts(company, t);
      lines.push(`${date},${symbolAt(company, t)},${shares},${float},${knownOn}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function counts(company: Company, t: number): [number, number] {
  const shares = Math.round(company.sharesOutstanding * splitFactor(company, t));
  return [shares, Math.round(shares * company.floatRatio)];
}
