import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { capWeights } from '../../src/kernels/cap-weights.js';
import { sum } from '../../src/kernels/sum.js';
import { capWeights as oracle } from '../oracle/cap-weights.js';
import { allCloseTo, closeTo } from './close-to.js';
import { fc } from './seed.js';

const input = fc
  .array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 30 })
  .chain((weights) =>
    fc.tuple(
      fc.constant(weights.map((weight) => weight / weights.reduce((a, b) => a + b))),
      fc.integer({ min: 1, max: 100 }).map((k) => Math.min(1, (1 + k / 50) / weights.length)),
    ),
  );

describe('capWeights', () => {
  test('gives what is above 0.4 to the others in proportion', () => {
    allCloseTo(capWeights(Float64Array.of(0.5, 0.3, 0.2), 0.4), [0.4, 0.36, 0.24]);
  });

  test('caps a weight that only exceeds the cap by what it was given', () => {
    allCloseTo(capWeights(Float64Array.of(0.6, 0.3, 0.05, 0.05), 0.35), [0.35, 0.35, 0.15, 0.15]);
  });

  test('scales to a sum of 1 and leaves unknown weights unknown', () => {
    allCloseTo(capWeights(Float64Array.of(2, Number.NaN, 2), 0.9), [0.5, Number.NaN, 0.5]);
  });

  test('leaves a weight of 0 at 0 where all others are at the cap', () => {
    const capped = capWeights(Float64Array.of(66, 23, 0), 0.5);
    assert.deepEqual([...capped], [0.5, 0.5, 0]);
  });

  test('refuses a cap that the members cannot fill', () => {
    assert.throws(
      () => capWeights(Float64Array.of(0.5, 0.5, 0), 0.4),
      /a cap of 0.4 on 2 weights leaves less than the whole/,
    );
  });

  test('sums to 1, exceeds the cap nowhere and keeps the order', () => {
    fc.assert(
      fc.property(input, ([weights, cap]) => {
        const capped = capWeights(Float64Array.from(weights), cap);
        closeTo(sum(capped), 1);
        for (const weight of capped) assert.ok(weight <= cap * (1 + 1e-12));
        for (const [i, weight] of weights.entries()) {
          for (const [j, other] of weights.entries()) {
            const [a, b] = [capped[i] as number, capped[j] as number];
            if (weight < other) assert.ok(a <= b * (1 + 1e-12));
          }
        }
      }),
    );
  });

  test('equals its naive twin', () => {
    fc.assert(
      fc.property(input, ([weights, cap]) => {
        allCloseTo(capWeights(Float64Array.from(weights), cap), oracle(weights, cap), 1);
      }),
    );
  });
});
