import type { DayAxis } from '../time/day-axis.js';
import type { Day } from '../time/day.js';
import type { ReferenceRows } from './build-securities.js';
import type { SecurityBars } from './build-prices.js';
import type { BuiltSecurity } from './build-security.js';

/** Two classes of one company show the same share count, up to rounding of the cap. */
const SAME = 1e-4;
const SETTLED_BEFORE = 5;
const SAMPLED_EVERY = 5;

/**
 * Days on which a class of shares was turned into another (M9, AMC and APE in August 2023): those
 * on record, and those that market values give away, for the screener shows the shares of the
 * whole company on each class. When one of two such lines ends without a recorded terminal price
 * while the other goes on, both are marked on the first session without the ended one.
 */
export function findConversions(
  built: readonly BuiltSecurity[],
  rows: ReferenceRows,
  axis: DayAxis,
): Day[][] {
  const days = recordedDays(built, rows);
  for (const [at, ended] of endedByDay(built)) {
    built.forEach((other, j) => {
      const shares = rawShares(other, at);
      if (!(shares > 0)) return;
      for (const { ordinal: i, lastIndex, count } of ended) {
        if (!isSame(shares, count) || j === i || other.bars!.lastIndex <= lastIndex) continue;
        if (!hadShares(other, count)) continue;
        const on = axis.day(lastIndex + 1);
        (days[i] as Day[]).push(on);
        (days[j] as Day[]).push(on);
      }
    });
  }
  return days.map((list) => [...new Set(list)].sort((a, b) => a - b));
}

interface EndedLine {
  readonly ordinal: number;
  readonly lastIndex: number;
  /** Shares of the company near the end. */
  readonly count: number;
}

/** Lines that ended without a recorded price, by the day on which their shares are looked at. */
function endedByDay(built: readonly BuiltSecurity[]): Map<number, EndedLine[]> {
  const byDay = new Map<number, EndedLine[]>();
  built.forEach((security, ordinal) => {
    const { bars, terminal } = security;
    if (bars === null || !bars.isDelisted || terminal !== null) return;
    // Some days before the end, for the share count of the last days may be stale.
    const at = Math.max(bars.firstIndex, bars.lastIndex - SETTLED_BEFORE);
    const count = rawShares(security, at);
    if (!(count > 0)) return;
    const line = { ordinal, lastIndex: bars.lastIndex, count };
    byDay.set(at, [...(byDay.get(at) ?? []), line]);
  });
  return byDay;
}

/** Conversions on record mark the class that ended and the class that it became. */
function recordedDays(built: readonly BuiltSecurity[], rows: ReferenceRows): Day[][] {
  const days: Day[][] = built.map(() => []);
  const ordinals = new Map<number, number[]>();
  built.forEach(({ chain }, i) => {
    for (const { ticker } of chain.segments) {
      ordinals.set(ticker, [...(ordinals.get(ticker) ?? []), i]);
    }
  });
  for (const [ticker, actions] of rows.actions) {
    for (const { kind, effectiveOn, newTickerId } of actions) {
      if (kind !== 'CONVERSION') continue;
      for (const side of newTickerId === null ? [ticker] : [ticker, newTickerId]) {
        for (const i of ordinals.get(side) ?? []) (days[i] as Day[]).push(effectiveOn);
      }
    }
  }
  return days;
}

/** Whether a security shows about so many shares on one of every fifth day. */
function hadShares(security: BuiltSecurity, count: number): boolean {
  const bucket = (shares: number) => Math.round(Math.log(shares) * 1000);
  const { firstIndex, close } = security.bars as SecurityBars;
  for (let k = 0; k < close.length; k += SAMPLED_EVERY) {
    const shares = rawShares(security, firstIndex + k);
    if (shares > 0 && Math.abs(bucket(shares) - bucket(count)) <= 1) return true;
  }
  return false;
}

/** Shares of the company in shares of the day; NaN when unknown. */
function rawShares({ bars }: BuiltSecurity, index: number): number {
  if (bars === null || index < bars.firstIndex || index > bars.lastIndex) return Number.NaN;
  const k = index - bars.firstIndex;
  let factor = 1;
  for (const split of bars.splits) if (split.index > index) factor *= split.ratio;
  return (bars.marketCap[k] as number) / (bars.close[k] as number) / factor;
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a / b - 1) < SAME;
}
