import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { memberDays, membersOn, weightsOn } from '../../src/panel/membership.js';
import type { IndexColumns, Panel } from '../../src/panel/panel.js';
import { day } from '../../src/time/day.js';
import { type TinyIndex, tinyPanel } from '../support/tiny-panel.js';

const SECURITIES = {
  A: { closes: [10, 20, 20, 20], shares: 100 },
  B: { closes: [10, 10, 10, 10], shares: 300 },
  C: { closes: [5, 5], shares: 40, ended: { kind: 'CASH' as const, price: 6 } },
};

function market(index: TinyIndex): { panel: Panel; index: IndexColumns } {
  const panel = tinyPanel({ days: 4, securities: SECURITIES, indices: { IDX: index } });
  return { panel, index: panel.indices[0] as IndexColumns };
}

function namesOn(index: TinyIndex, t: number): string[] {
  const { panel, index: columns } = market(index);
  const { members } = membersOn(panel, columns, panel.axis.day(t));
  return Array.from(members, (i) => panel.securities.symbols[i] as string);
}

describe('membersOn', () => {
  test('a spell holds from its first day up to, not including, the day out', () => {
    const index = { spells: { A: [[1, 3]], B: [[0, null]] } } as TinyIndex;
    assert.deepEqual(namesOn(index, 0), ['B']);
    assert.deepEqual(namesOn(index, 1), ['A', 'B']);
    assert.deepEqual(namesOn(index, 2), ['A', 'B']);
    assert.deepEqual(namesOn(index, 3), ['B']);
  });

  test('spells win over holdings', () => {
    const index = { spells: { A: [[0, null]] }, holdings: { 0: { B: 1 } } } as TinyIndex;
    assert.deepEqual(namesOn(index, 2), ['A']);
  });

  test('the nearest earlier holdings count, though later ones are nearer', () => {
    const index = { holdings: { 0: { A: 1 }, 3: { B: 1 } } };
    assert.deepEqual(namesOn(index, 2), ['A']);
    assert.deepEqual(namesOn(index, 3), ['B']);
  });

  test('later holdings count when there are no earlier ones, and are stale', () => {
    const { panel, index } = market({ holdings: { 2: { A: 1, B: 1 } } });
    const found = membersOn(panel, index, panel.axis.day(0));
    assert.deepEqual([...found.members], [0, 1]);
    assert.equal(found.isStale, true);
    assert.equal(found.heldOn, panel.axis.day(2));
  });

  test('holdings are fresh for 31 calendar days', () => {
    const { panel, index } = market({ holdings: { 0: { A: 1 } } });
    assert.equal(membersOn(panel, index, day('2023-02-03')).isStale, false);
    assert.equal(membersOn(panel, index, day('2023-02-04')).isStale, true);
  });

  test('what had been delisted by the day has left the holdings', () => {
    const index = { holdings: { 0: { A: 1, C: 1 } } };
    assert.deepEqual(namesOn(index, 1), ['A', 'C']);
    assert.deepEqual(namesOn(index, 2), ['A']);
  });

  test('an index without holdings and spells has no members', () => {
    assert.deepEqual(namesOn({ levels: [1] }, 0), []);
  });
});

describe('memberDays', () => {
  const INDICES: Record<string, TinyIndex> = {
    'of spells': { spells: { A: [[1, 3]], B: [[-5, 2]], C: [[0, null]] } },
    'of a spell that is torn': {
      spells: {
        A: [
          [0, 1],
          [2, 3],
        ],
      },
    },
    'of holdings, earlier and later ones': {
      holdings: { [-3]: { B: 1 }, 1: { A: 1, C: 1 }, 3: { A: 1 } },
    },
    'of later holdings, with what was delisted since': { holdings: { 3: { A: 1, C: 1 } } },
    'of nothing': {},
  };

  for (const [what, found] of Object.entries(INDICES)) {
    test(`${what} are those of membersOn, day by day`, () => {
      const { panel, index } = market(found);
      for (const from of [0, 1]) {
        const days = 4 - from;
        const { members, isIn } = memberDays(panel, index, from, days);
        for (let d = 0; d < days; d++) {
          const wanted = membersOn(panel, index, panel.axis.day(from + d)).members;
          assert.deepEqual(
            members.filter((_, k) => isIn[k * days + d] === 1),
            wanted,
          );
        }
        assert.ok(members.every((_, k) => isIn.subarray(k * days, (k + 1) * days).includes(1)));
      }
    });
  }
});

describe('weightsOn', () => {
  const weights = (index: TinyIndex, t: number, members: number[]): number[] => {
    const { panel, index: columns } = market(index);
    return [...weightsOn(panel, columns, t, Int32Array.from(members))];
  };

  test('shares held are constant, so weights drift with closes', () => {
    const index = { holdings: { 0: { A: 10, B: 30 } } };
    assert.deepEqual(weights(index, 0, [0, 1]), [0.25, 0.75]);
    assert.deepEqual(weights(index, 1, [0, 1]), [0.4, 0.6]);
  });

  test('a member without a holding takes its market value in the unit of the holdings', () => {
    // Held value over market value is 10 x 10 / (100 x 10) = 0.1; B is worth 3000 x 0.1 = 300.
    const index = { holdings: { 0: { A: 10 } } };
    assert.deepEqual(weights(index, 0, [0, 1]), [0.25, 0.75]);
  });

  test('without holdings market values count', () => {
    assert.deepEqual(weights({}, 0, [0, 1]), [0.25, 0.75]);
  });

  test('the known weights sum to 1 and an unknown one is NaN', () => {
    const panel = tinyPanel({
      days: 1,
      securities: { A: { closes: [10], shares: 1 }, B: { closes: [10] } },
      indices: { IDX: {} },
    });
    const found = weightsOn(panel, panel.indices[0] as IndexColumns, 0, Int32Array.of(0, 1));
    assert.deepEqual([...found], [1, Number.NaN]);
  });
});
