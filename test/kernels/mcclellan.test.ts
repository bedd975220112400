import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AdvanceDecline } from '../../src/kernels/advance-decline.js';
import { type McClellan, mcclellan } from '../../src/kernels/mcclellan.js';
import { ratioAdjustedNetAdvances } from '../../src/kernels/ratio-adjusted-net-advances.js';
import { mcclellan as oracle } from '../oracle/mcclellan.js';
import { type Column, columnOf, largeColumn, typed } from './arbitrary.js';
import { allCloseTo, closeTo } from './close-to.js';
import { addMembers, G2 } from './day-panel.js';
import { loadGolden, nums } from './golden.js';
import { fc } from './seed.js';

const PARTS = ['fast', 'slow', 'oscillator', 'summation'] as const;
/** Ratio-adjusted net advances of one day. */
const net = fc.integer({ min: -1_000, max: 1_000 });

function checkAgainstOracle(values: Column, from: number): void {
  const actual = mcclellan(typed(values), from);
  const expected = oracle(values, from);
  const scale = 1_000 * (1 + values.length);
  for (const part of PARTS) allCloseTo(actual[part], typed(expected[part]), scale);
}

describe('mcclellan', () => {
  const golden = loadGolden().G2_breadth.days;
  const g2 = ratioAdjustedNetAdvances(addMembers(new AdvanceDecline(3), G2, 1));

  test('gives averages, oscillator and summation of G2 from a cold start', () => {
    const result = mcclellan(g2);
    allCloseTo(result.fast, nums(golden.map(({ ema19 }) => ema19)));
    allCloseTo(result.slow, nums(golden.map(({ ema39 }) => ema39)));
    allCloseTo(result.oscillator, nums(golden.map((expected) => expected.mcclellan)));
    allCloseTo(result.summation, nums(golden.map(({ summation }) => summation)));
  });

  test('warm-up moves the averages but is not part of the answer', () => {
    const cold = mcclellan(g2);
    const warm = mcclellan(g2, 1);
    allCloseTo(warm.oscillator, cold.oscillator.subarray(1));
    assert.equal(warm.oscillator.length, 2);
    assert.notEqual(mcclellan(g2.subarray(1)).oscillator[0], warm.oscillator[0]);
  });

  test('the summation starts with the window, whatever the warm-up summed to', () => {
    const result = mcclellan(typed([-500, 800, 300, 0]), 2);
    const [first, second] = result.oscillator;
    assert.equal(result.summation[0], first);
    closeTo(result.summation[1] as number, (first as number) + (second as number));
  });

  test('the first value starts both averages', () => {
    const { fast, slow, oscillator, summation } = mcclellan(Float64Array.of(250));
    assert.deepEqual([fast[0], slow[0], oscillator[0], summation[0]], [250, 250, 0, 0]);
  });

  test('of no window is empty', () => {
    for (const part of PARTS) {
      assert.equal(mcclellan(new Float64Array(0))[part].length, 0);
      assert.equal(mcclellan(Float64Array.of(1, 2), 2)[part].length, 0);
    }
  });

  test('a missing day has no oscillator, and the next goes on as if it had not been', () => {
    const gap = mcclellan(typed([100, -200, null, 300]));
    const closed = mcclellan(typed([100, -200, 300]));
    assert.ok(Number.isNaN(gap.oscillator[2]) && Number.isNaN(gap.summation[2]));
    assert.equal(gap.fast[2], closed.fast[1]);
    for (const part of PARTS) assert.equal(gap[part][3], closed[part][2]);
  });

  test('everything is unknown before the first known day', () => {
    const result = mcclellan(typed([null, 100]));
    for (const part of PARTS) assert.ok(Number.isNaN(result[part][0]));
    assert.equal(result.fast[1], 100);
  });

  test('leaves its input alone', () => {
    const values = typed([1, null, 3]);
    mcclellan(values, 1);
    assert.deepEqual(values, typed([1, null, 3]));
  });

  test('of steady breadth is 0 and of a turn for the better positive', () => {
    const steady = mcclellan(new Float64Array(50).fill(-300));
    assert.ok(steady.oscillator.every((value) => value === 0));
    assert.ok((mcclellan(typed([-300, -300, -200])).oscillator[2] as number) > 0);
  });

  test('falls where it rose when every rise becomes a fall', () => {
    fc.assert(
      fc.property(columnOf(net), (values) => {
        const own = mcclellan(typed(values));
        const mirror: McClellan = mcclellan(typed(values).map((value) => -value));
        for (const part of PARTS) {
          allCloseTo(
            mirror[part].map((value) => -value),
            own[part],
            1,
          );
        }
      }),
    );
  });

  test('equals its naive twin with any warm-up', () => {
    fc.assert(
      fc.property(columnOf(net), fc.nat(), (values, at) => {
        checkAgainstOracle(values, at % (values.length + 1));
      }),
    );
  });

  test('equals its naive twin on 2,000 days after 250 of warm-up', () => {
    const values = largeColumn(2_250, 13, (random) => Math.floor(random() * 2_001) - 1_000);
    checkAgainstOracle(values, 250);
  });
});
