import { Accumulator } from './sum.js';

/**
 * Mean of `values` weighted by `weights`, or with equal weights without them:
 * sum(w v) / sum(w) over the entries where both are known (M5, M6). NaN when there is none or the
 * weights sum to 0. Weights need not sum to 1. Cost O(n).
 */
export function weightedMean(values: Float64Array, weights?: Float64Array): number {
  return weights === undefined ? plainMean(values) : meanByWeight(values, weights);
}

function plainMean(values: Float64Array): number {
  const total = new Accumulator();
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    total.add(value);
    count++;
  }
  return count === 0 ? NaN : total.value / count;
}

function meanByWeight(values: Float64Array, weights: Float64Array): number {
  const total = new Accumulator();
  const totalWeight = new Accumulator();
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const weight = weights[i] as number;
    if (Number.isNaN(value) || Number.isNaN(weight)) continue;
    total.add(value * weight);
    totalWeight.add(weight);
  }
  const weight = totalWeight.value;
  return weight === 0 ? NaN : total.value / weight;
}
