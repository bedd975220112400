import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { buildPanel } from '../../src/panel/build.js';
import { column } from '../support/panel-view.js';
import { bars, type StoredSpec, storedColumns } from '../support/stored.js';

const RUNS = 60;

/** A store in which every rule of the panel has something to do, and some rows come twice. */
const SPEC: StoredSpec = {
  prices: [
    ...bars('SIVB', '2023-03-01', Array(19).fill(106.04), () => ({ marketCap: 6e9 })),
    ...bars('AMC', '2023-03-01', [5, 5, 5, 50, 51, 52, 53, ...Array(30).fill(50)], (_, k) => ({
      previousClose: k === 3 ? 50 : Number.NaN,
      volume: 1000,
      marketCap: 5e8,
    })),
    ...bars('AMC', '2023-03-06', [49, 48], () => ({ batch: 7, volume: 900 })),
    ...bars('YHO', '2023-03-01', Array(37).fill(9), () => ({ batch: 8, volume: 100 })),
    ...bars('YHO', '2023-03-10', Array(37).fill(18), () => ({ batch: 9, volume: 50 })),
    ...bars('FB', '2023-03-01', [1, 2, 3]),
    ...bars('META', '2023-03-06', [4, 5, 6]),
    ...bars('META', '2022-12-01', [9, 9, 9]),
  ],
  shorts: [
    { symbol: 'SIVB', settledOn: '2023-03-15', shares: 9_000_000 },
    { symbol: 'SIVBQ', settledOn: '2023-03-31', shares: 10, previous: 9_000_000 },
    { symbol: 'AMC', settledOn: '2023-02-28', shares: 1000 },
    { symbol: 'AMC', settledOn: '2023-03-15', shares: 90, isSplit: true },
    { symbol: 'AMC', settledOn: '2023-03-15', shares: 95, vintage: 2, publishedOn: '2023-04-12' },
    { symbol: 'AMC', settledOn: '2023-03-31', shares: 80, isRevised: true, name: 'AMC one' },
    { symbol: 'AMC', settledOn: '2023-03-31', shares: 85, batch: 7, name: 'AMC two' },
    { symbol: 'GONE', settledOn: '2023-03-15', shares: 7000 },
    { symbol: 'CAME', settledOn: '2023-03-31', shares: 7, previous: 7000 },
  ],
  actions: [
    { symbol: 'FB', on: '2023-03-06', kind: 'RENAME', to: 'META' },
    { symbol: 'SIVB', on: '2023-03-28', kind: 'TERMINAL', terminalKind: 'BANKRUPT', amount: 0.4 },
    { symbol: 'YHO', on: '2023-03-15', kind: 'SPLIT', ratio: 2 },
    { symbol: 'YHO', on: '2023-03-15', kind: 'SPLIT', ratio: 3, batch: 7 },
    { symbol: 'YHO', on: '2023-03-16', kind: 'DIVIDEND', amount: 0.1 },
    { symbol: 'YHO', on: '2023-03-16', kind: 'DIVIDEND', amount: 0.2, batch: 7 },
  ],
  classifications: [
    { symbol: 'AMC', on: '2023-03-01', name: 'AMC', sector: 'COMMUNICATION_SERVICES' },
    { symbol: 'AMC', on: '2023-03-01', name: 'AMC 2', sector: 'ENERGY', industry: 'B', batch: 7 },
    { symbol: 'YHO', on: '2023-03-01', scheme: 'GICS', sector: 'FINANCIALS', industry: 'A' },
  ],
  shareCounts: [
    { symbol: 'YHO', on: '2023-03-01', outstanding: 1e6 },
    { symbol: 'YHO', on: '2023-03-01', outstanding: 2e6, batch: 7 },
    { symbol: 'YHO', on: '2023-03-20', outstanding: 3e6, knownOn: '2023-04-01' },
    { symbol: 'YHO', on: '2023-03-20', outstanding: 4e6, knownOn: '2023-05-01' },
  ],
  levels: [
    { index: 'RUT', on: '2023-03-01', level: 1900 },
    { index: 'RUT', on: '2023-03-01', level: 1901, batch: 7 },
    { index: 'RUT', on: '2023-03-02', level: 1902 },
  ],
  holdings: [
    { index: 'RUT', on: '2023-03-01', symbol: 'AMC', shares: 1, value: 0.1, sector: 'ENERGY' },
    { index: 'RUT', on: '2023-03-01', symbol: 'YHO', shares: 0.1, value: 0.2, name: 'A' },
    { index: 'RUT', on: '2023-03-01', symbol: 'YHO', shares: 0.2, value: 0.3, name: 'B' },
    { index: 'RUT', on: '2023-03-01', symbol: 'YHO', shares: 0.7, value: 0.9, name: 'C' },
    { index: 'RUT', on: '2023-03-03', symbol: 'META', shares: 3, sector: 'MATERIALS' },
    { index: 'RUT', on: '2023-03-03', symbol: 'AMC', shares: 4, sector: 'UTILITIES', batch: 7 },
  ],
  members: [
    { index: 'SPX', symbol: 'META', from: '2023-03-01' },
    { index: 'SPX', symbol: 'AMC', from: '2023-03-01', to: '2023-03-09' },
    { index: 'SPX', symbol: 'AMC', from: '2023-03-15' },
  ],
  funds: [
    { provider: 'EPFR', code: 'A' },
    { provider: 'ICI', code: 'B' },
  ],
  flows: [
    { provider: 'EPFR', code: 'A', end: '2023-03-01', netFlow: 1 },
    { provider: 'EPFR', code: 'A', end: '2023-03-01', netFlow: 2, batch: 7 },
    { provider: 'EPFR', code: 'A', end: '2023-03-08', netFlow: 3 },
    { provider: 'ICI', code: 'B', end: '2023-03-08', netFlow: 4 },
  ],
  batches: [
    { id: 7, basis: 'RAW' },
    { id: 8, format: 'prices', basis: 'SPLIT' },
    { id: 9, format: 'prices', basis: 'SPLIT' },
  ],
};

