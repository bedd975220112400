import { Accumulator } from '../kernels/sum.js';
import { bucketOf, type Interval } from '../time/bucket.js';
import type { Day } from '../time/day.js';
import { assetsBefore } from './fund-set.js';
import { bucketSpan, isLastWithin, isNext, missingEnds } from './periods.js';
import type { FundHistory } from './provider-flows.js';

/**
 * One slot of a series of flows: the periods that end in it. Amounts are US dollars, and NaN when
 * unknown.
 */
export interface FlowBucket {
  readonly fromOn: Day;
  readonly toOn: Day;
  /** End of the first period in the slot. */
  readonly firstEndOn: Day;
  /** NaN as soon as one fund that exists lacks a flow. */
  readonly netFlow: number;
  /** Sum of the flows that are known, whether or not all are. */
  readonly knownFlow: number;
  /** Flow over assets at the start of the bucket, over the funds with both. */
  readonly flowRatio: number;
  /** Assets at the end; NaN as soon as one fund that reports assets lacks them. */
  readonly assets: number;
  /** Whether every period of the calendar slot is there; always so for a period as reported. */
  readonly isFull: boolean;
}

export interface BucketRequest {
  readonly histories: readonly FundHistory[];
  /** Width of the periods that the provider reports. */
  readonly reported: Interval;
  /** Width of a bucket; not narrower. */
  readonly interval: Interval;
  /** Bounds on the last day of a period, inclusive. */
  readonly fromOn: Day;
  readonly toOn: Day;
}

/**
 * Flows of a set of funds slot by slot, ascending, from the first slot with a period to the last. A
 * period goes whole into the slot in which it ends, and a bucket is dated by the end of its last
 * period. Where periods are missing between two buckets, empty ones stand in their place.
 */
export function flowBuckets(request: BucketRequest): FlowBucket[] {
  const { reported, interval } = request;
  const isAsReported = interval === reported;
  const keyOf = (end: Day) => (isAsReported ? end : bucketOf(end, interval));
  const slots = new Map<number, Part[]>();
  for (const history of request.histories) {
    for (const part of partsOf(history, request, keyOf)) {
      const parts = slots.get(part.key);
      if (parts) parts.push(part);
      else slots.set(part.key, [part]);
    }
  }
  const buckets = [...slots.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, parts]) => bucketFrom(parts, request));
  return withMissing(buckets, interval);
}

/** The periods of one fund that end in one slot: positions `first` up to but not `after`. */
interface Part {
  readonly key: number;
  readonly history: FundHistory;
  readonly first: number;
  readonly after: number;
  /** Whether the period before `first` ends in an earlier slot, with none missing between. */
  readonly followsEarlierSlot: boolean;
}

function partsOf(
  history: FundHistory,
  { fromOn, toOn }: BucketRequest,
  keyOf: (end: Day) => number,
): Part[] {
  const { from, end } = history;
  const parts: Part[] = [];
  for (let k = 0; k < end.length; k++) {
    const on = end[k] as Day;
    if (on < fromOn || on > toOn) continue;
    const key = keyOf(on);
    const open = parts[parts.length - 1];
    if (open?.key === key) {
      parts[parts.length - 1] = { ...open, after: k + 1 };
      continue;
    }
    const before = end[k - 1];
    const followsEarlierSlot =
      before !== undefined && isNext(before, from[k] as Day) && keyOf(before) !== key;
    parts.push({ key, history, first: k, after: k + 1, followsEarlierSlot });
  }
  return parts;
}

function bucketFrom(parts: readonly Part[], request: BucketRequest): FlowBucket {
  const fromOn = Math.min(...parts.map(({ history, first }) => history.from[first] as Day));
  const toOn = Math.max(...parts.map(({ history, after }) => history.end[after - 1] as Day));
  const present = new Set(parts.map(({ history }) => history));
  const absent = request.histories.filter((history) => {
    return !present.has(history) && existsWithin(history, fromOn, toOn);
  });
  const isWhole = absent.length === 0 && parts.every((part) => isWholePart(part, request));
  const known = new Accumulator();
  const matched = { flow: new Accumulator(), start: new Accumulator(), count: 0 };
  for (const part of parts) {
    const flow = knownFlowOf(part);
    known.add(flow);
    const start = assetsBefore(part.history, part.first);
    if (Number.isNaN(start) || !isWholePart(part, request)) continue;
    matched.flow.add(flow);
    matched.start.add(start);
    matched.count++;
  }
  return {
    fromOn,
    toOn,
    firstEndOn: Math.min(...parts.map(({ history, first }) => history.end[first] as Day)),
    netFlow: isWhole ? known.value : Number.NaN,
    knownFlow: known.value,
    flowRatio: matched.start.value > 0 ? matched.flow.value / matched.start.value : Number.NaN,
    assets: assetsOf(parts, absent, toOn),
    isFull: isWhole && isFullSlot(parts, { fromOn, toOn }, request),
  };
}

