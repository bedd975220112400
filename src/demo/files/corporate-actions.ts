import { formatDay } from '../../time/day.js';
import { type Company, isListed, splitFactor, symbolAt } from '../company.js';
import type { Market } from '../market.js';
import { Random } from '../random.js';
import { fixed } from './text.js';

/** Sessions between two dividends. */
const QUARTER = 63;

/** Splits, dividends, changes of symbol, conversions and ends of listings, by symbol and date. */
export function corporateActionsFile(seed: string, market: Market): string {
  const random = new Random(`${seed}/dividends`);
  const lines = market.companies.flatMap((company) => {
    const first = random.integer(3, QUARTER);
    return [...dividends(market, company, first), ...changes(market, company)];
  });
  return `${['symbol,date,action,ratio,amount,new_symbol', ...lines].join('\n')}\n`;
}

function dividends({ timeline }: Market, company: Company, first: number): string[] {
  const lines: string[] = [];
  if (company.dividend === 0) return lines;
  for (let t = first; t < timeline.count; t += QUARTER) {
    if (!isListed(company, t)) continue;
    const amount = fixed(company.dividend / splitFactor(company, t), 4);
    lines.push(`${symbolAt(company, t)},${formatDay(timeline.on(t))},DIVIDEND,,${amount},`);
  }
  return lines;
}

function changes({ timeline }: Market, company: Company): string[] {
  const { symbol, splits, events } = company;
  const on = (t: number): string => formatDay(timeline.on(t));
  const lines = splits.map(
    ({ t, ratio }) => `${symbolAt(company, t)},${on(t)},SPLIT,${plain(ratio)},,`,
  );
  const { rename, conversion, terminal } = events;
  if (rename?.isRecorded) lines.push(`${symbol},${on(rename.t)},RENAME,,,${rename.symbol}`);
  if (conversion !== undefined) {
    const { t, ratio, into } = conversion;
    lines.push(`${symbol},${on(t)},CONVERSION,${plain(ratio)},,${into}`);
  }
  if (terminal?.kind != null) {
    const ratio = terminal.ratio === undefined ? '' : plain(terminal.ratio);
    const amount = terminal.amount === null ? '' : fixed(terminal.amount, 2);
    lines.push(
      `${symbol},${on(terminal.t)},${terminal.kind},${ratio},${amount},${terminal.newSymbol ?? ''}`,
    );
  }
  return lines;
}

/** Up to ten decimals without trailing zeros. */
function plain(value: number): string {
  return fixed(value, 10).replace(/\.?0+$/, '');
}