/** The same columns with the rows of each in another order. */
function shuffled(seed: number): ReturnType<typeof storedColumns> {
  const stored = storedColumns(SPEC);
  const order = (count: number, salt: number) => {
    const keys = Array.from({ length: count }, (_, k) => Math.imul(k + 1, seed * 2 + salt) >>> 0);
    return keys.map((_, k) => k).sort((a, b) => (keys[a] as number) - (keys[b] as number));
  };
  const pick = (columns: object, salt: number) => {
    const rows = order((columns as { count: number }).count, salt);
    return Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [
        name,
        name === 'count' ? values : take(values as ArrayLike<unknown>, rows),
      ]),
    );
  };
  const list = <T>(rows: readonly T[], salt: number) =>
    order(rows.length, salt).map((k) => rows[k] as T);
  return {
    ...stored,
    prices: pick(stored.prices, 40503),
    shortInterest: pick(stored.shortInterest, 40505),
    indexLevels: pick(stored.indexLevels, 40507),
    fundFlows: pick(stored.fundFlows, 40509),
    batches: list(stored.batches, 40511),
    classifications: list(stored.classifications, 40513),
    corporateActions: list(stored.corporateActions, 40515),
    shareCounts: pick(stored.shareCounts, 40517),
    indices: list(stored.indices, 40519),
    holdings: list(stored.holdings, 40521),
    memberSpells: list(stored.memberSpells, 40523),
    funds: list(stored.funds, 40525),
  } as unknown as ReturnType<typeof storedColumns>;
}

function take(values: ArrayLike<unknown>, rows: readonly number[]): unknown {
  const picked = rows.map((row) => values[row]);
  if (values instanceof Float64Array) return Float64Array.from(picked as number[]);
  if (values instanceof Int32Array) return Int32Array.from(picked as number[]);
  if (values instanceof Uint8Array) return Uint8Array.from(picked as number[]);
  return picked;
}

describe('the panel of a data version', () => {
  test('does not depend on the order of stored rows', () => {
    const expected = buildPanel(storedColumns(SPEC));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
        assert.deepEqual(buildPanel(shuffled(seed)), expected);
      }),
      { numRuns: RUNS },
    );
  });

  test('is the same whichever of two files without a common key came first', () => {
    const first = bars('AAA', '2023-03-01', [1, 2, 3]);
    const second = bars('AAA', '2023-03-06', [4, 5, 6]);
    const inOrder = (a: number, b: number) =>
      buildPanel(
        storedColumns({
          prices: [
            ...first.map((it) => ({ ...it, batch: a })),
            ...second.map((it) => ({ ...it, batch: b })),
          ],
        }),
      );
    assert.deepEqual(inOrder(10, 11).prices, inOrder(11, 10).prices);
  });

  test('takes the row of the later batch for a day, and of no other day', () => {
    const prices = [
      ...bars('AAA', '2023-03-02', [20], () => ({ batch: 11 })),
      ...bars('AAA', '2023-03-01', [1, 2, 3], () => ({ batch: 10 })),
    ];
    assert.deepEqual(column(buildPanel(storedColumns({ prices })), 'AAA'), [1, 20, 3]);
  });

  test('takes the report of the later batch', () => {
    const shorts = [
      { symbol: 'AAA', settledOn: '2023-03-15', shares: 7, batch: 11 },
      { symbol: 'AAA', settledOn: '2023-03-15', shares: 6, batch: 10 },
    ];
    const panel = buildPanel(storedColumns({ prices: bars('AAA', '2023-03-01', [1]), shorts }));
    assert.deepEqual([...panel.shorts.shares], [7]);
  });

  test('does not change what it was built from', () => {
    const stored = storedColumns(SPEC);
    buildPanel(stored);
    assert.deepEqual(stored, storedColumns(SPEC));
  });
});
