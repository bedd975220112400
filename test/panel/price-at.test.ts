import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../src/panel/build.js';
import {
  closeAt,
  hasEnded,
  industryAt,
  marketCapAt,
  priceAge,
  sectorAt,
  splitFactor,
  tierAt,
} from '../../src/panel/price-at.js';
import { pricedDays } from '../../src/panel/priced-days.js';
import { loadGolden } from '../kernels/golden.js';
import { bars, storedColumns } from '../support/stored.js';
import { tinyPanel } from '../support/tiny-panel.js';

/** AGED trades on days 1, 2 and 4; BUST ends after day 2 at 0.5, DEAL without a price. */
const panel = tinyPanel({
  days: 6,
  securities: {
    AGED: { closes: [null, 10, 11, null, 12, null], shares: 100e6 },
    BUST: { closes: [4, 5, 6], shares: 1e9, ended: { kind: 'BANKRUPT', price: 0.5 } },
    DEAL: { closes: [4, 5, 6], ended: { kind: 'CASH', price: null } },
    NONE: { closes: [] },
  },
});
const [AGED, BUST, DEAL, NONE] = [0, 1, 2, 3] as const;
const days = [0, 1, 2, 3, 4, 5];

describe('closeAt', () => {
  test('carries the last close and is NaN before the first', () => {
    assert.deepEqual(
      days.map((t) => closeAt(panel, AGED, t)),
      [Number.NaN, 10, 11, 11, 12, 12],
    );
  });

  test('carries the last close beyond the last bar without limit', () => {
    assert.equal(closeAt(panel, AGED, 500), 12);
  });

  test('is the terminal price after the end', () => {
    assert.deepEqual(
      days.map((t) => closeAt(panel, BUST, t)),
      [4, 5, 6, 0.5, 0.5, 0.5],
    );
  });

  test('is the last close after the end by LAST_PRICE', () => {
    assert.equal(closeAt(panel, BUST, 4, 'LAST_PRICE'), 6);
  });

  test('is the last close after an end without a price', () => {
    assert.equal(closeAt(panel, DEAL, 4), 6);
  });

  test('is a terminal price of zero, not the last close', () => {
    const zero = tinyPanel({
      days: 3,
      securities: { BUST: { closes: [4], ended: { kind: 'BANKRUPT', price: 0 } } },
    });
    assert.equal(closeAt(zero, 0, 1), 0);
  });

  test('is NaN without any price', () => {
    assert.ok(Number.isNaN(closeAt(panel, NONE, 3)));
  });
});

describe('hasEnded', () => {
  test('from the day after the last close of an ended listing', () => {
    assert.deepEqual(
      days.map((t) => hasEnded(panel, BUST, t)),
      [false, false, false, true, true, true],
    );
    assert.equal(hasEnded(panel, AGED, 5), false);
    assert.equal(hasEnded(panel, NONE, 5), false);
  });
});

describe('priceAge', () => {
  test('counts sessions since the last print', () => {
    assert.deepEqual(
      days.map((t) => priceAge(panel, AGED, t)),
      [Number.NaN, 0, 0, 1, 0, 1],
    );
  });

  test('goes on counting after the last bar', () => {
    assert.equal(priceAge(panel, BUST, 5), 3);
  });
});

describe('marketCapAt and tierAt', () => {
  test('read the day, and the last day after it', () => {
    assert.deepEqual(
      days.map((t) => marketCapAt(panel, AGED, t)),
      [Number.NaN, 1e9, 1.1e9, 1.1e9, 1.2e9, 1.2e9],
    );
  });

  test('a failed company is as large as what was left', () => {
    assert.equal(marketCapAt(panel, BUST, 2), 6e9);
    assert.equal(marketCapAt(panel, BUST, 3), 0.5e9);
    assert.equal(tierAt(panel, BUST, 2), 'MID');
    assert.equal(tierAt(panel, BUST, 3), 'SMALL');
  });

  test('an unknown market value is UNCLASSIFIED', () => {
    assert.ok(Number.isNaN(marketCapAt(panel, DEAL, 1)));
    assert.equal(tierAt(panel, DEAL, 1), 'UNCLASSIFIED');
    assert.equal(tierAt(panel, AGED, 0), 'UNCLASSIFIED');
    assert.equal(tierAt(panel, NONE, 0), 'UNCLASSIFIED');
  });

  for (const [cap, tier] of Object.entries(loadGolden().G11_tier_bounds)) {
    test(`a company of ${cap} US dollars is ${tier}`, () => {
      const one = tinyPanel({ days: 1, securities: { A: { closes: [1], caps: [Number(cap)] } } });
      assert.equal(tierAt(one, 0, 0), tier);
    });
  }
});

describe('sectorAt and industryAt', () => {
  const dated = tinyPanel({
    days: 5,
    securities: {
      A: { closes: [1], sectors: { 1: 'ENERGY', 3: 'UTILITIES' }, industry: 'Oil' },
      B: { closes: [1] },
    },
  });
  const on = (t: number) => dated.axis.day(t);

  test('the sector of the day counts, and the first one for earlier days', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((t) => sectorAt(dated, 0, on(t))),
      ['ENERGY', 'ENERGY', 'ENERGY', 'UTILITIES', 'UTILITIES'],
    );
  });

  test('an unknown sector is UNCLASSIFIED, an unknown industry null', () => {
    assert.equal(sectorAt(dated, 1, on(0)), 'UNCLASSIFIED');
    assert.equal(industryAt(dated, 1, on(0)), null);
    assert.equal(industryAt(dated, 0, on(0)), 'Oil');
  });
});

describe('splitFactor', () => {
  const split = buildPanel(
    storedColumns({
      prices: bars('A', '2023-03-01', [1, 1, 1, 1]),
      actions: [
        { symbol: 'A', on: '2023-03-02', kind: 'SPLIT', ratio: 2 },
        { symbol: 'A', on: '2023-03-06', kind: 'SPLIT', ratio: 0.1 },
      ],
    }),
  );

  test('multiplies the splits after one day up to another', () => {
    assert.equal(splitFactor(split, 0, 0, 3), 0.2);
    assert.equal(splitFactor(split, 0, 1, 3), 0.1);
    assert.equal(splitFactor(split, 0, 0, 1), 2);
  });

  test('is 1 where no split lies in between', () => {
    assert.equal(splitFactor(split, 0, 1, 2), 1);
    assert.equal(splitFactor(split, 0, 3, 9), 1);
  });
});

describe('pricedDays', () => {
  test('are the days of the axis', () => {
    assert.deepEqual(pricedDays(panel), {
      axis: panel.axis,
      firstOn: panel.axis.firstOn,
      lastOn: panel.axis.lastOn,
    });
  });

  test('are refused while no price is stored', () => {
    assert.throws(() => pricedDays(buildPanel(storedColumns({}))), {
      code: 'NO_DATA',
      message: 'No prices are stored: import daily-snapshot or prices.',
    });
  });
});
