import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NewHighsLows } from '../../src/kernels/new-highs-lows.js';
import { newHighLow } from '../oracle/new-highs-lows.js';
import { typed } from './arbitrary.js';
import { shuffled } from './contract.js';
import {
  addMembers,
  type DayPanel,
  dayPanel,
  G2,
  largeDayPanel,
  withMembers,
} from './day-panel.js';
import { loadGolden } from './golden.js';
import { fc } from './seed.js';

function countsOf(panel: DayPanel, lookback: number, start = 0): NewHighsLows {
  const days = Math.max(panel.days - start, 0);
  return addMembers(new NewHighsLows(days, lookback), panel, start);
}

/** Days on which one member with these closes is at a high, and at a low. */
function highsAndLows(close: readonly (number | null)[], lookback: number) {
  const members = [{ close, volume: close.map(() => 1) }];
  const { newHighs, newLows } = countsOf({ days: close.length, members }, lookback);
  const daysOf = (counts: Float64Array): number[] =>
    close.flatMap((_, t) => (counts[t] === 1 ? [t] : []));
  return { highs: daysOf(newHighs), lows: daysOf(newLows) };
}

function checkAgainstOracle(panel: DayPanel, lookback: number, start = 0): void {
  const counts = countsOf(panel, lookback, start);
  const net = counts.net();
  for (let t = start; t < panel.days; t++) {
    const found = panel.members
      .filter(({ isMember }) => isMember?.[t] !== false)
      .flatMap(({ close }) => newHighLow(close, t, lookback) ?? []);
    const highs = found.filter(({ isHigh }) => isHigh).length;
    const lows = found.filter(({ isLow }) => isLow).length;
    assert.equal(counts.eligible[t - start], found.length);
    assert.equal(counts.newHighs[t - start], highs);
    assert.equal(counts.newLows[t - start], lows);
    assert.equal(net[t - start], highs - lows);
  }
}

describe('NewHighsLows', () => {
  const golden = loadGolden().G2_breadth;

  test('of G2 with a look-back of 4 closes are high c and low d', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const found = G2.members.map(({ close }) => highsAndLows(close, 4));
    assert.deepEqual(
      names.filter((_, i) => found[i]?.highs.includes(3)),
      golden.newHighs,
    );
    assert.deepEqual(
      names.filter((_, i) => found[i]?.lows.includes(3)),
      golden.newLows,
    );
    const counts = countsOf(G2, 4, 3);
    assert.deepEqual([counts.eligible[0], counts.newHighs[0], counts.newLows[0]], [4, 1, 1]);
  });

  test('needs as many prints in a row as it looks back', () => {
    assert.deepEqual(highsAndLows([1, 2, 3, 4, null, 5, 6, 7, 8], 3).highs, [2, 3, 7, 8]);
  });

  test('a close that is missing although marked as traded ends the run as well', () => {
    const counts = new NewHighsLows(4, 2);
    const close = typed([1, 2, null, 4]);
    counts.addMember({ close, hasTraded: new Uint8Array(4).fill(1) }, 0, 3, 0);
    assert.deepEqual([...counts.eligible], [0, 1, 0, 0]);
  });

  test('forgets an extreme that has left the look-back', () => {
    const { highs, lows } = highsAndLows([9, 1, 5, 5.5, 5.2, 4, 6, 3], 3);
    assert.deepEqual(highs, [3, 6]);
    assert.deepEqual(lows, [5, 7]);
  });

  test('an equal close before takes nothing away: a flat price is at both', () => {
    assert.deepEqual(highsAndLows([7, 7, 7, 7, 7], 2), { highs: [1, 2, 3, 4], lows: [1, 2, 3, 4] });
    assert.deepEqual(highsAndLows([5, 3, 5], 3).highs, [2]);
  });

  test('one close is its own high and low', () => {
    assert.deepEqual(highsAndLows([4, 2], 1), { highs: [0, 1], lows: [0, 1] });
  });

  test('closes from before the first day and from before it joined count', () => {
    const close = [9, 1, 2, 3, 4, 10];
    const isMember = close.map((_, t) => t >= 4);
    const counts = countsOf({ days: 6, members: [{ close, volume: close, isMember }] }, 4, 3);
    assert.deepEqual([...counts.eligible], [0, 1, 1]);
    assert.deepEqual([...counts.newHighs], [0, 1, 1]);
  });

  test('bars after the last day are passed over', () => {
    const counts = new NewHighsLows(1, 1);
    counts.addMember({ close: typed([1, 2]), hasTraded: Uint8Array.of(1, 1) }, 0, 1, 0);
    assert.deepEqual([...counts.eligible], [1]);
  });

  test('of nobody is 0, and of no day nothing', () => {
    assert.deepEqual([...new NewHighsLows(2, 252).net()], [0, 0]);
    assert.equal(new NewHighsLows(0, 252).net().length, 0);
  });

  test('a price that always rises is at a high every day', () => {
    const rising = Array.from({ length: 600 }, (_, t) => t + 1);
    const { highs, lows } = highsAndLows(rising, 252);
    assert.deepEqual([highs.length, lows.length], [600 - 251, 0]);
  });

  test('highs turn into lows when every rise becomes a fall', () => {
    fc.assert(
      fc.property(dayPanel, fc.integer({ min: 1, max: 8 }), (panel, lookback) => {
        const members = panel.members.map((member) => ({
          ...member,
          close: member.close.map((value) => (value === null ? null : 2 - value)),
        }));
        const own = countsOf(panel, lookback);
        const mirror = countsOf(withMembers(panel, members), lookback);
        assert.deepEqual(mirror.newLows, own.newHighs);
        assert.deepEqual(mirror.newHighs, own.newLows);
      }),
    );
  });

  test('does not depend on the order of the members', () => {
    fc.assert(
      fc.property(dayPanel, fc.nat(), (panel, seed) => {
        const other = countsOf(withMembers(panel, shuffled(panel.members, seed)), 3);
        assert.deepEqual(other.net(), countsOf(panel, 3).net());
      }),
    );
  });

  test('equals its naive twin on random sets with gaps, ties and changing members', () => {
    fc.assert(
      fc.property(dayPanel, fc.integer({ min: 1, max: 8 }), fc.nat(5), (panel, lookback, start) =>
        checkAgainstOracle(panel, lookback, start),
      ),
    );
  });

  test('equals its naive twin for 2,000 members and over 2,000 days', () => {
    checkAgainstOracle(largeDayPanel(2_000, 8, 10), 4);
    checkAgainstOracle(largeDayPanel(2, 2_000, 1_000), 252);
  });
});
