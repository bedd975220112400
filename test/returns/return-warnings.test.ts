import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { returnCoverage } from '../../src/returns/return-coverage.js';
import { returnWarnings } from '../../src/returns/return-warnings.js';
import type { ReturnQuestion } from '../../src/returns/return-service.js';
import type { IndexColumns, Panel } from '../../src/panel/panel.js';
import { type TinyMarket, tinyPanel } from '../support/tiny-panel.js';
import { INDEX, PANEL, report } from './market.js';

const of = (question: Partial<ReturnQuestion>, panel: Panel = PANEL) =>
  Object.fromEntries(
    returnWarnings(report(question, panel)).map(({ code, message, count, symbols }) => [
      code,
      { message, count, symbols },
    ]),
  );

/** Warnings about an index of two, whose list is of some days. */
function ofHoldings(holdings: Record<number, Record<string, number>>, days = 3) {
  const market: TinyMarket = {
    days,
    securities: { A: { closes: Array(days).fill(1) }, B: { closes: Array(days).fill(1) } },
    indices: { IDX: { holdings } },
  };
  const panel = tinyPanel(market);
  return of({ index: panel.indices[0] as IndexColumns }, panel);
}

describe('warnings', () => {
  test('a report on full data has none', () => {
    assert.deepEqual(of({ where: { symbols: ['RISE', 'FALL'] } }), {});
  });

  test('MISSING_PRICE names whom it leaves out, and no listing within the window', () => {
    const { count, symbols } = of({}).MISSING_PRICE!;
    assert.equal(count, 1);
    assert.deepEqual(symbols, ['HALT']);
  });

  test('MISSING_PRICE names a listing within the window that was asked for by name', () => {
    assert.deepEqual(of({ where: { symbols: ['RISE', 'LATE'] } }).MISSING_PRICE?.symbols, ['LATE']);
  });

  test('MISSING_PRICE is raised from 1 % of the members on', () => {
    const panelOf = (count: number) => {
      const gone = { HALT: { closes: [1, 1, ...Array(8).fill(null)] } };
      const full = Array.from({ length: count - 1 }, (_, k) => [
        `S${k}`,
        { closes: Array(10).fill(1) },
      ]);
      return tinyPanel({ days: 10, securities: { ...gone, ...Object.fromEntries(full) } });
    };
    assert.deepEqual(of({}, panelOf(100)).MISSING_PRICE?.symbols, ['HALT']);
    assert.equal(of({}, panelOf(101)).MISSING_PRICE, undefined);
  });

  test('STALE_PRICE names who did not trade on an end of the window', () => {
    assert.deepEqual(of({}).STALE_PRICE?.symbols, ['QUIET']);
  });

  test('MISSING_MARKET_CAP names who counts without a weight', () => {
    assert.deepEqual(of({}).MISSING_MARKET_CAP?.symbols, ['NOCAP']);
  });

  test('DELISTED_NO_TERMINAL_PRICE names who ends at the last price', () => {
    assert.deepEqual(of({}).DELISTED_NO_TERMINAL_PRICE?.symbols, ['GONE']);
  });

  test('a class that was converted into another did not end without a price', () => {
    const panel = tinyPanel({
      days: 3,
      securities: {
        GONE: { closes: [8, 8], ended: { kind: 'UNKNOWN', price: null } },
        STAYS: { closes: [8, 8, 8] },
      },
    });
    assert.deepEqual(of({}, panel).DELISTED_NO_TERMINAL_PRICE?.symbols, ['GONE']);
    const conversionDays = [[panel.axis.day(2)], [panel.axis.day(2)]];
    const converted = { ...panel, securities: { ...panel.securities, conversionDays } };
    assert.equal(of({}, converted).DELISTED_NO_TERMINAL_PRICE, undefined);
  });

  test('SUSPECT_PRICE names who moved more than tenfold in a day', () => {
    const panel = tinyPanel({
      days: 3,
      securities: {
        TEN: { closes: [1, 10, 100] },
        JUMP: { closes: [1, 1, 10.1] },
        DROP: { closes: [1, 0.09, 0.09] },
      },
    });
    assert.deepEqual(of({}, panel).SUSPECT_PRICE?.symbols, ['DROP', 'JUMP']);
  });

  test('INSUFFICIENT_COVERAGE counts who lacks data', () => {
    assert.deepEqual(of({ where: { symbols: ['RISE', 'LATE'] } }).INSUFFICIENT_COVERAGE, {
      message: 'Only 1 of 2 members are priced: shares and returns are null.',
      count: 1,
      symbols: [],
    });
  });

  test('INSUFFICIENT_COVERAGE tells of an empty set', () => {
    assert.deepEqual(of({ where: { sectors: ['UTILITIES'] } }).INSUFFICIENT_COVERAGE, {
      message: 'The set has no members.',
      count: 0,
      symbols: [],
    });
  });

  test('UNIVERSE_CHANGED names who joined and who left', () => {
    assert.deepEqual(of({ index: INDEX }).UNIVERSE_CHANGED, {
      message: '1 joined IDX within the window, 1 left it.',
      count: 2,
      symbols: ['FALL', 'MOVE'],
    });
  });

  test('UNIVERSE_CHANGED is raised from a tenth of the members on', () => {
    const panelOf = (count: number) => {
      const names = Array.from({ length: count }, (_, k) => `S${k}`);
      const stay = Object.fromEntries(names.map((name) => [name, [[0, null]]]));
      const closes = Array(3).fill(1);
      return tinyPanel({
        days: 3,
        securities: Object.fromEntries(['NEW', ...names].map((name) => [name, { closes }])),
        indices: { IDX: { spells: { ...stay, NEW: [[2, null]] } } },
      } as TinyMarket);
    };
    const changed = (panel: Panel) =>
      of({ index: panel.indices[0] as IndexColumns }, panel).UNIVERSE_CHANGED?.symbols;
    assert.deepEqual(changed(panelOf(9)), ['NEW']);
    assert.equal(changed(panelOf(10)), undefined);
  });

  test('UNIVERSE_CHANGED needs two lists', () => {
    assert.equal(ofHoldings({ 0: { A: 1, B: 1 } }).UNIVERSE_CHANGED, undefined);
    assert.deepEqual(ofHoldings({ 0: { A: 1, B: 1 }, 2: { A: 1 } }).UNIVERSE_CHANGED?.symbols, [
      'B',
    ]);
  });

  test('STALE_HOLDINGS tells of a list from after the base day', () => {
    assert.deepEqual(ofHoldings({ 1: { A: 1, B: 1 } }).STALE_HOLDINGS, {
      message: 'The nearest holdings of IDX are of 2023-01-04.',
      count: 2,
      symbols: [],
    });
  });

  test('a list that covers both ends is not stale', () => {
    assert.deepEqual(ofHoldings({ 0: { A: 1, B: 1 } }), {});
  });

  describe('TIER_CHANGED', () => {
    const panel = tinyPanel({
      days: 2,
      securities: {
        GROWN: { closes: [1, 2], caps: [1.5e9, 3e9] },
        SHRUNK: { closes: [2, 1], caps: [3e9, 1.5e9] },
        WITHIN: { closes: [2, 1], caps: [3e8, 2e8] },
        SAME: { closes: [1, 2], caps: [3e9, 4e9] },
        NEW: { closes: [1, 2], caps: [Number.NaN, 4e9] },
      },
    });
    const crossed = (question: Partial<ReturnQuestion>) =>
      of(question, panel).TIER_CHANGED?.symbols;

    test('names who crossed the bounds of the filter, in or out', () => {
      assert.deepEqual(crossed({ where: { capTiers: ['MID'] } }), ['GROWN', 'SHRUNK']);
      assert.deepEqual(crossed({ where: { minMarketCap: 2e9 } }), ['GROWN', 'SHRUNK']);
    });

    test('is not raised for who changed class within the filter', () => {
      const where = { capTiers: ['MICRO', 'SMALL', 'MID'] as const };
      assert.equal(crossed({ where }), undefined);
      assert.deepEqual(crossed({ where: { capTiers: ['MICRO'] } }), ['WITHIN']);
    });

    test('is not raised where size does not form the set, or every day does', () => {
      assert.equal(crossed({}), undefined);
      assert.equal(
        crossed({ where: { capTiers: ['MID'] }, options: { universeAt: 'DAILY' } }),
        undefined,
      );
    });
  });

  test('CLIPPED_WINDOW tells from when to when data are stored', () => {
    const found = of({ window: { from: PANEL.axis.day(0) }, where: { symbols: ['RISE'] } });
    assert.deepEqual(found.CLIPPED_WINDOW, {
      message: 'The stored data reach from 2023-01-03 to 2023-01-17 only.',
      count: 1,
      symbols: [],
    });
  });
});

describe('coverage', () => {
  test('members that are priced are used', () => {
    const { requested, used } = returnCoverage(report());
    assert.deepEqual({ requested, used }, { requested: 10, used: 8 });
  });

  test('sources are those of the kinds that count', () => {
    const row = { name: '', firstOn: PANEL.axis.firstOn, lastOn: null, importedAt: null };
    const panel = tinyPanel({
      days: 2,
      securities: { A: { closes: [1, 1] } },
      indices: { IDX: {} },
      sources: [
        { ...row, code: 'Z', kind: 'PRICES' },
        { ...row, code: 'H', kind: 'HOLDINGS' },
        { ...row, code: 'F', kind: 'FUND_FLOWS' },
        { ...row, code: 'C', kind: 'CORPORATE_ACTIONS', firstOn: null },
      ],
    });
    const codes = (index: IndexColumns | null) =>
      returnCoverage(report({ index }, panel)).sources.map(({ code }) => code);
    assert.deepEqual(codes(null), ['Z']);
    assert.deepEqual(codes(panel.indices[0] as IndexColumns), ['H', 'Z']);
  });
});
