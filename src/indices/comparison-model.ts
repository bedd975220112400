import { RequestError } from '../errors.js';
import type { SeriesData } from '../graphql/series.type.js';
import { regression } from '../kernels/regression.js';
import { trackingError } from '../kernels/tracking-error.js';
import type { IndexColumns, Panel } from '../panel/panel.js';
import type { ReturnModel } from '../returns/return-model.js';
import { bucketName } from '../returns/return-series.js';
import type { ReturnRequest } from '../returns/return-model.js';
import { reportReturnsOver } from '../returns/return-service.js';
import { bucketEnds, type Interval } from '../time/bucket.js';
import { type Day, formatDay } from '../time/day.js';
import {
  type ResolvedWindow,
  resolveWindow,
  withEnd,
  type StoredDays,
  type WindowRequest,
} from '../time/window.js';
import { AttributionModel } from './attribution-model.js';
import { levelDays } from './level-path.js';
import { MIN_RETURNS, type PerformanceModel } from './performance-model.js';
import { indexPerformanceOver } from './performance.service.js';
import { sectorDays } from './sector-days.js';

/** One side of a comparison: its level, and what its members did. */
export interface SideModel {
  readonly index: IndexColumns;
  readonly performance: PerformanceModel;
  readonly returns: ReturnModel;
}

/** One index against another over a window. NaN where it cannot be computed. */
export class ComparisonModel {
  readonly window: ResolvedWindow;
  readonly subject: SideModel;
  readonly benchmark: SideModel;
  private explained: AttributionModel | undefined;

  constructor(
    readonly panel: Panel,
    subject: IndexColumns,
    benchmark: IndexColumns,
    window: WindowRequest,
    readonly options: Pick<ReturnRequest, 'basis' | 'universeAt' | 'weightCap'>,
  ) {
    const days = commonDays(panel, subject, benchmark);
    this.window = resolveWindow(withEnd(window, lastPriced(panel, days)), days);
    this.subject = this.side(subject);
    this.benchmark = this.side(benchmark);
  }

  /** Return of the subject less that of the benchmark, by published levels. */
  get excessReturn(): number {
    return this.subject.performance.periodReturn - this.benchmark.performance.periodReturn;
  }

  get breadthGap(): number {
    const share = ({ returns }: SideModel): number => returns.total.stats.advancerShare;
    return share(this.subject) - share(this.benchmark);
  }

  /** Beta and correlation of daily returns; NaN below 20 of them (M8). */
  get regression(): { beta: number; correlation: number } {
    const found = regression(...this.dailyReturns);
    return found.count < MIN_RETURNS ? { beta: Number.NaN, correlation: Number.NaN } : found;
  }

  get trackingError(): number {
    const [own, other] = this.dailyReturns;
    return regression(own, other).count < MIN_RETURNS ? Number.NaN : trackingError(own, other);
  }

  get attribution(): AttributionModel {
    const { panel, window, options } = this;
    const days = ({ index }: SideModel) =>
      sectorDays(panel, index, window.base, window.end, options.basis);
    this.explained ??= new AttributionModel(days(this.subject), days(this.benchmark));
    return this.explained;
  }

  /** Growth of the subject over that of the benchmark, 1 on the base day. */
  relativeStrength(interval: Interval): SeriesData {
    const { axis } = this.panel;
    const { base, end } = this.window;
    const ends = bucketEnds(axis, base, end, interval);
    const own = this.subject.performance.path.growth;
    const other = this.benchmark.performance.path.growth;
    return {
      dates: Array.from(ends, (t) => axis.day(t)),
      values: Float64Array.from(
        ends,
        (t) => (own[t - base] as number) / (other[t - base] as number),
      ),
      nature: 'LEVEL',
      unit: { noun: 'relative strength', bucket: bucketName(interval) },
    };
  }

  private get dailyReturns(): [Float64Array, Float64Array] {
    return [this.subject.performance.dailyReturns, this.benchmark.performance.dailyReturns];
  }

  private side(index: IndexColumns): SideModel {
    const { panel, window, options } = this;
    return {
      index,
      performance: indexPerformanceOver(panel, index, window, options.basis),
      returns: reportReturnsOver(panel, window, { index, options }),
    };
  }
}

/** Without a last day the window ends where levels and prices do, so that its members count. */
function lastPriced({ axis }: Panel, { firstOn, lastOn }: StoredDays): Day {
  return axis.length > 0 && axis.lastOn > firstOn ? Math.min(axis.lastOn, lastOn) : lastOn;
}

/** The days on which both indices have levels. Errors: NO_DATA, and BAD_WINDOW without any. */
function commonDays(panel: Panel, subject: IndexColumns, benchmark: IndexColumns): StoredDays {
  const own = levelDays(panel, subject);
  const other = levelDays(panel, benchmark);
  const firstOn = Math.max(own.firstOn, other.firstOn);
  const lastOn = Math.min(own.lastOn, other.lastOn);
  if (firstOn < lastOn) return { axis: panel.axis, firstOn, lastOn };
  const span = (days: StoredDays): string =>
    `${formatDay(days.firstOn)} to ${formatDay(days.lastOn)}`;
  throw new RequestError(
    'BAD_WINDOW',
    `Levels of ${subject.symbol} are stored from ${span(own)} and those of ${benchmark.symbol} ` +
      `from ${span(other)}: there is no common window.`,
  );
}
