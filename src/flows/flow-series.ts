import type { SeriesData } from '../graphql/series.type.js';
import { Accumulator } from '../kernels/sum.js';
import type { Interval } from '../time/bucket.js';
import type { FlowBucket } from './buckets.js';
import type { FlowPart } from './flow-model.js';

export type FlowMeasureName = 'NET_FLOW' | 'CUMULATIVE_NET_FLOW' | 'FLOW_RATIO' | 'ASSETS';

interface Measure {
  readonly nature: SeriesData['nature'];
  readonly noun: string;
  readonly isMoney: boolean;
  valuesOf(buckets: readonly FlowBucket[]): Float64Array;
}

const MEASURES: Record<FlowMeasureName, Measure> = {
  NET_FLOW: {
    nature: 'CHANGE',
    noun: 'net flow',
    isMoney: true,
    valuesOf: (buckets) => Float64Array.from(buckets, ({ netFlow }) => netFlow),
  },
  CUMULATIVE_NET_FLOW: {
    nature: 'LEVEL',
    noun: 'cumulative net flow',
    isMoney: true,
    valuesOf: cumulative,
  },
  FLOW_RATIO: {
    nature: 'CHANGE',
    noun: 'net flow as a share of assets',
    isMoney: false,
    valuesOf: (buckets) => Float64Array.from(buckets, ({ flowRatio }) => flowRatio),
  },
  ASSETS: {
    nature: 'LEVEL',
    noun: 'total of assets',
    isMoney: true,
    valuesOf: (buckets) => Float64Array.from(buckets, ({ assets }) => assets),
  },
};

const BUCKET_WORDS = {
  DAY: 'day',
  WEEK: 'week',
  MONTH: 'month',
  QUARTER: 'quarter',
  YEAR: 'year',
} as const;

/** A measure of a set of funds over the window, slot by slot; NaN where it is unknown. */
export function flowSeries(part: FlowPart, asked: Interval, name: FlowMeasureName): SeriesData {
  const buckets = part.buckets(asked);
  const { nature, noun, isMoney, valuesOf } = MEASURES[name];
  return {
    dates: buckets.map(({ toOn }) => toOn),
    values: valuesOf(buckets),
    nature,
    unit: { noun, isMoney, bucket: BUCKET_WORDS[part.widthOf(asked)] },
  };
}

/** Sum of the flows that are known so far, so that the last value is that of the report. */
function cumulative(buckets: readonly FlowBucket[]): Float64Array {
  const total = new Accumulator();
  return Float64Array.from(buckets, ({ netFlow, knownFlow }) => {
    total.add(knownFlow);
    return Number.isNaN(netFlow) ? Number.NaN : total.value;
  });
}
