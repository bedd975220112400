import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sectorWeights } from '../../src/indices/sector-weights.js';
import type { IndexColumns } from '../../src/panel/panel.js';
import { tinyPanel } from '../support/tiny-panel.js';

const PANEL = tinyPanel({
  days: 3,
  securities: {
    OIL: { closes: [10, 20, 10], sector: 'ENERGY' },
    GAS: { closes: [10, 10, 10], sector: 'ENERGY' },
    BANK: { closes: [30, 30, 30], sectors: { 0: 'FINANCIALS', 2: 'MATERIALS' } },
    BLANK: { closes: [null, null, 10] },
  },
  indices: {
    IDX: { holdings: { 0: { OIL: 1, GAS: 1, BANK: 1, BLANK: 1 }, 1: { OIL: 1, BANK: 2 } } },
    NONE: {},
    LATER: { holdings: { 9: { OIL: 1, GAS: 1 } } },
  },
});

const of = (k: number, t: number | null) =>
  sectorWeights(PANEL, PANEL.indices[k] as IndexColumns, t === null ? null : PANEL.axis.day(t));

describe('sectorWeights', () => {
  test('sectors come heaviest first and sum to 1', () => {
    assert.deepEqual(of(0, 1), [
      { sector: 'FINANCIALS', weight: 0.75, memberCount: 1 },
      { sector: 'ENERGY', weight: 0.25, memberCount: 1 },
    ]);
  });

  test('a member without a weight counts as a member', () => {
    assert.deepEqual(of(0, 0)?.at(-1), { sector: 'UNCLASSIFIED', weight: 0, memberCount: 1 });
  });

  test('sectors are those of the day', () => {
    assert.equal(of(0, 2)?.[0]?.sector, 'MATERIALS');
  });

  test('without a day the last holdings count', () => {
    assert.deepEqual(of(0, null), of(0, 1));
  });

  test('holdings from after the last price are read on the last day with prices', () => {
    assert.deepEqual(of(2, null), [{ sector: 'ENERGY', weight: 1, memberCount: 2 }]);
  });

  test('an index without members has none', () => {
    assert.equal(of(1, null), null);
  });
});
