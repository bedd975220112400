import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { upCapture } from '../../src/kernels/up-capture.js';
import { upCapture as oracle } from '../oracle/up-capture.js';
import { type Column, dailyReturn, largeColumn, typed } from './arbitrary.js';
import { closeTo } from './close-to.js';
import { loadGolden, nums } from './golden.js';
import { fc } from './seed.js';

const golden = loadGolden().G13_risk;
const ra = nums(golden.ra);
const rb = nums(golden.rb);

function checkAgainstOracle(subject: Column, benchmark: Column): void {
  const actual = upCapture(typed(subject), typed(benchmark));
  const expected = oracle(subject, benchmark) ?? Number.NaN;
  // The twin takes 1 from levels, which costs it digits when they are near 1.
  const rises = benchmark.filter((value) => value !== null && value > 0);
  const smallest = Math.min(1, ...(rises as number[]));
  closeTo(actual, expected, (1 + Math.abs(expected || 0)) / smallest);
}

describe('upCapture', () => {
  test('of G13 is 1.59', () => {
    closeTo(upCapture(ra, rb), golden.upCapture_geometric);
  });

  test('of a series on itself is 1', () => {
    closeTo(upCapture(ra, ra), 1);
  });

  test('reads only the days on which the benchmark rose', () => {
    const own = Float64Array.of(0.1, 9, 9, 0.1);
    closeTo(upCapture(own, Float64Array.of(0.5, 0, -0.5, 0.5)), 0.21 / 1.25);
  });

  test('is negative for a subject that fell on those days, or was lost', () => {
    closeTo(upCapture(Float64Array.of(-0.2), Float64Array.of(0.1)), -2);
    closeTo(upCapture(Float64Array.of(-1, 5), Float64Array.of(0.25, 0.2)), -2);
  });

  test('is unknown when the benchmark never rose', () => {
    for (const benchmark of [[], [0], [-0.1, Number.NaN]]) {
      const own = new Float64Array(benchmark.length).fill(0.1);
      assert.ok(Number.isNaN(upCapture(own, Float64Array.from(benchmark))));
    }
  });

  test('skips a day on which either is missing', () => {
    const own = typed([0.1, null, 0.3, 0.2]);
    const other = typed([0.1, 0.5, null, 0.2]);
    closeTo(upCapture(own, other), 1);
    assert.ok(Number.isNaN(upCapture(typed([null]), typed([0.1]))));
  });

  test('keeps the digits of tiny returns', () => {
    closeTo(upCapture(Float64Array.of(3e-14), Float64Array.of(1e-14)), 3);
  });

  test('equals its naive twin on random pairs with gaps', () => {
    const value = fc.option(dailyReturn, { freq: 9, nil: null });
    const day = fc.tuple(value, value);
    fc.assert(
      fc.property(fc.oneof(fc.array(day, { maxLength: 2 }), fc.array(day)), (days) => {
        checkAgainstOracle(
          days.map(([own]) => own),
          days.map(([, other]) => other),
        );
      }),
    );
    const tame = (random: () => number): number => Math.floor(random() * 200 - 100) / 10_000;
    checkAgainstOracle(largeColumn(2_000, 3, tame), largeColumn(2_000, 4, tame));
  });
});
