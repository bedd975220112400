import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AdvanceDecline, type Bars, type DayBreadth } from '../../src/kernels/advance-decline.js';
import { advanceDecline as oracle } from '../oracle/advance-decline.js';
import { allCloseTo } from './close-to.js';
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

const COUNTS = ['eligible', 'advancers', 'decliners', 'unchanged', 'unknownVolume'] as const;
const VOLUMES = ['upVolume', 'downVolume'] as const;

/** Counts of every day of the panel. */
function countsOf(panel: DayPanel, start = 0): AdvanceDecline {
  return addMembers(new AdvanceDecline(Math.max(panel.days - start, 0)), panel, start);
}

function checkAgainstOracle(panel: DayPanel, start = 0): void {
  const counts = countsOf(panel, start);
  for (let t = start; t < panel.days; t++) {
    const expected = oracle(panel.members, t);
    assert.deepEqual(on(counts, t - start), expected);
  }
}

/** The counts of one day. */
function on(counts: DayBreadth, entry: number): Record<string, number | undefined> {
  return Object.fromEntries([...COUNTS, ...VOLUMES].map((name) => [name, counts[name][entry]]));
}

/** One member whose bars are all given; NaN is missing. */
function barsOf(close: number[], hasTraded = close.map(() => 1)): Bars {
  return {
    close: Float64Array.from(close),
    hasTraded: Uint8Array.from(hasTraded),
    volume: new Float64Array(close.length).fill(10),
  };
}

describe('AdvanceDecline', () => {
  for (const expected of loadGolden().G2_breadth.days) {
    test(`counts the members of G2 on day ${expected.t}`, () => {
      assert.deepEqual(on(countsOf(G2, 1), expected.t - 1), {
        eligible: expected.eligible,
        advancers: expected.adv,
        decliners: expected.dec,
        unchanged: expected.unch,
        upVolume: expected.upVol,
        downVolume: expected.downVol,
        unknownVolume: 0,
      });
    });
  }

  test('of no member is zero on every day', () => {
    const counts = countsOf({ days: 2, members: [] });
    for (const name of [...COUNTS, ...VOLUMES]) assert.deepEqual([...counts[name]], [0, 0]);
  });

  test('of no day holds nothing', () => {
    const counts = new AdvanceDecline(0);
    counts.addMember(barsOf([1, 2, 3]), 0, 2, -1);
    assert.equal(counts.eligible.length, 0);
  });

  test('one bar is a previous close and nothing else', () => {
    const counts = new AdvanceDecline(1);
    counts.addMember(barsOf([5]), 0, 0, 0);
    assert.equal(counts.eligible[0], 0);
  });

  test('two bars are one move', () => {
    const counts = new AdvanceDecline(1);
    counts.addMember(barsOf([5, 6]), 0, 1, -1);
    assert.deepEqual([counts.advancers[0], counts.upVolume[0]], [1, 10]);
  });

  test('reads only the bars it is told to', () => {
    const counts = new AdvanceDecline(5);
    counts.addMember(barsOf([9, 1, 2, 3, 9]), 1, 3, 0);
    assert.deepEqual([...counts.eligible], [0, 1, 1, 0, 0]);
    assert.deepEqual([...counts.advancers], [0, 1, 1, 0, 0]);
  });

  test('bars before the first day and after the last are passed over', () => {
    const counts = new AdvanceDecline(2);
    counts.addMember(barsOf([1, 2, 3, 2, 9]), 0, 4, -2);
    assert.deepEqual([...counts.advancers], [1, 0]);
    assert.deepEqual([...counts.decliners], [0, 1]);
  });

  test('a day without a print is not counted even where the source moved the close', () => {
    const counts = new AdvanceDecline(2);
    counts.addMember(barsOf([5, 6, 6], [1, 0, 1]), 0, 2, -1);
    assert.deepEqual([...counts.eligible], [0, 1]);
    assert.deepEqual([...counts.unchanged], [0, 1]);
  });

  test('a missing close is not counted, nor is the day after it', () => {
    const counts = new AdvanceDecline(3);
    counts.addMember(barsOf([5, Number.NaN, 6, 7]), 0, 3, -1);
    assert.deepEqual([...counts.eligible], [0, 0, 1]);
    assert.deepEqual([...counts.unchanged], [0, 0, 0]);
    const { close, hasTraded } = barsOf([5, Number.NaN, 6, 7]);
    counts.addMember({ close, hasTraded, volume: close.map(() => Number.NaN) }, 0, 3, -1);
    assert.deepEqual([...counts.unknownVolume], [0, 0, 1]);
  });

  test('has no tolerance: the smallest step is a move', () => {
    const counts = new AdvanceDecline(2);
    counts.addMember(barsOf([1, 1 + Number.EPSILON, 1]), 0, 2, -1);
    assert.deepEqual([...counts.advancers, ...counts.decliners], [1, 0, 0, 1]);
  });

  test('an unknown volume adds nothing and is counted', () => {
    const close = [5, 6, 5, 5];
    const counts = countsOf({ days: 4, members: [{ close, volume: [null, null, null, null] }] });
    assert.deepEqual([...counts.unknownVolume], [0, 1, 1, 1]);
    assert.deepEqual([...counts.upVolume, ...counts.downVolume], new Array(8).fill(0));
  });

  test('a blank day is missing in every count, others stay', () => {
    const counts = countsOf(G2);
    counts.blank(2);
    for (const name of [...COUNTS, ...VOLUMES]) {
      assert.deepEqual([...counts[name]].map(Number.isNaN), [false, false, true, false]);
    }
  });

  test('leaves the bars alone', () => {
    const bars = barsOf([1, 2, 3]);
    new AdvanceDecline(3).addMember(bars, 0, 2, 0);
    assert.deepEqual(bars, barsOf([1, 2, 3]));
  });

  test('equals its naive twin on random sets with gaps, ties and changing members', () => {
    fc.assert(fc.property(dayPanel, fc.nat(5), (panel, start) => checkAgainstOracle(panel, start)));
  });

  test('equals its naive twin for 2,000 members and over 2,000 days', () => {
    checkAgainstOracle(largeDayPanel(2_000, 6, 10));
    checkAgainstOracle(largeDayPanel(2, 2_000, 4));
  });
});

