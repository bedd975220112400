import type { SeriesData } from '../graphql/series.type.js';
import { bucketEnds, type Interval } from '../time/bucket.js';
import { type BucketBreadth, bucketBreadth } from './day-breadth.js';
import type { ReturnSet } from './return-set.js';

export type ReturnMeasureName = keyof typeof MEASURES;

type Measure = { readonly noun: string; readonly nature: SeriesData['nature'] } & (
  | { readonly upTo: (set: ReturnSet, t: number) => number }
  | { readonly within: (bucket: BucketBreadth) => number }
  | { readonly daily: (day: BucketBreadth) => number; readonly isSummed: boolean }
);

const net = (day: BucketBreadth): number => day.advancers - day.decliners;
/** A quotient that is NaN in place of infinite. */
const over = (value: number, by: number): number => (by === 0 ? Number.NaN : value / by);

/** How each measure is computed: up to a day, within a bucket, or day by day and then sampled. */
const MEASURES = {
  ADVANCERS: { noun: 'number of advancers', nature: 'CHANGE', within: (b) => b.advancers },
  DECLINERS: { noun: 'number of decliners', nature: 'CHANGE', within: (b) => b.decliners },
  ADVANCER_SHARE: {
    noun: 'share of advancers',
    nature: 'CHANGE',
    within: (b) => over(b.advancers, b.counted),
  },
  CUMULATIVE_DECLINER_SHARE: {
    noun: 'share of decliners',
    nature: 'LEVEL',
    upTo: (set, t) => set.declinerShareAt(t),
  },
  ADVANCE_DECLINE_LINE: {
    noun: 'advance-decline line',
    nature: 'LEVEL',
    daily: net,
    isSummed: true,
  },
  ADVANCE_DECLINE_RATIO: {
    noun: 'advance-decline ratio',
    nature: 'LEVEL',
    daily: (b) => over(b.advancers, b.decliners),
    isSummed: false,
  },
  RATIO_ADJUSTED_NET_ADVANCES: {
    noun: 'ratio-adjusted net advances',
    nature: 'LEVEL',
    daily: (b) => over(1000 * net(b), b.advancers + b.decliners),
    isSummed: false,
  },
  CUMULATIVE_EQUAL_WEIGHT_RETURN: {
    noun: 'equal-weight return',
    nature: 'LEVEL',
    upTo: (set, t) => set.equalWeightReturnAt(t),
  },
  CUMULATIVE_CAP_WEIGHT_RETURN: {
    noun: 'cap-weighted return',
    nature: 'LEVEL',
    upTo: (set, t) => set.capWeightReturnAt(t),
  },
} as const satisfies Record<string, Measure>;

/** A measure of a set bucket by bucket; NaN where fewer than 90 % of the members count (M5). */
export function returnSeries(
  set: ReturnSet,
  interval: Interval,
  name: ReturnMeasureName,
): SeriesData {
  const { axis } = set.panel;
  const { base, end } = set.span;
  const measure: Measure = MEASURES[name];
  const ends = bucketEnds(axis, base, end, interval);
  return {
    dates: Array.from(ends, (t) => axis.day(t)),
    values: valuesOf(set, ends, measure),
    nature: measure.nature,
    unit: { noun: measure.noun, bucket: bucketName(interval) },
  };
}

/** The word for one bucket of an interval in a sentence. */
export function bucketName(interval: Interval): SeriesData['unit']['bucket'] {
  return interval.toLowerCase() as SeriesData['unit']['bucket'];
}

function valuesOf(set: ReturnSet, ends: Int32Array, measure: Measure): Float64Array {
  if ('upTo' in measure) return Float64Array.from(ends, (t) => measure.upTo(set, t));
  const breadthOf = (from: number, to: number): BucketBreadth =>
    bucketBreadth(set.panel, set.moves.members, from, to, set.span.basis);
  if ('within' in measure) {
    return Float64Array.from(ends, (t, k) =>
      measure.within(breadthOf(k === 0 ? set.span.base : (ends[k - 1] as number), t)),
    );
  }
  if (!measure.isSummed) {
    return Float64Array.from(ends, (t) => measure.daily(breadthOf(t - 1, t)));
  }
  return summed(set.span.base, ends, (t) => measure.daily(breadthOf(t - 1, t)));
}

/** Running sum over days, read on the last day of each bucket; a day without a value adds none. */
function summed(base: number, ends: Int32Array, valueOn: (t: number) => number): Float64Array {
  let sum = 0;
  let t = base + 1;
  return Float64Array.from(ends, (end) => {
    let value = Number.NaN;
    for (; t <= end; t++) {
      value = valueOn(t);
      if (!Number.isNaN(value)) sum += value;
    }
    return Number.isNaN(value) ? Number.NaN : sum;
  });
}
