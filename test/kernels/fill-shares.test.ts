import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FillMode, fillShares } from '../../src/kernels/fill-shares.js';
import { type Report, sharesOn } from '../oracle/fill-shares.js';
import { shareCount } from './arbitrary.js';
import { allCloseTo } from './close-to.js';
import { loadGolden } from './golden.js';
import { fc } from './seed.js';

const MODES: readonly FillMode[] = ['STEP', 'LINEAR', 'STEP_BACK'];

function fill(reports: readonly Report[], base: number, days: number, mode: FillMode): number[] {
  const out = new Float64Array(days).fill(-1);
  const index = reports.map((report) => report.day);
  const shares = reports.map((report) => report.shares ?? Number.NaN);
  fillShares(out, base, index, shares, 0, reports.length, mode);
  return [...out];
}

const reportList = fc
  .uniqueArray(fc.integer({ min: -30, max: 60 }), { maxLength: 8 })
  .chain((days) =>
    fc
      .array(fc.option(shareCount, { freq: 6, nil: null }), {
        minLength: days.length,
        maxLength: days.length,
      })
      .map((shares): Report[] => {
        const ascending = days.toSorted((a, b) => a - b);
        return ascending.map((day, k) => ({ day, shares: shares[k] as number | null }));
      }),
  );

describe('fillShares', () => {
  const golden = loadGolden().G5_short_pnl;
  const reports = Object.entries(golden.adjShares).map(([day, shares]) => ({
    day: Number(day),
    shares,
  }));

  test('gives the positions of G5 by STEP and by LINEAR', () => {
    assert.deepEqual(fill(reports, 0, 9, 'STEP'), golden.STEP.shares);
    assert.deepEqual(fill(reports, 0, 9, 'LINEAR'), golden.LINEAR.shares);
  });

  test('STEP_BACK holds the next report', () => {
    const [a, b, c] = [100_000, 140_000, 110_000];
    assert.deepEqual(fill(reports, 0, 10, 'STEP_BACK'), [a, b, b, b, b, c, c, c, c, c]);
  });

  test('before the first report STEP and LINEAR are 0 and STEP_BACK looks ahead', () => {
    const late = [{ day: 3, shares: 70 }];
    assert.deepEqual(fill(late, 1, 4, 'STEP'), [0, 0, 70, 70]);
    assert.deepEqual(fill(late, 1, 4, 'LINEAR'), [0, 0, 70, 70]);
    assert.deepEqual(fill(late, 1, 4, 'STEP_BACK'), [70, 70, 70, 70]);
  });

  test('a report before the span and one after it shape the days between', () => {
    const around = [
      { day: -10, shares: 0 },
      { day: 10, shares: 200 },
    ];
    assert.deepEqual(fill(around, 0, 3, 'LINEAR'), [100, 110, 120]);
    assert.deepEqual(fill(around, 0, 3, 'STEP'), [0, 0, 0]);
    assert.deepEqual(fill(around, 0, 3, 'STEP_BACK'), [200, 200, 200]);
  });

  test('a report of unknown shares is as if it were not there', () => {
    const gap = [
      { day: 0, shares: 10 },
      { day: 2, shares: null },
      { day: 4, shares: 50 },
    ];
    assert.deepEqual(fill(gap, 0, 5, 'LINEAR'), [10, 20, 30, 40, 50]);
  });

  test('without any report there is no position', () => {
    for (const mode of MODES) assert.deepEqual(fill([], 0, 3, mode), [0, 0, 0]);
  });

  test('takes only the reports of its own security', () => {
    const out = new Float64Array(3);
    fillShares(out, 0, Int32Array.of(0, 1, 0), Float64Array.of(9, 5, 8), 1, 2, 'STEP');
    assert.deepEqual([...out], [0, 5, 5]);
  });

  test('looks at nothing behind its own reports, known or not', () => {
    const index = [0, 2, 0, 1];
    const shares = [5, Number.NaN, Number.NaN, 8];
    for (const mode of MODES) {
      const own = new Float64Array(3);
      fillShares(own, 0, index, shares, 0, 2, mode);
      assert.deepEqual([...own], [5, 5, 5], mode);
      const none = new Float64Array(3);
      fillShares(none, 0, index, shares, 3, 3, mode);
      fillShares(none, 0, index, shares, 1, 3, mode);
      assert.deepEqual([...none], [0, 0, 0], mode);
    }
  });

  test('equals its naive twin on random reports', () => {
    fc.assert(
      fc.property(
        reportList,
        fc.integer({ min: -20, max: 40 }),
        fc.integer({ min: 0, max: 40 }),
        fc.constantFrom(...MODES),
        (list, base, days, mode) => {
          const expected = Array.from({ length: days }, (_, k) => sharesOn(list, base + k, mode));
          allCloseTo(fill(list, base, days, mode), expected, 1e8);
        },
      ),
    );
  });
});
