import { runningSum } from './running-sum.js';

/** Weight of the newest day in the moving average that is called "19 days". */
const FAST = 0.1;
/** The same for "39 days". */
const SLOW = 0.05;

/** The McClellan measures by day; entry 0 is the first day of the window. */
export interface McClellan {
  /** Moving averages of net advances with weights 0.1 and 0.05. */
  readonly fast: Float64Array;
  readonly slow: Float64Array;
  /** `fast` less `slow`: positive while breadth improves. */
  readonly oscillator: Float64Array;
  /** Sum of the oscillator from the first day of the window. */
  readonly summation: Float64Array;
}

/**
 * McClellan oscillator and summation of ratio-adjusted net advances (M5). The values before
 * position `from` warm the two exponential moving averages up and are not part of the answer; each
 * average starts as the first known value. On a missing (NaN) day the averages stand still, the
 * oscillator and the summation are NaN, and nothing is added; all are NaN before the first known
 * value. Cost O(n).
 */
export function mcclellan(netAdvances: Float64Array, from = 0): McClellan {
  const fast = movingAverage(netAdvances, FAST).subarray(from);
  const slow = movingAverage(netAdvances, SLOW).subarray(from);
  const oscillator = fast.map((value, t) =>
    Number.isNaN(netAdvances[from + t]) ? NaN : value - (slow[t] as number),
  );
  return { fast, slow, oscillator, summation: runningSum(oscillator) };
}

function movingAverage(values: Float64Array, weight: number): Float64Array {
  let average = NaN;
  return values.map((value) => {
    if (Number.isNaN(average)) average = value;
    else if (!Number.isNaN(value)) average += weight * (value - average);
    return average;
  });
}
