import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fillShares } from '../../src/kernels/fill-shares.js';
import { shortPnl } from '../../src/kernels/short-pnl.js';
import { addStepGains, stepGain } from '../../src/kernels/step-gains.js';
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

/** The stretches between cuts, two to a bucket, every second one being stored. */
function stretchesOf({ cuts }: Position) {
  const from = Int32Array.from(cuts.slice(0, -1));
  return {
    from,
    to: Int32Array.from(cuts.slice(1)),
    bucket: from.map((_, s) => Math.floor(s / 2)),
    place: from.map((_, s) => (s % 2 === 0 ? s : -1)),
  };
}

describe('stepGain', () => {
  test('equals the daily profit of positions by STEP', () => {
    fc.assert(
      fc.property(position, ({ reports, close, cuts }) => {
        const [from, to] = [cuts[0] as number, cuts.at(-1) as number];
        const shares = new Float64Array(to - from + 1);
        fillShares(shares, from, reports.index, reports.shares, 0, reports.to, 'STEP');
        const { pnl } = shortPnl(shares, close.slice(from), 0, to - from);
        const scale = 1 + shares.reduce((sum, n) => sum + n * Math.max(...close), 0);
        closeTo(stepGain(reports, close, 0, from, to), pnl, scale);
      }),
    );
  });

  test('shares that were reported on the first day earn from there on', () => {
    const reports = { index: [0, 2], shares: [10, 20], from: 0, to: 2 };
    assert.equal(stepGain(reports, Float64Array.of(9, 8, 7, 5), 0, 0, 3), 10 * 2 + 20 * 2);
  });
});

describe('addStepGains', () => {
  test('adds stretches to their buckets, stored or not to the same bit', () => {
    fc.assert(
      fc.property(position, fc.boolean(), (input, isBlank) => {
        const cuts = stretchesOf(input);
        const { reports, close } = input;
        const gains = Array.from(cuts.from, (from, s) =>
          stepGain(reports, close, 0, from, cuts.to[s] as number),
        );
        const expected = new Float64Array(4);
        gains.forEach((gain, s) => {
          expected[cuts.bucket[s] as number]! += gain;
        });
        const row = 2;
        const stored = Float64Array.from([0, 0, ...gains.map((gain) => (isBlank ? NaN : gain))]);
        for (const kept of [stored, null]) {
          const out = new Float64Array(4);
          addStepGains(out, cuts, reports, close, 0, kept, row);
          assert.deepEqual(out, expected);
        }
      }),
    );
  });
});
