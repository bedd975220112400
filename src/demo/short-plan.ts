import { exp, ln } from './elementary.js';
import type { Random } from './random.js';

/** Typical shares short over shares outstanding by market value, and how far single names stray. */
const LEVELS: readonly (readonly [cap: number, median: number, spread: number])[] = [
  [200e9, 0.0095, 0.4],
  [40e9, 0.0185, 0.5],
  [10e9, 0.027, 0.6],
  [2e9, 0.061, 0.6],
  [300e6, 0.056, 0.7],
  [50e6, 0.02, 0.9],
  [0, 0.012, 0.9],
];

/**
 * How much of a company is short, and how unusual that is for its size (`tilt`, in deviations):
 * companies with a high tilt fell more.
 */
export function shortRatio(
  random: Random,
  cap: number,
  industry: string,
): { ratio: number; tilt: number } {
  const [, median, spread] = LEVELS.find(([bound]) => cap >= bound) ?? [0, 0.01, 0.9];
  const tilt = random.normal();
  const usual = industry === 'Regional Banks' ? 0.7 * median : median;
  return { ratio: Math.min(0.28, usual * exp(spread * tilt)), tilt };
}

/** Shares traded a day over shares outstanding: heavily shorted companies trade more. */
export function turnoverFor(random: Random, cap: number, ratio: number): number {
  const usual = cap > 200e9 ? 0.0045 : cap > 2e9 ? 0.0075 : 0.0065;
  return usual * exp(0.45 * random.normal()) * exp(0.3 * ln(1 + ratio / 0.03));
}
