import type { SeriesData } from '../graphql/series.type.js';
import type { AdvanceDecline } from '../kernels/advance-decline.js';
import { bucketEnds, type Interval } from '../time/bucket.js';
import type { DayMeasures } from './day-measures.js';
import type { ReturnSet } from './return-set.js';

export type ReturnMeasureName = keyof typeof MEASURES;

/** How a measure is computed: up to a day, within a bucket, or day by day and then sampled. */
type Measure = { readonly noun: string } & (
  | { readonly upTo: (set: ReturnSet, t: number) => number }
  | { readonly within: (counts: AdvanceDecline) => Float64Array }
  | { readonly daily: (days: DayMeasures) => Float64Array }
);

const MEASURES = {
  ADVANCERS: { noun: 'number of advancers', within: ({ advancers }) => advancers },
  DECLINERS: { noun: 'number of decliners', within: ({ decliners }) => decliners },
  ADVANCER_SHARE: {
    noun: 'share of advancers',
    within: ({ advancers, eligible }) =>
      advancers.map((count, b) => count / (eligible[b] as number)),
  },
  CUMULATIVE_DECLINER_SHARE: {
    noun: 'share of decliners',
    upTo: (set, t) => set.declinerShareAt(t),
  },
  ADVANCE_DECLINE_LINE: { noun: 'advance-decline line', daily: ({ line }) => line },
  ADVANCE_DECLINE_RATIO: { noun: 'advance-decline ratio', daily: ({ ratio }) => ratio },
  TRIN: { noun: 'Arms index', daily: ({ trin }) => trin },
  RATIO_ADJUSTED_NET_ADVANCES: {
    noun: 'ratio-adjusted net advances',
    daily: ({ netAdvances }) => netAdvances,
  },
  MCCLELLAN_OSCILLATOR: {
    noun: 'McClellan oscillator',
    daily: ({ mcclellan }) => mcclellan.oscillator,
  },
  MCCLELLAN_SUMMATION: {
    noun: 'McClellan summation',
    daily: ({ mcclellan }) => mcclellan.summation,
  },
  SHARE_ABOVE_20_DAY_AVERAGE: {
    noun: 'share above the 20-day average',
    daily: (days) => days.shareAboveAverage(20),
  },
  SHARE_ABOVE_50_DAY_AVERAGE: {
    noun: 'share above the 50-day average',
    daily: (days) => days.shareAboveAverage(50),
  },
  SHARE_ABOVE_200_DAY_AVERAGE: {
    noun: 'share above the 200-day average',
    daily: (days) => days.shareAboveAverage(200),
  },
  NEW_HIGHS_LESS_NEW_LOWS: {
    noun: 'number of new highs less new lows',
    daily: ({ highsLessLows }) => highsLessLows,
  },
  CUMULATIVE_EQUAL_WEIGHT_RETURN: {
    noun: 'equal-weight return',
    upTo: (set, t) => set.equalWeightReturnAt(t),
  },
  CUMULATIVE_CAP_WEIGHT_RETURN: {
    noun: 'cap-weighted return',
    upTo: (set, t) => set.capWeightReturnAt(t),
  },
} as const satisfies Record<string, Measure>;

/** A measure of a set bucket by bucket; NaN where fewer than 90 % of the members count (M5). */
export function returnSeries(
  set: ReturnSet,
  interval: Interval,
  name: ReturnMeasureName,
): SeriesData {
  const key = `${name} ${interval}`;
  const series = set.series.get(key) ?? seriesOf(set, interval, MEASURES[name]);
  set.series.set(key, series);
  return series;
}

function seriesOf(set: ReturnSet, interval: Interval, measure: Measure): SeriesData {
  const { axis } = set.panel;
  const { base, end } = set.span;
  const ends = bucketEnds(axis, base, end, interval);
  return {
    dates: Array.from(ends, (t) => axis.day(t)),
    values: valuesOf(set, ends, measure),
    nature: 'within' in measure ? 'CHANGE' : 'LEVEL',
    unit: { noun: measure.noun, bucket: bucketName(interval) },
  };
}

/** The word for one bucket of an interval in a sentence. */
export function bucketName(interval: Interval): SeriesData['unit']['bucket'] {
  return interval.toLowerCase() as SeriesData['unit']['bucket'];
}

function valuesOf(set: ReturnSet, ends: Int32Array, measure: Measure): Float64Array {
  const { base, end } = set.span;
  if ('upTo' in measure) return Float64Array.from(ends, (t) => measure.upTo(set, t));
  if ('within' in measure) {
    const isByDay = ends.length === end - base;
    return measure.within(isByDay ? set.days.counts : set.days.countsWithin(ends));
  }
  const values = measure.daily(set.days);
  return Float64Array.from(ends, (t) => values[t - base - 1] as number);
}
