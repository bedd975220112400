import { formatDay } from '../../time/day.js';
import type { Company } from '../company.js';
import type { Market } from '../market.js';
import { Random } from '../random.js';
import { fixed } from './text.js';

/** Levels of an index with two header lines, as a price service writes them. */
export function levelsFile(seed: string, market: Market, index: 'RUT' | 'SPX'): string {
  const random = new Random(`${seed}/levels/${index}`);
  const symbol = index === 'SPX' ? '^GSPC' : '^RUT';
  const level = [...market.history.levels[index], ...market.levels[index]];
  const days = [...market.history.days, ...market.timeline.days];
  const lines = ['date,Close,High,Low,Open,Volume', `,${Array(5).fill(symbol).join(',')}`];
  days.forEach((on, t) => {
    const close = level[t] as number;
    const open = (level[Math.max(0, t - 1)] as number) * (1 + 0.002 * random.normal());
    const high = Math.max(open, close) * (1 + 0.004 * random.next());
    const low = Math.min(open, close) * (1 - 0.004 * random.next());
    const volume = random.integer(310, 520) * 1e7;
    const points = [close, high, low, open].map((value) => fixed(value, 2)).join(',');
    lines.push(`${formatDay(on)},${points},${volume}`);
  });
  return `${lines.join('\n')}\n`;
}

/** Membership spells of the large index: first day in, first day out. */
export function membersFile(seed: string, market: Market): string {
  const random = new Random(`${seed}/members`);
  const { companies, large, timeline } = market;
  const lines: string[] = [];
  const spell = (i: number, from: string): void => {
    const { t } = large.changes.find((change) => change.out === i) ?? {};
    const to = t === undefined ? '' : formatDay(timeline.on(t));
    lines.push(`${(companies[i] as Company).symbol},${from},${to}`);
  };
  for (const i of large.first) {
    const month = String(random.integer(1, 12)).padStart(2, '0');
    const dayOfMonth = String(random.integer(1, 28)).padStart(2, '0');
    spell(i, `${random.integer(1996, 2013)}-${month}-${dayOfMonth}`);
  }
  for (const change of large.changes) spell(change.in, formatDay(timeline.on(change.t)));
  lines.sort();
  return `${['ticker,start_date,end_date', ...lines].join('\n')}\n`;
}
