import { largestSince } from '../kernels/flow-record.js';
import type { Day } from '../time/day.js';
import type { FlowBucket } from './buckets.js';

/** How unusual a flow is (M18). */
export interface FlowRecordData {
  readonly previousOn: Day | null;
  readonly periods: number;
  readonly isRecord: boolean;
  readonly historyFromOn: Day;
}

export interface FlowPeriodData {
  readonly fromOn: Day;
  readonly toOn: Day;
  /** US dollars. */
  readonly netFlow: number;
  /** NaN without assets. */
  readonly flowRatio: number;
  readonly record: FlowRecordData | null;
}

/**
 * The last full period of a window, seen against all that is stored before it. `history` holds the
 * buckets up to the end of the window, ascending, and `fromOn` is its first day. Null when there is
 * none.
 */
export function lastPeriodOf(history: readonly FlowBucket[], fromOn: Day): FlowPeriodData | null {
  const t = history.findLastIndex(({ isFull }) => isFull);
  const last = history[t];
  if (last === undefined || last.firstEndOn < fromOn) return null;
  const { netFlow, flowRatio, toOn } = last;
  return { fromOn: last.fromOn, toOn, netFlow, flowRatio, record: recordAt(history, t) };
}

/**
 * Since when a flow has not been as large in its direction (M18). The search goes back through full
 * periods in a row and stops at a gap, as nobody knows what the gap hides; only `isRecord` looks at
 * everything. Null for a flow of zero.
 */
function recordAt(history: readonly FlowBucket[], t: number): FlowRecordData | null {
  const values = Float64Array.from(history, ({ isFull, netFlow }) =>
    isFull ? netFlow : Number.NaN,
  );
  const start = values.subarray(0, t).findLastIndex((value) => Number.isNaN(value)) + 1;
  const found = largestSince(values.subarray(start, t + 1), t - start);
  const overall = largestSince(values, t);
  if (found === null || overall === null) return null;
  return {
    previousOn: found.isRecord ? null : (history[start + found.previous] as FlowBucket).toOn,
    periods: found.periods,
    isRecord: overall.isRecord,
    historyFromOn: (history[start] as FlowBucket).fromOn,
  };
}
