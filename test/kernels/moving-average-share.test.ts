import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MovingAverageShare } from '../../src/kernels/moving-average-share.js';
import { isAboveAverage } from '../oracle/moving-average-share.js';
import { randomStream, typed } from './arbitrary.js';
import { closeTo } from './close-to.js';
import { shuffled } from './contract.js';
import {
  addMembers,
  type DayPanel,
  dayPanel,
  G2,
  largeDayPanel,
  withMembers,
} from './day-panel.js';
import { loadGolden, num } from './golden.js';
import { fc } from './seed.js';

function countsOf(panel: DayPanel, length: number, start = 0): MovingAverageShare {
  const days = Math.max(panel.days - start, 0);
  return addMembers(new MovingAverageShare(days, length), panel, start);
}

/** Whether one member with these closes is above on each day; null where it is not eligible. */
function isAbove(close: readonly (number | null)[], length: number): (boolean | null)[] {
  const members = [{ close, volume: close.map(() => 1) }];
  const { eligible, above } = countsOf({ days: close.length, members }, length);
  return close.map((_, t) => (eligible[t] === 0 ? null : above[t] === 1));
}

function checkAgainstOracle(panel: DayPanel, length: number, start = 0): void {
  const counts = countsOf(panel, length, start);
  const share = counts.share();
  for (let t = start; t < panel.days; t++) {
    const found = panel.members
      .filter(({ isMember }) => isMember?.[t] !== false)
      .map(({ close }) => isAboveAverage(close, t, length));
    const eligible = found.filter((one) => one !== null).length;
    const above = found.filter((one) => one === true).length;
    assert.equal(counts.eligible[t - start], eligible);
    assert.equal(counts.above[t - start], above);
    closeTo(share[t - start] as number, eligible === 0 ? Number.NaN : above / eligible);
  }
}

