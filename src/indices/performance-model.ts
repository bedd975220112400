import type { SeriesData } from '../graphql/series.type.js';
import { type MaxDrawdown, maxDrawdown } from '../kernels/drawdown.js';
import { returnsOf } from '../kernels/returns-of.js';
import { volatility } from '../kernels/volatility.js';
import { bucketName } from '../returns/return-series.js';
import type { ReturnBasis } from '../returns/security-return.js';
import { bucketEnds, type Interval } from '../time/bucket.js';
import type { DayAxis } from '../time/day-axis.js';
import type { ResolvedWindow } from '../time/window.js';
import type { LevelPath } from './level-path.js';

export type PerformanceMeasureName =
  | 'LEVEL'
  | 'REBASED'
  | 'CUMULATIVE_RETURN'
  | 'PERIOD_RETURN'
  | 'DRAWDOWN';

/** Measures of risk rest on at least this many daily returns (M8). */
export const MIN_RETURNS = 20;

const NOUNS: Record<PerformanceMeasureName, string> = {
  LEVEL: 'close',
  REBASED: 'level',
  CUMULATIVE_RETURN: 'return',
  PERIOD_RETURN: 'return',
  DRAWDOWN: 'drawdown',
};

/** How one price or level moved over a window (M1, M8). NaN where it cannot be computed. */
export class PerformanceModel {
  constructor(
    readonly axis: DayAxis,
    readonly window: ResolvedWindow,
    readonly basis: ReturnBasis,
    readonly path: LevelPath,
  ) {}

  get startLevel(): number {
    return this.path.levels[0] as number;
  }

  get endLevel(): number {
    return this.path.levels[this.window.tradingDays] as number;
  }

  get periodReturn(): number {
    return (this.path.growth[this.window.tradingDays] as number) - 1;
  }

  /** Returns of single days, up to the one after a listing ended. */
  get dailyReturns(): Float64Array {
    return returnsOf(this.path.growth.subarray(0, this.path.lastMove + 1));
  }

  /** The depth is NaN when there was no fall; positions are days after the base. */
  get maxDrawdown(): MaxDrawdown {
    return maxDrawdown(this.path.growth);
  }

  get volatility(): number {
    const returns = this.dailyReturns;
    return countOf(returns) < MIN_RETURNS ? Number.NaN : volatility(returns);
  }

  series(interval: Interval, measure: PerformanceMeasureName): SeriesData {
    const { base, end } = this.window;
    const ends = bucketEnds(this.axis, base, end, interval);
    return {
      dates: Array.from(ends, (t) => this.axis.day(t)),
      values: this.valuesAt(
        ends.map((t) => t - base),
        measure,
      ),
      nature: measure === 'PERIOD_RETURN' ? 'CHANGE' : 'LEVEL',
      unit: { noun: NOUNS[measure], bucket: bucketName(interval) },
    };
  }

  private valuesAt(days: Int32Array, measure: PerformanceMeasureName): Float64Array {
    const { levels, growth } = this.path;
    const at = (values: Float64Array, day: number): number => values[day] as number;
    switch (measure) {
      case 'LEVEL':
        return Float64Array.from(days, (day) => at(levels, day));
      case 'REBASED':
        return Float64Array.from(days, (day) => 100 * at(growth, day));
      case 'CUMULATIVE_RETURN':
        return Float64Array.from(days, (day) => at(growth, day) - 1);
      case 'PERIOD_RETURN':
        return Float64Array.from(
          days,
          (day, k) => at(growth, day) / at(growth, days[k - 1] ?? 0) - 1,
        );
      case 'DRAWDOWN': {
        const highest = runningMax(growth);
        return Float64Array.from(days, (day) => at(growth, day) / at(highest, day) - 1);
      }
    }
  }
}

/** Number of values that are known. */
export function countOf(values: Float64Array): number {
  return values.reduce((count, value) => (Number.isNaN(value) ? count : count + 1), 0);
}

function runningMax(values: Float64Array): Float64Array {
  let highest = Number.NaN;
  return values.map((value) => {
    if (!(value <= highest) && !Number.isNaN(value)) highest = value;
    return highest;
  });
}
