import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../src/panel/build.js';
import { industryAt, sectorAt } from '../../src/panel/price-at.js';
import { day, formatDay } from '../../src/time/day.js';
import { ordinal } from '../support/panel-view.js';
import {
  bars,
  type ClassificationSpec,
  type HoldingSpec,
  type StoredSpec,
  storedColumns,
} from '../support/stored.js';

const AAA = bars('AAA', '2023-03-01', [10, 11, 12]);
const BBB = bars('BBB', '2023-03-01', [20, 21, 22]);
const build = (spec: StoredSpec) =>
  buildPanel(storedColumns({ prices: [...AAA, ...BBB], ...spec }));

describe('the trading days of a panel', () => {
  test('run from the first price to the last, weekends left out', () => {
    const prices = [...bars('AAA', '2023-03-01', [1]), ...bars('BBB', '2023-03-10', [1])];
    const { axis } = buildPanel(storedColumns({ prices }));
    assert.equal(formatDay(axis.firstOn), '2023-03-01');
    assert.equal(formatDay(axis.lastOn), '2023-03-10');
    assert.equal(axis.length, 8);
  });

  test('follow the index levels when no price is stored', () => {
    const levels = ['2023-03-01', '2023-03-03'].map((on) => ({ index: 'RUT', on, level: 1900 }));
    assert.equal(buildPanel(storedColumns({ levels })).axis.length, 3);
  });

  test('are none in an empty store', () => {
    const panel = buildPanel(storedColumns({}));
    assert.equal(panel.axis.length, 0);
    assert.equal(panel.securities.count, 0);
  });
});

describe('what a security is called', () => {
  const row = (changes: Partial<ClassificationSpec>): ClassificationSpec => ({
    symbol: 'AAA',
    on: '2023-03-01',
    ...changes,
  });
  const nameOf = (classifications: ClassificationSpec[]) =>
    build({ classifications }).securities.names[0];

  test('the newest listing names it', () => {
    const rows = [row({ name: 'Old', on: '2023-03-01' }), row({ name: 'New', on: '2023-03-03' })];
    assert.equal(nameOf(rows), 'New');
    assert.equal(nameOf(rows.toReversed()), 'New');
  });

  test('of two files for one day the later one does', () => {
    const rows = [row({ name: 'Second', batch: 9 }), row({ name: 'First', batch: 8 })];
    assert.equal(nameOf(rows), 'Second');
    assert.equal(nameOf(rows.toReversed()), 'Second');
  });

  test('else the last short report, and of two files for it the later one', () => {
    const report = (name: string, settledOn: string, batch: number) => ({
      symbol: 'AAA',
      settledOn,
      shares: 1,
      name,
      batch,
    });
    const shorts = [
      report('Newer file', '2023-03-15', 8),
      report('Older file', '2023-03-15', 7),
      report('Before', '2023-02-28', 9),
    ];
    assert.equal(build({ shorts }).securities.names[0], 'Newer file');
    assert.equal(build({ shorts: shorts.toReversed() }).securities.names[0], 'Newer file');
  });

  test('else its symbol', () => {
    assert.deepEqual(build({}).securities.names, ['AAA', 'BBB']);
  });
});

describe('sectors', () => {
  const screener: ClassificationSpec = {
    symbol: 'AAA',
    on: '2023-03-01',
    sector: 'INFORMATION_TECHNOLOGY',
    industry: 'Software',
  };
  const gics: ClassificationSpec = {
    symbol: 'AAA',
    on: '2023-03-02',
    scheme: 'GICS',
    sector: 'FINANCIALS',
  };
  const sectorOn = (spec: StoredSpec, on: string) => sectorAt(build(spec), 0, day(on));

  test('of the screener count where there is no other', () => {
    assert.equal(sectorOn({ classifications: [screener] }, '2023-03-02'), 'INFORMATION_TECHNOLOGY');
  });

  test('of GICS win over the screener on all days: schemes never mix', () => {
    const classifications = [screener, gics, { ...screener, on: '2023-03-03' }];
    for (const on of ['2023-03-01', '2023-03-02', '2023-03-03']) {
      assert.equal(sectorOn({ classifications }, on), 'FINANCIALS');
    }
  });

  test('of fund holdings are GICS as well', () => {
    const holdings: HoldingSpec[] = [
      { index: 'RUT', on: '2023-03-02', symbol: 'AAA', shares: 1, sector: 'ENERGY' },
    ];
    assert.equal(sectorOn({ classifications: [screener], holdings }, '2023-03-03'), 'ENERGY');
  });

  test('change on their day', () => {
    const classifications = [gics, { ...gics, on: '2023-03-03', sector: 'INDUSTRIALS' as const }];
    assert.equal(sectorOn({ classifications }, '2023-03-02'), 'FINANCIALS');
    assert.equal(sectorOn({ classifications }, '2023-03-03'), 'INDUSTRIALS');
  });

  test('of two files for one day: the later one is right, in any order of rows', () => {
    const rows = [
      { ...screener, sector: 'ENERGY', industry: 'Later', batch: 9 },
      { ...screener, sector: 'UTILITIES', industry: 'Earlier', batch: 8 },
    ] as ClassificationSpec[];
    for (const classifications of [rows, rows.toReversed()]) {
      const panel = build({ classifications });
      assert.equal(sectorAt(panel, 0, day('2023-03-03')), 'ENERGY');
      assert.equal(industryAt(panel, 0, day('2023-03-03')), 'Later');
    }
  });

  test('are UNCLASSIFIED when nothing tells', () => {
    assert.equal(sectorOn({}, '2023-03-02'), 'UNCLASSIFIED');
    assert.equal(industryAt(build({}), 0, day('2023-03-02')), null);
  });
});

