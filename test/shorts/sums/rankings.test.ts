import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../../src/panel/build.js';
import { ShortInquiry } from '../../../src/shorts/short-inquiry.js';
import {
  type Direction,
  rankGroups,
  rankLines,
  rankSecurities,
  type ShortField,
} from '../../../src/shorts/sums/short-rankings.js';
import { day } from '../../../src/time/day.js';
import { bars, storedColumns } from '../../support/stored.js';

/** Closes on two days and shares at the base and at the end of each; value and profit follow. */
const SHARES: Record<string, { closes: [number, number]; shares: [number, number]; cap?: number }> =
  {
    /** Profit 200 on an average of 900. */
    BIG: { closes: [10, 8], shares: [100, 100], cap: 3e9 },
    /** Profit 50 on an average of 75: the greatest ratio. */
    DROP: { closes: [10, 5], shares: [10, 10], cap: 1e9 },
    /** Two shares alike: no profit, on 100 each. */
    EVEN: { closes: [1, 1], shares: [100, 100], cap: 1e8 },
    EVEX: { closes: [1, 1], shares: [100, 100], cap: 1e8 },
    /** Loss 100, and 1,000 newly sold. */
    LOSS: { closes: [10, 20], shares: [10, 60], cap: 1e10 },
    /** Worth nothing on both days: the ratio is unknown. */
    ZERO: { closes: [0, 0], shares: [5, 5] },
  };

const PANEL = buildPanel(
  storedColumns({
    prices: Object.entries(SHARES).flatMap(([symbol, { closes, cap }]) =>
      bars(symbol, '2023-08-15', closes, () => ({ marketCap: cap ?? Number.NaN })),
    ),
    shorts: Object.entries(SHARES).flatMap(([symbol, { shares }]) =>
      shares.map((count, k) => ({ symbol, settledOn: `2023-08-${15 + k}`, shares: count })),
    ),
  }),
);
const INQUIRY = ShortInquiry.of(PANEL, {
  window: { from: day('2023-08-16'), to: day('2023-08-16') },
});

function lines(field: ShortField, direction: Direction): string[] {
  return rankLines(INQUIRY, field, direction).map(
    ([line]) => PANEL.securities.symbols[line?.security ?? -1] as string,
  );
}

describe('securities in order', () => {
  test('of profit, ties by symbol in either direction', () => {
    assert.deepEqual(lines('PNL', 'DESC'), ['BIG', 'DROP', 'EVEN', 'EVEX', 'ZERO', 'LOSS']);
    assert.deepEqual(lines('PNL', 'ASC'), ['LOSS', 'EVEN', 'EVEX', 'ZERO', 'DROP', 'BIG']);
  });

  test('of the ratio, the unknown one last in either direction', () => {
    assert.deepEqual(lines('PNL_RATIO', 'DESC'), ['DROP', 'BIG', 'EVEN', 'EVEX', 'LOSS', 'ZERO']);
    assert.deepEqual(lines('PNL_RATIO', 'ASC'), ['LOSS', 'EVEN', 'EVEX', 'BIG', 'DROP', 'ZERO']);
  });

  test('the first alone is the first of all', () => {
    const fields = ['PNL', 'PNL_RATIO', 'AVERAGE_VALUE', 'NET_SHORTING', 'VALUE_CHANGE'] as const;
    for (const field of fields) {
      for (const direction of ['ASC', 'DESC'] as const) {
        const all = rankSecurities(INQUIRY, field, direction);
        const one = rankSecurities(INQUIRY, field, direction, 1);
        assert.equal(one[0], all[0], `${field} ${direction}`);
        assert.deepEqual(one.toSorted(), all.toSorted());
      }
    }
  });

  test('of average value', () => {
    assert.deepEqual(lines('AVERAGE_VALUE', 'DESC'), [
      'BIG',
      'LOSS',
      'EVEN',
      'EVEX',
      'DROP',
      'ZERO',
    ]);
  });

  test('of net shorting and of the change of value', () => {
    assert.equal(lines('NET_SHORTING', 'DESC')[0], 'LOSS');
    assert.deepEqual(lines('VALUE_CHANGE', 'ASC').slice(0, 2), ['BIG', 'DROP']);
    assert.deepEqual(lines('VALUE_CHANGE', 'DESC')[0], 'LOSS');
  });

  test('of symbol', () => {
    const symbols = Object.keys(SHARES);
    assert.deepEqual(lines('KEY', 'ASC'), symbols);
    assert.deepEqual(lines('KEY', 'DESC'), symbols.toReversed());
  });

  test('of net profit, which costs change', () => {
    const costly = ShortInquiry.of(PANEL, {
      window: { from: day('2023-08-16'), to: day('2023-08-16') },
      options: { financing: 10 },
    });
    const order = rankLines(costly, 'NET_PNL', 'DESC').map(
      ([line]) => PANEL.securities.symbols[line?.security ?? -1],
    );
    assert.deepEqual(order, ['BIG', 'DROP', 'ZERO', 'EVEN', 'EVEX', 'LOSS']);
  });
});

describe('groups in order', () => {
  const order = (field: ShortField, direction: Direction) =>
    rankGroups(INQUIRY, INQUIRY.groups(['CAP_TIER']), field, direction).map(
      ({ key }) => key.capTier,
    );

  test('of size, UNCLASSIFIED before the smallest', () => {
    const bySize = ['UNCLASSIFIED', 'MICRO', 'SMALL', 'MID', 'LARGE'];
    assert.deepEqual(order('KEY', 'ASC'), bySize);
    assert.deepEqual(order('KEY', 'DESC'), bySize.toReversed());
  });

  test('of profit, ties by label', () => {
    assert.deepEqual(order('PNL', 'DESC'), ['MID', 'SMALL', 'MICRO', 'UNCLASSIFIED', 'LARGE']);
  });

  test('of the ratio, the unknown one last', () => {
    assert.equal(order('PNL_RATIO', 'DESC').at(-1), 'UNCLASSIFIED');
    assert.equal(order('PNL_RATIO', 'ASC').at(-1), 'UNCLASSIFIED');
  });
});

describe('winners and losers', () => {
  const { totals } = INQUIRY;

  test('are those with at least half a cent a share', () => {
    assert.deepEqual([totals.positionCount, totals.winnerCount, totals.loserCount], [6, 2, 1]);
  });

  test('hold their share of the average value', () => {
    assert.equal(totals.profitableValue, 900 + 75);
  });

  for (const [fall, outcome] of [
    [0.005, 1],
    [0.004, 0],
    [-0.004, 0],
    [-0.006, -1],
  ] as const) {
    test(`a fall of ${fall} a share is ${['a loss', 'neither', 'a gain'][outcome + 1]}`, () => {
      const panel = buildPanel(
        storedColumns({
          prices: bars('AAA', '2023-08-15', [1, 1 - fall]),
          shorts: [{ symbol: 'AAA', settledOn: '2023-08-15', shares: 1000 }],
        }),
      );
      const window = { from: day('2023-08-16'), to: day('2023-08-16') };
      const { winnerCount, loserCount } = ShortInquiry.of(panel, { window }).totals;
      assert.equal(winnerCount - loserCount, outcome);
    });
  }
});
