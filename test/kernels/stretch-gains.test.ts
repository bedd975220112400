import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stretchGains } from '../../src/kernels/stretch-gains.js';
import { naiveStretchGains } from '../oracle/stretch-gains.js';
import { fc } from './seed.js';

const anyShares = fc.integer({ min: 0, max: 1e6 });
const anyClose = fc.integer({ min: 1, max: 1e5 }).map((cents) => cents / 100);

/** Rows of a few securities, each in a group, apart in a group, or in none. */
const anyRows = fc
  .record({ width: fc.integer({ min: 1, max: 12 }), stretches: fc.integer({ min: 1, max: 11 }) })
  .chain(({ width, stretches }) =>
    fc.record({
      width: fc.constant(width),
      close: fc.array(anyClose, {
        minLength: (stretches + 1) * width,
        maxLength: (stretches + 1) * width,
      }),
      shares: fc.array(anyShares, { minLength: stretches * width, maxLength: stretches * width }),
      groupOf: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: width, maxLength: width }),
      isApart: fc.array(fc.boolean(), { minLength: width, maxLength: width }),
      gains: fc.array(anyClose, { minLength: stretches * width, maxLength: stretches * width }),
    }),
  );

describe('stretchGains', () => {
  test('adds shares times the fall of the close, by stretch and group', () => {
    const rows = {
      width: 2,
      close: Float64Array.of(10, 20, 8, 25, 9, 30),
      shares: Float64Array.of(100, 10),
      closeAt: Int32Array.of(0, 2, 4),
      sharesAt: Int32Array.of(0, 0),
    };
    const nobody = { securities: new Int32Array(0), gains: new Float64Array(0) };
    assert.deepEqual(
      [...stretchGains(rows, Int32Array.of(0, 1), 2, nobody)],
      [200, -50, -100, -50],
    );
    assert.deepEqual([...stretchGains(rows, Int32Array.of(0, 0), 1, nobody)], [150, -150]);
    assert.deepEqual([...stretchGains(rows, Int32Array.of(1, 0), 1, nobody)], [-50, -50]);
  });

  test('takes what is known apart in place of what rows say', () => {
    const rows = {
      width: 2,
      close: Float64Array.of(10, Number.NaN, 8, 25),
      shares: Float64Array.of(100, Number.NaN),
      closeAt: Int32Array.of(0, 2),
      sharesAt: Int32Array.of(0),
    };
    const others = { securities: Int32Array.of(1), gains: Float64Array.of(7) };
    assert.deepEqual([...stretchGains(rows, Int32Array.of(0, 0), 1, others)], [207]);
  });

  test('has the bits of its naive twin', () => {
    fc.assert(
      fc.property(anyRows, ({ width, close, shares, groupOf, isApart, gains }) => {
        const stretches = shares.length / width;
        const securities = Int32Array.from(groupOf.keys()).filter(
          (i) => isApart[i] === true && (groupOf[i] as number) < 3,
        );
        const rows = {
          width,
          close: Float64Array.from(close),
          shares: Float64Array.from(shares),
          closeAt: Int32Array.from({ length: stretches + 1 }, (_, s) => s * width),
          sharesAt: Int32Array.from({ length: stretches }, (_, s) => s * width),
        };
        const others = {
          securities,
          gains: Float64Array.from(gains).subarray(0, stretches * securities.length),
        };
        const groups = Int32Array.from(groupOf);
        assert.deepEqual(
          [...stretchGains(rows, groups, 3, others)],
          naiveStretchGains(rows, groupOf, 3, others),
        );
      }),
    );
  });
});
