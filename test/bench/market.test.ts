import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../src/panel/build.js';
import { makeMarket } from './market.js';

describe('the made market', () => {
  const market = makeMarket(200, 300, 1);
  const panel = buildPanel(market);
  const total = (flags: Uint8Array) => flags.reduce((sum, flag) => sum + flag, 0);

  test('is the same for the same size and seed', () => {
    assert.deepEqual(makeMarket(200, 300, 1), market);
  });

  test('is another for another seed', () => {
    const other = makeMarket(200, 300, 2);
    assert.notDeepEqual(
      other.prices.close.subarray(0, 1000),
      market.prices.close.subarray(0, 1000),
    );
  });

  test('has late and ended listings and missing days', () => {
    const { firstIndex, isDelisted, close } = panel.prices;
    assert.ok(firstIndex.some((first) => first > 0));
    assert.ok(total(isDelisted) > 0);
    assert.ok(market.prices.count < close.length, `${market.prices.count} of ${close.length} days`);
  });

  test('knows its splits and its short positions in one basis', () => {
    const recorded = market.corporateActions.filter(({ kind }) => kind === 'SPLIT');
    assert.equal(panel.prices.splits.values.length, recorded.length);
    assert.ok(recorded.length > 0);
    assert.equal(total(panel.prices.hasBasisMismatch), 0);
    assert.equal(total(panel.securities.isLinked), 0);
  });

  test('has two indices whose members come and go', () => {
    assert.deepEqual(
      panel.indices.map(({ symbol }) => symbol),
      ['RUT', 'SPX'],
    );
    for (const { spells, holdings, levels } of panel.indices) {
      assert.ok(spells.some(({ toOn }) => toOn !== null));
      assert.ok(holdings.length > 2);
      assert.equal(levels.length, 300);
    }
  });
});