function existsWithin({ from, end }: FundHistory, fromOn: Day, toOn: Day): boolean {
  return (from[0] as Day) <= toOn && (end[end.length - 1] as Day) >= fromOn;
}

/** Whether all flows of the part are known and no period of it is missing. */
function isWholePart(part: Part, { reported, interval, fromOn, toOn }: BucketRequest): boolean {
  const { history, first, after, followsEarlierSlot } = part;
  const { from, end, netFlow } = history;
  for (let k = first; k < after; k++) {
    if (Number.isNaN(netFlow[k] as number)) return false;
    if (k > first && !isNext(end[k - 1] as Day, from[k] as Day)) return false;
  }
  if (interval === reported) return true;
  const slot = bucketSpan(end[first] as Day, interval);
  const startsOn = Math.max(slot.firstOn, fromOn);
  const endsOn = Math.min(slot.lastOn, toOn);
  // Before its first period and after its last one a fund is not missing: it does not exist.
  const startsWhole = first === 0 || followsEarlierSlot || (from[first] as Day) <= startsOn;
  const endsWhole =
    after === end.length ||
    isNext(end[after - 1] as Day, from[after] as Day) ||
    isLastWithin(end[after - 1] as Day, endsOn, reported);
  return startsWhole && endsWhole;
}

/** Whether the periods of the parts reach over the whole calendar slot. */
function isFullSlot(
  parts: readonly Part[],
  bucket: { readonly fromOn: Day; readonly toOn: Day },
  { reported, interval }: BucketRequest,
): boolean {
  if (interval === reported) return true;
  const slot = bucketSpan(bucket.toOn, interval);
  const startsFull =
    bucket.fromOn <= slot.firstOn || parts.some(({ followsEarlierSlot }) => followsEarlierSlot);
  return startsFull && isLastWithin(bucket.toOn, slot.lastOn, reported);
}

function knownFlowOf({ history, first, after }: Part): number {
  const flow = new Accumulator();
  for (let k = first; k < after; k++) {
    const value = history.netFlow[k] as number;
    if (!Number.isNaN(value)) flow.add(value);
  }
  return flow.value;
}

function assetsOf(parts: readonly Part[], absent: readonly FundHistory[], toOn: Day): number {
  const reports = ({ assets }: FundHistory) => assets.some((value) => !Number.isNaN(value));
  const reporting = parts.filter(({ history }) => reports(history));
  if (reporting.length === 0 || absent.some(reports)) return Number.NaN;
  const total = new Accumulator();
  for (const { history, after } of reporting) {
    const isAtEnd = history.end[after - 1] === toOn;
    total.add(isAtEnd ? (history.assets[after - 1] as number) : Number.NaN);
  }
  return total.value;
}

function withMissing(buckets: readonly FlowBucket[], interval: Interval): FlowBucket[] {
  return buckets.flatMap((bucket, k) => {
    const before = buckets[k - 1];
    if (before === undefined) return [bucket];
    return [...missingSlots(before, bucket, interval).map(emptyBucket), bucket];
  });
}

function missingSlots(before: FlowBucket, bucket: FlowBucket, interval: Interval): Day[] {
  if (interval === 'DAY' || interval === 'WEEK') {
    return missingEnds(before.toOn, bucket.fromOn, interval);
  }
  const next = bucketSpan(bucket.toOn, interval).firstOn;
  return missingEnds(bucketSpan(before.toOn, interval).lastOn, next, interval);
}

function emptyBucket(on: Day): FlowBucket {
  const none = Number.NaN;
  const numbers = { netFlow: none, knownFlow: 0, flowRatio: none, assets: none };
  return { fromOn: on, toOn: on, firstEndOn: on, ...numbers, isFull: false };
}