describe('counts of a day', () => {
  test('advancers, decliners and unchanged add up to the eligible members', () => {
    fc.assert(
      fc.property(dayPanel, (panel) => {
        const { eligible, advancers, decliners, unchanged } = countsOf(panel);
        eligible.forEach((count, t) => {
          const parts = [advancers, decliners, unchanged].map((part) => part[t] as number);
          assert.equal(
            parts.reduce((sum, part) => sum + part),
            count,
          );
          assert.ok(count <= panel.members.length);
        });
      }),
    );
  });

  test('do not depend on the order of the members', () => {
    fc.assert(
      fc.property(dayPanel, fc.nat(), (panel, seed) => {
        const other = countsOf(withMembers(panel, shuffled(panel.members, seed)));
        const counts = countsOf(panel);
        for (const name of COUNTS) assert.deepEqual(other[name], counts[name]);
        for (const name of VOLUMES) allCloseTo(other[name], counts[name]);
      }),
    );
  });

  test('lose a member whose print goes missing, and gain no unchanged one that day', () => {
    fc.assert(
      fc.property(dayPanel, fc.nat(), fc.nat(), (panel, i, day) => {
        fc.pre(panel.days > 0 && panel.members.length > 0);
        const t = day % panel.days;
        const members = panel.members.map((member, k) =>
          k === i % panel.members.length
            ? { ...member, close: member.close.with(t, null) }
            : member,
        );
        const before = countsOf(panel);
        const after = countsOf(withMembers(panel, members));
        const lost = (before.eligible[t] as number) - (after.eligible[t] as number);
        assert.ok(lost === 0 || lost === 1);
        assert.ok((after.unchanged[t] as number) <= (before.unchanged[t] as number));
      }),
    );
  });

  test('are the same with every close and volume in another split basis', () => {
    fc.assert(
      fc.property(dayPanel, fc.constantFrom(2, 8, 0.25), (panel, ratio) => {
        const members = panel.members.map((member) => ({
          ...member,
          close: member.close.map((value) => (value === null ? null : value / ratio)),
        }));
        assert.deepEqual(countsOf(withMembers(panel, members)), countsOf(panel));
      }),
    );
  });

  test('of two sets add up to those of both together', () => {
    fc.assert(
      fc.property(dayPanel, fc.nat(12), (panel, cut) => {
        const parts = [panel.members.slice(0, cut), panel.members.slice(cut)];
        const [first, second] = parts.map((part) => countsOf(withMembers(panel, part)));
        const both = countsOf(panel);
        for (const name of [...COUNTS, ...VOLUMES]) {
          const sum = first?.[name].map((count, t) => count + (second?.[name][t] as number));
          assert.deepEqual(sum, both[name]);
        }
      }),
    );
  });
});

describe('AdvanceDecline without volumes', () => {
  test('counts the same members', () => {
    fc.assert(
      fc.property(dayPanel, (panel) => {
        const days = panel.days;
        const full = addMembers(new AdvanceDecline(days), panel, 0);
        const bare = addMembers(new AdvanceDecline(days, false), panel, 0);
        for (const name of ['eligible', 'advancers', 'decliners', 'unchanged'] as const) {
          assert.deepEqual(bare[name], full[name], name);
        }
        assert.ok(bare.upVolume.every(Number.isNaN) && bare.unknownVolume.every(Number.isNaN));
      }),
    );
  });
});