describe('MovingAverageShare', () => {
  const golden = loadGolden().G2_breadth.aboveSMA3;

  test('above the 3-day average of G2 stand 2 of 4', () => {
    const counts = countsOf(G2, 3, 3);
    assert.equal(counts.eligible[0], golden.eligible);
    assert.equal(counts.above[0], golden.above);
    closeTo(counts.share()[0] as number, num(golden.pct));
  });

  golden.detail.forEach(([name, expected], i) => {
    test(`whether member ${name} of G2 is above: ${expected ?? 'not eligible'}`, () => {
      assert.equal(isAbove(G2.members[i]?.close ?? [], 3)[3], expected);
    });
  });

  test('needs as many prints in a row as it averages', () => {
    assert.deepEqual(isAbove([1, 2, 3, null, 4, 5, 6], 3), [
      null,
      null,
      true,
      null,
      null,
      null,
      true,
    ]);
  });

  test('a close that is missing although marked as traded ends the run as well', () => {
    const counts = new MovingAverageShare(4, 2);
    const close = typed([1, 2, null, 4]);
    counts.addMember({ close, hasTraded: new Uint8Array(4).fill(1) }, 0, 3, 0);
    assert.deepEqual([...counts.eligible], [0, 1, 0, 0]);
  });

  test('a close equal to its mean is not above it, rounding or not', () => {
    for (const close of [0.1, 10.1, 4.35, 1 / 3, 523_456.78]) {
      assert.ok(isAbove(new Array(300).fill(close), 200).every((above) => above !== true));
    }
    assert.equal(isAbove([10.1, 10.2, 10.15], 3)[2], false);
    assert.equal(isAbove([10.2, 10.1, 10.15], 3)[2], false);
    assert.equal(isAbove([0.1, 0.3, 0.2], 3)[2], false);
  });

  test('a share that is worth nothing is not above its mean of nothing', () => {
    const share = new MovingAverageShare(3, 2);
    const bars = { close: new Float64Array(3), hasTraded: new Uint8Array(3).fill(1) };
    share.addMember(bars, 0, 2, 0);
    assert.deepEqual([...share.eligible], [0, 1, 1]);
    assert.deepEqual([...share.above], [0, 0, 0]);
  });

  test('one tick above the mean of the dearest share is above', () => {
    const flat = new Array(199).fill(523_456.78);
    assert.equal(isAbove([...flat, 523_456.79], 200)[199], true);
    assert.equal(isAbove([...flat, 523_456.77], 200)[199], false);
  });

  test('remembers nothing of a price that has fallen a billionfold', () => {
    const fallen = [...new Array(20).fill(1.5e9 + 0.1), ...new Array(20).fill(0.3)];
    assert.deepEqual(isAbove([...fallen, 0.31, 0.29], 20).slice(-4), [false, false, true, false]);
  });

  test('knows a close that equals its mean from one that does not, after a fall', () => {
    const before = Array.from({ length: 200 }, (_, t) => 9e5 + Math.sin(t));
    const flat = new Array(201).fill(4.35);
    assert.deepEqual(isAbove([...before, ...flat, 4.36, 4.34], 200).slice(-4), [
      false,
      false,
      true,
      false,
    ]);
  });

  test('a day without a print counts as none wherever it lies among eight', () => {
    for (let gap = 0; gap < 20; gap++) {
      const close = Array.from({ length: 40 }, (_, t) => (t === gap ? null : t + 1));
      const found = isAbove(close, 20);
      const expected = close.map((_, t) => (t < 19 || t < gap + 20 ? null : true));
      assert.deepEqual(
        found,
        expected.map((it, t) => (gap > t - 20 && gap <= t ? null : it)),
      );
    }
  });

  test('nothing is above its own close', () => {
    assert.deepEqual(isAbove([1, 2, 3], 1), [false, false, false]);
  });

  test('closes from before the first day and from before it joined count', () => {
    const rising = Array.from({ length: 10 }, (_, t) => t + 1);
    const isMember = rising.map((_, t) => t >= 7);
    const panel = { days: 10, members: [{ close: rising, volume: rising, isMember }] };
    const counts = countsOf(panel, 5, 6);
    assert.deepEqual([...counts.eligible], [0, 1, 1, 1]);
    assert.deepEqual([...counts.above], [0, 1, 1, 1]);
  });

  test('bars after the last day are passed over', () => {
    const counts = new MovingAverageShare(1, 1);
    counts.addMember({ close: typed([1, 2]), hasTraded: Uint8Array.of(1, 1) }, 0, 1, 0);
    assert.deepEqual([...counts.eligible], [1]);
  });

  test('the share of nobody is unknown', () => {
    assert.deepEqual([...new MovingAverageShare(2, 20).share()], [Number.NaN, Number.NaN]);
    assert.equal(new MovingAverageShare(0, 20).share().length, 0);
  });

  test('equals its naive twin on random sets with gaps, ties and changing members', () => {
    fc.assert(
      fc.property(dayPanel, fc.integer({ min: 1, max: 8 }), fc.nat(5), (panel, length, start) =>
        checkAgainstOracle(panel, length, start),
      ),
    );
  });

  test('equals its naive twin for 2,000 members and over 2,000 days', () => {
    checkAgainstOracle(largeDayPanel(2_000, 8, 10), 3);
    checkAgainstOracle(largeDayPanel(2, 2_000, 500), 50);
  });

  test('equals its naive twin on prices of any size', () => {
    const random = randomStream(17);
    const close = Array.from({ length: 400 }, () => Math.ceil(10 ** (9 * random())) / 100);
    checkAgainstOracle({ days: 400, members: [{ close, volume: close }] }, 20);
  });

  test('does not depend on the order of the members', () => {
    fc.assert(
      fc.property(dayPanel, fc.nat(), (panel, seed) => {
        const other = countsOf(withMembers(panel, shuffled(panel.members, seed)), 3);
        const counts = countsOf(panel, 3);
        assert.deepEqual(other.above, counts.above);
        assert.deepEqual(other.eligible, counts.eligible);
      }),
    );
  });
});
