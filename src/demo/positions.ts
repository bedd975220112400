import type { Company } from './company.js';
import { straight } from './paths.js';
import { exp } from './elementary.js';
import { Random } from './random.js';
import type { Timeline } from './timeline.js';

/**
 * Shares short by settlement, in shares of the base day; NaN where nothing is reported: before the
 * listing, and after a takeover or a conversion.
 */
export function makePositions(seed: string, company: Company, timeline: Timeline): Float64Array {
  const random = new Random(`${seed}/shorts/${company.symbol}`);
  const told = company.shorts.nodes;
  const usual = company.sharesOutstanding * company.shorts.ratio;
  // The first settlement lies one day before the first close, so stories are told one day late.
  const story =
    told &&
    straight(
      told.map(([t, value]) => [t + 1, value]),
      timeline.count + 1,
    );
  let walk = 0.2 * random.normal();
  return Float64Array.from(timeline.settlements, ({ t }) => {
    walk = 0.93 * walk + 0.075 * random.normal();
    const wobble = 1 + 0.015 * random.normal();
    if (!isReported(company, t)) return Number.NaN;
    return story === null ? usual * exp(walk) : (story[t + 1] as number) * wobble;
  });
}

/** Whether FINRA lists a position in the company at a settlement. */
export function isReported(company: Company, t: number): boolean {
  const { listedFrom = -1, lastRow, otcSymbol } = company.events;
  if (t < listedFrom) return false;
  return lastRow === undefined || t <= lastRow || otcSymbol !== undefined;
}
