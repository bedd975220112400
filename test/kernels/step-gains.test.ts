import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fillShares } from '../../src/kernels/fill-shares.js';
import { shortPnl } from '../../src/kernels/short-pnl.js';
import { addStepGains } from '../../src/kernels/step-gains.js';
import { fullColumn, price, shareCount, typed } from './arbitrary.js';
import { closeTo } from './close-to.js';
import { fc } from './seed.js';

const DAYS = 30;

const position = fc
  .uniqueArray(fc.integer({ min: -5, max: DAYS + 5 }), { maxLength: 8 })
  .chain((days) =>
    fc.record({
      days: fc.constant(days.toSorted((a, b) => a - b)),
      shares: fc.array(fc.option(shareCount, { freq: 5, nil: null }), {
        minLength: days.length,
        maxLength: days.length,
      }),
      close: fullColumn(price, DAYS),
      cuts: fc.uniqueArray(fc.integer({ min: 0, max: DAYS - 1 }), { minLength: 2, maxLength: 6 }),
    }),
  )
  .map(({ days, shares, close, cuts }) => ({
    reports: { index: days, shares: typed(shares), from: 0, to: days.length },
    close: typed(close),
    cuts: cuts.toSorted((a, b) => a - b),
  }));
type Position = typeof position extends fc.Arbitrary<infer T> ? T : never;

/** Profit day by day from one cut to the next. */
function daily({ reports, close }: Position, first: number, from: number, to: number): number {
  const start = Math.max(from, first);
  if (start >= to) return 0;
  const shares = new Float64Array(to - start + 1);
  fillShares(shares, start, reports.index, reports.shares, 0, reports.to, 'STEP');
  return shortPnl(shares, close.slice(start), 0, to - start).pnl;
}

describe('addStepGains', () => {
  test('equals the daily profit of positions by STEP in each stretch', () => {
    fc.assert(
      fc.property(position, fc.integer({ min: -3, max: DAYS - 1 }), (input, listed) => {
        const { reports, close } = input;
        const cuts = Int32Array.from(input.cuts);
        const first = Math.min(listed, cuts.at(-1) as number);
        const out = new Float64Array(cuts.length - 1).fill(1);
        addStepGains(out, cuts, reports, { close, shift: 0 }, first);
        const most = Math.max(0, ...reports.shares.filter((shares) => shares > 0));
        const scale = 1 + DAYS * most * Math.max(...close);
        out.forEach((gain, s) => {
          const expected = daily(input, first, cuts[s] as number, cuts[s + 1] as number);
          closeTo(gain - 1, expected, scale);
        });
      }),
    );
  });

  test('shares that were reported on a cut earn from there on', () => {
    const reports = { index: [0, 2], shares: [10, 20], from: 0, to: 2 };
    const closes = { close: Float64Array.of(9, 8, 7, 5), shift: 0 };
    const out = new Float64Array(2);
    addStepGains(out, Int32Array.of(0, 2, 3), reports, closes, 0);
    assert.deepEqual([...out], [10 * 2, 20 * 2]);
  });

  test('nothing earns before the first close', () => {
    const reports = { index: [0], shares: [10], from: 0, to: 1 };
    const closes = { close: Float64Array.of(NaN, NaN, 7, 5), shift: 0 };
    const out = new Float64Array(3);
    addStepGains(out, Int32Array.of(0, 1, 2, 3), reports, closes, 2);
    assert.deepEqual([...out], [0, 0, 20]);
  });
});