describe('an index', () => {
  const held = (symbol: string | null, shares: number, more: Partial<HoldingSpec> = {}) => ({
    index: 'RUT',
    on: '2023-03-01',
    symbol,
    shares,
    value: shares * 10,
    ...more,
  });

  test('is held as the later file of a day says, whole', () => {
    const holdings = [held('AAA', 5, { batch: 9 }), held('AAA', 1), held('BBB', 2)];
    for (const rows of [holdings, holdings.toReversed()]) {
      const [snapshot] = build({ holdings: rows }).indices[0]?.holdings ?? [];
      assert.deepEqual([...(snapshot?.members ?? [])], [0]);
      assert.deepEqual([...(snapshot?.shares ?? [])], [5]);
    }
  });

  test('has one list a day, in order', () => {
    const holdings = [held('AAA', 5, { on: '2023-03-03' }), held('BBB', 2)];
    const lists = build({ holdings }).indices[0]?.holdings ?? [];
    assert.deepEqual(
      lists.map((it) => formatDay(it.heldOn)),
      ['2023-03-01', '2023-03-03'],
    );
  });

  test('counts lines that name no security apart, and leaves cash out', () => {
    const holdings = [
      held('AAA', 5),
      held(null, 1, { name: 'ESCROW' }),
      held('USD', 900, { assetClass: 'Cash' }),
    ];
    const [snapshot] = build({ holdings }).indices[0]?.holdings ?? [];
    assert.equal(snapshot?.unknownCount, 1);
    assert.equal(snapshot?.members.length, 1);
  });

  test('adds up two lines of one security', () => {
    const [snapshot] =
      build({ holdings: [held('AAA', 5), held('AAA', 2)] }).indices[0]?.holdings ?? [];
    assert.deepEqual([...(snapshot?.shares ?? [])], [7]);
    assert.deepEqual([...(snapshot?.marketValue ?? [])], [70]);
  });

  test('holds shares in the basis of the last price', () => {
    const split = { symbol: 'AAA', on: '2023-03-02', kind: 'SPLIT', ratio: 2 } as const;
    const panel = build({ holdings: [held('AAA', 5)], actions: [split] });
    assert.deepEqual([...(panel.indices[0]?.holdings[0]?.shares ?? [])], [10]);
  });

  test('finds a member under the ticker of the day', () => {
    const panel = build({
      prices: [...AAA, ...bars('NEW', '2023-03-06', [13, 14])],
      actions: [{ symbol: 'AAA', on: '2023-03-06', kind: 'RENAME', to: 'NEW' }],
      holdings: [held('AAA', 5), held('NEW', 6, { on: '2023-03-07' })],
    });
    const lists = panel.indices[0]?.holdings ?? [];
    assert.deepEqual(
      lists.map((it) => [...it.members]),
      [[ordinal(panel, 'NEW')], [ordinal(panel, 'NEW')]],
    );
  });

  test('has the level of the later file, and levels in order of day', () => {
    const level = (on: string, value: number, batch: number) => ({
      index: 'RUT',
      on,
      level: value,
      batch,
    });
    const levels = [
      level('2023-03-02', 1902, 8),
      level('2023-03-01', 1901, 9),
      level('2023-03-01', 1, 8),
    ];
    assert.deepEqual([...(build({ levels }).indices[0]?.levels ?? [])], [1901, 1902]);
  });

  test('has the spells of the latest file alone', () => {
    const members = [
      { index: 'RUT', symbol: 'AAA', from: '2023-01-01', batch: 8 },
      { index: 'RUT', symbol: 'BBB', from: '2023-01-01', to: '2023-03-02', batch: 9 },
    ];
    assert.deepEqual(build({ members }).indices[0]?.spells, [
      { security: 1, fromOn: day('2023-01-01'), toOn: day('2023-03-02') },
    ]);
  });

  test('comes in order of symbol', () => {
    const levels = ['SPX', 'RUT'].map((index) => ({ index, on: '2023-03-01', level: 1 }));
    assert.deepEqual(
      build({ levels }).indices.map((it) => it.symbol),
      ['RUT', 'SPX'],
    );
  });
});
