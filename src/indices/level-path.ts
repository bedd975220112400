import { RequestError } from '../errors.js';
import type { IndexColumns, Panel } from '../panel/panel.js';
import { closeAt, hasEnded } from '../panel/price-at.js';
import {
  baseClose,
  dividendGrowth,
  endClose,
  type ReturnBasis,
} from '../returns/security-return.js';
import { tradingDayOnOrAfter, tradingDayOnOrBefore } from '../time/calendar.js';
import type { StoredDays } from '../time/window.js';

/** One price or level from a base day to an end day, one entry a trading day; NaN unknown. */
export interface LevelPath {
  /** US dollars or points. */
  readonly levels: Float64Array;
  /** What one unit on the base day has become, with dividends where they count; 1 at the base. */
  readonly growth: Float64Array;
  /** Last entry that moved by itself: the end, or the first day after a listing had ended. */
  readonly lastMove: number;
}

/** A level of up to this many sessions ago still stands for the base day or the end day. */
const MAX_AGE = 5;

/** The days with published levels of an index. Error: NO_DATA when there are none. */
export function levelDays({ axis }: Panel, index: IndexColumns): StoredDays {
  const first = index.levelDays[0];
  const last = index.levelDays[index.levelDays.length - 1];
  if (first === undefined || last === undefined) {
    throw new RequestError(
      'NO_DATA',
      `No levels of ${index.symbol} are stored: ` +
        'import some with `./lowtide import index-levels`.',
    );
  }
  return { axis, firstOn: tradingDayOnOrAfter(first), lastOn: tradingDayOnOrBefore(last) };
}

/** Published levels of an index between two day indices. */
export function indexPath(
  { axis }: Panel,
  index: IndexColumns,
  base: number,
  end: number,
): LevelPath {
  const from = base - MAX_AGE;
  const published = new Float64Array(end - from + 1).fill(Number.NaN);
  index.levelDays.forEach((on, k) => {
    const t = axis.indexOnOrBefore(on);
    if (t >= from && t <= end && axis.day(t) === on)
      published[t - from] = index.levels[k] as number;
  });
  const levels = published.slice(MAX_AGE);
  levels[0] = lastOf(published, MAX_AGE);
  levels[end - base] = lastOf(published, end - from);
  const growth = levels.map((level) => level / (levels[0] as number));
  return { levels, growth, lastMove: end - base };
}

/** Closes of a security between two day indices, carried over days without a trade (M19). */
export function securityPath(
  panel: Panel,
  i: number,
  base: number,
  end: number,
  basis: ReturnBasis,
): LevelPath {
  const levels = Float64Array.from({ length: end - base + 1 }, (_, k) =>
    closeAt(panel, i, base + k),
  );
  levels[0] = baseClose(panel, i, base);
  levels[end - base] = endClose(panel, i, end);
  const growth = levels.map((level, k) => {
    const reinvested = basis === 'TOTAL' ? dividendGrowth(panel, i, base, base + k) : 1;
    return (level / (levels[0] as number)) * reinvested;
  });
  const listed = (panel.prices.lastIndex[i] as number) + 1 - base;
  const lastMove = hasEnded(panel, i, end) ? Math.max(listed, 0) : end - base;
  return { levels, growth, lastMove };
}

function lastOf(published: Float64Array, at: number): number {
  for (let k = at; k >= at - MAX_AGE && k >= 0; k--) {
    if (!Number.isNaN(published[k])) return published[k] as number;
  }
  return Number.NaN;
}
