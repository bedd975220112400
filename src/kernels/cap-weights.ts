import { sum } from './sum.js';

/**
 * Weights with none above `cap` (M2): what a weight has too much goes to the uncapped ones in
 * proportion, again until none exceeds. The input is scaled to sum to 1; missing (NaN) weights stay
 * NaN. Throws RangeError when `cap` times the number of positive weights is below 1. Cost O(n) a
 * round, at most n rounds and rarely more than five.
 */
export function capWeights(weights: Float64Array, cap: number): Float64Array {
  const total = sum(weights);
  const capped = weights.map((weight) => weight / total);
  const count = capped.filter((weight) => weight > 0).length;
  if (cap * count < 1) {
    throw new RangeError(`a cap of ${cap} on ${count} weights leaves less than the whole`);
  }
  const isFixed = new Uint8Array(capped.length);
  for (;;) {
    let excess = 0;
    for (let i = 0; i < capped.length; i++) {
      if (isFixed[i] === 1 || !((capped[i] as number) > cap)) continue;
      excess += (capped[i] as number) - cap;
      capped[i] = cap;
      isFixed[i] = 1;
    }
    const free = sum(capped.filter((_, i) => isFixed[i] === 0));
    if (excess === 0 || free === 0) return capped;
    const scale = 1 + excess / free;
    for (let i = 0; i < capped.length; i++) {
      if (isFixed[i] === 0) capped[i] = (capped[i] as number) * scale;
    }
  }
}
