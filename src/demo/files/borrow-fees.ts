import { formatDay } from '../../time/day.js';
import { type Company, isListed, symbolAt } from '../company.js';
import type { Market } from '../market.js';
import { Random } from '../random.js';
import { fixed } from './text.js';

/** Companies of which more than this share is short are dear to borrow. */
const CROWDED = 0.12;
/** A fee counts for 31 days, so that they are stated twice a month. */
const EVERY = 10;

/** Yearly fees of the shares that are dear to borrow, by the day from which they count. */
export function borrowFeesFile(seed: string, market: Market): string {
  const { timeline, companies, positions } = market;
  const lines = ['symbol,date,fee'];
  companies.forEach((company, i) => {
    const crowding = (positions[i]?.[0] as number) / company.sharesOutstanding;
    if (!(crowding > CROWDED)) return;
    const random = new Random(`${seed}/fees/${company.symbol}`);
    for (let t = timeline.turn('base'); t < timeline.count; t += EVERY) {
      const fee = 0.01 + 0.6 * (crowding - CROWDED) + 0.02 * random.next();
      if (isListed(company, t)) lines.push(feeLine(company, t, fee, market));
    }
  });
  return `${lines.join('\n')}\n`;
}

function feeLine(company: Company, t: number, fee: number, { timeline }: Market): string {
  return `${symbolAt(company, t)},${formatDay(timeline.on(t))},${fixed(fee, 4)}`;
}
