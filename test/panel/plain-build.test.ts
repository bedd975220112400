import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { buildPanel } from '../../src/panel/build.js';
import { withPackedPrices } from '../support/packed-prices.js';
import { orderByTicker } from '../support/order-by-ticker.js';
import type { StoredColumns } from '../../src/store/stored-columns.js';
import { day } from '../../src/time/day.js';
import { makeMarket } from '../bench/market.js';
import {
  type ActionSpec,
  type PriceSpec,
  type ShortSpec,
  storedColumns,
} from '../support/stored.js';

// The usual security is laid by a loop over typed arrays, and the others by the general way. Both
// must give the same bits.

const FIRST = day('2023-02-25');
const symbol = fc.constantFrom('AAA', 'BBB', 'CCC', 'DDD', 'EEE');
const on = fc.integer({ min: FIRST, max: FIRST + 60 });
const positive = fc.oneof(fc.integer({ min: 1, max: 500 }), fc.constantFrom(0.01, 10.5, 33.3));

/** Some days of one ticker from one file: weekends, holes and zero volumes among them. */
const stretch = fc
  .record({
    symbol,
    batch: fc.constantFrom(1, 1, 1, 10, 11, 12, 13),
    from: on,
    bars: fc.array(
      fc.record({
        step: fc.constantFrom(1, 1, 1, 2, 9),
        close: positive,
        previousClose: fc.oneof(positive, fc.constant(Number.NaN)),
        volume: fc.constantFrom(0, 100, 250.5, Number.NaN),
        marketCap: fc.constantFrom(Number.NaN, Number.NaN, 1e6, 3e7),
      }),
      { maxLength: 25 },
    ),
  })
  .map(({ bars, from, ...own }): PriceSpec[] => {
    let at = from;
    return bars.map(({ step, ...bar }) => {
      at += step;
      return { ...own, ...bar, on: at };
    });
  });

const action: fc.Arbitrary<ActionSpec> = fc.oneof(
  fc.record({ symbol, on, kind: fc.constant('SPLIT' as const), ratio: positive }),
  fc.record({ symbol, on, kind: fc.constant('DIVIDEND' as const), amount: positive }),
  fc.record({ symbol, on, kind: fc.constant('RENAME' as const), to: symbol }),
  fc.record({
    symbol,
    on,
    kind: fc.constant('TERMINAL' as const),
    terminalKind: fc.constantFrom('CASH', 'BANKRUPT', 'TRANSFERRED'),
    amount: positive,
  }),
);

const short: fc.Arbitrary<ShortSpec> = fc.record({
  symbol,
  settledOn: fc.constantFrom('2023-02-28', '2023-03-15', '2023-03-31', '2023-04-14'),
  shares: fc.integer({ min: 0, max: 5000 }),
  previous: fc.integer({ min: 0, max: 5000 }),
  volume: fc.integer({ min: 0, max: 300 }),
  isSplit: fc.boolean(),
  vintage: fc.constantFrom(1, 1, 2),
  batch: fc.constantFrom(2, 14),
});

const count = fc.record({ symbol, on, outstanding: positive, batch: fc.constantFrom(4, 15) });

/** Rows without a second one for a key, as the store has them. */
function unique<T>(rows: readonly T[], key: (row: T) => unknown[]): T[] {
  return [...new Map(rows.map((row) => [JSON.stringify(key(row)), row])).values()];
}

const market = fc
  .record({
    prices: fc.array(stretch, { minLength: 1, maxLength: 8 }).map((lists) => lists.flat()),
    actions: fc.array(action, { maxLength: 6 }),
    shorts: fc.array(short, { maxLength: 12 }),
    shareCounts: fc.array(count, { maxLength: 5 }),
  })
  .map((rows) =>
    storedColumns({
      prices: unique(rows.prices, (it) => [it.symbol, it.on, it.batch]),
      actions: unique(rows.actions, (it) => [it.symbol, it.on, it.kind]),
      shorts: unique(rows.shorts, (it) => [it.symbol, it.settledOn, it.vintage, it.batch]),
      shareCounts: unique(rows.shareCounts, (it) => [it.symbol, it.on, it.batch]),
      batches: [
        { id: 10, basis: 'RAW' },
        { id: 11, format: 'prices', basis: 'SPLIT' },
        { id: 12, format: 'prices', basis: 'SPLIT' },
        { id: 13, format: 'prices', basis: 'SPLIT_AND_DIVIDEND' },
      ],
    }),
  );

function isTheSame(stored: StoredColumns): void {
  const plain = buildPanel(stored, { isPlain: true });
  assert.deepEqual(buildPanel(stored), plain);
  const ordered = { ...stored, prices: orderByTicker(stored.prices) };
  assert.deepEqual(buildPanel(ordered), plain);
  for (const rowsPerChunk of [1, 7, 1000]) {
    assert.deepEqual(buildPanel(withPackedPrices(stored, rowsPerChunk)), plain);
  }
  assert.deepEqual(buildPanel(withPackedPrices(stored, 50, [1, 12])), plain);
}

describe('the quick way to a panel', () => {
  test('gives the panel of the general way for any rows', () => {
    fc.assert(fc.property(market, isTheSame), { numRuns: 300 });
  });

  test('gives the panel of the general way for a market', () => {
    isTheSame(makeMarket(60, 400, 3));
  });
});
