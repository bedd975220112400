import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { statsOf } from '../../src/returns/return-stats.js';
import { tinyPanel } from '../support/tiny-panel.js';
import { assertClose, INDEX, PANEL, report, symbolsOf } from './market.js';

const equal = (count: number): Float64Array => new Float64Array(count).fill(1);

describe('statsOf', () => {
  test('counts by sign add up to those that are priced', () => {
    const returns = Float64Array.of(0.5, -0.1, 0, 0.2, Number.NaN, -0.3, 0, 0.1, 0.1, 0.1);
    const stats = statsOf(returns, () => equal(10));
    const { memberCount, pricedCount, advancers, decliners, unchanged } = stats;
    assert.deepEqual(
      { memberCount, pricedCount, advancers, decliners, unchanged },
      { memberCount: 10, pricedCount: 9, advancers: 5, decliners: 2, unchanged: 2 },
    );
  });

  test('shares are of the priced, not of the members', () => {
    const stats = statsOf(Float64Array.of(...Array(9).fill(-0.1), Number.NaN), () => equal(10));
    assert.equal(stats.declinerShare, 1);
    assert.equal(stats.advancerShare, 0);
  });

  test('a mean by weight takes the members with both a return and a weight', () => {
    const returns = Float64Array.of(0.1, 0.3, Number.NaN, ...Array(8).fill(0));
    const weights = Float64Array.of(0.2, 0.6, 0.2, ...Array(8).fill(Number.NaN));
    assertClose(statsOf(returns, () => weights).capWeightReturn, (0.02 + 0.18) / 0.8);
  });

  test('89 % coverage makes shares and returns unknown, and counts stay', () => {
    const returns = Float64Array.from({ length: 100 }, (_, k) => (k < 89 ? -0.1 : Number.NaN));
    const stats = statsOf(returns, () => equal(100));
    assert.equal(stats.decliners, 89);
    for (const value of [
      stats.advancerShare,
      stats.declinerShare,
      stats.medianReturn,
      stats.equalWeightReturn,
      stats.capWeightReturn,
    ]) {
      assert.ok(Number.isNaN(value));
    }
  });

  test('90 % coverage is enough', () => {
    const returns = Float64Array.from({ length: 100 }, (_, k) => (k < 90 ? -0.1 : Number.NaN));
    assert.equal(statsOf(returns, () => equal(100)).declinerShare, 1);
  });

  test('an empty set has counts of zero and nothing else', () => {
    const stats = statsOf(new Float64Array(0), () => equal(0));
    assert.equal(stats.memberCount, 0);
    assert.ok(Number.isNaN(stats.declinerShare));
    assert.ok(Number.isNaN(stats.capWeightReturn));
  });
});

describe('window returns of a set', () => {
  const returnOf = (symbol: string): number => {
    const model = report();
    const k = symbolsOf(model, model.lines.members).indexOf(symbol);
    return model.lines.periodReturn[k] as number;
  };

  test('a close of three sessions ago counts on the end day', () => {
    assertClose(returnOf('QUIET'), 0.1);
  });

  test('a close of seven sessions ago does not', () => {
    assert.ok(Number.isNaN(returnOf('HALT')));
  });

  test('five sessions are the limit on both ends', () => {
    const upTo = (base: number, end: number): number => {
      const window = { from: PANEL.axis.day(base + 1), to: PANEL.axis.day(end) };
      return report({ window, where: { symbols: ['HALT'] } }).lines.periodReturn[0] as number;
    };
    assert.equal(upTo(0, 7), 0);
    assert.ok(Number.isNaN(upTo(0, 8)));
    assert.equal(upTo(5, 7), 0);
    const halted = tinyPanel({
      days: 9,
      securities: { HALT: { closes: [30, ...Array(7).fill(null), 33] } },
    });
    const from = (t: number): number =>
      report({ window: { from: halted.axis.day(t) } }, halted).lines.periodReturn[0] as number;
    assertClose(from(6), 0.1);
    assert.ok(Number.isNaN(from(7)));
  });

  test('a listing that ended counts at its terminal price', () => {
    assertClose(returnOf('PAID'), 0.1);
  });

  test('without a terminal price it counts at its last price', () => {
    assertClose(returnOf('GONE'), -0.75);
  });

  test('what was listed within the window has no return', () => {
    assert.ok(Number.isNaN(returnOf('LATE')));
  });

  test('an unchanged price is a return of exactly 0', () => {
    assert.equal(returnOf('FLAT'), 0);
  });
});

describe('the set of a report', () => {
  const members = (question: Parameters<typeof report>[0]) => {
    const model = report(question);
    return symbolsOf(model, model.counted);
  };

  test('START takes the members of the base day and END those of the end day', () => {
    const at = (universeAt: 'START' | 'END') => members({ index: INDEX, options: { universeAt } });
    assert.deepEqual(at('START'), ['FALL', 'FLAT', 'QUIET', 'RISE']);
    assert.deepEqual(at('END'), ['FLAT', 'MOVE', 'QUIET', 'RISE']);
  });

  test('DAILY counts the members of the end day', () => {
    const model = report({ index: INDEX, options: { universeAt: 'DAILY' } });
    assert.deepEqual(symbolsOf(model, model.counted), ['FLAT', 'MOVE', 'QUIET', 'RISE']);
    assert.deepEqual(symbolsOf(model, model.lines.members), [
      'FALL',
      'FLAT',
      'MOVE',
      'QUIET',
      'RISE',
    ]);
  });

  test('without a filter what was not listed yet at the START is no member', () => {
    assert.ok(!members({ options: { universeAt: 'START' } }).includes('LATE'));
    assert.ok(members({}).includes('LATE'));
  });

  test('a listing that ended before the base day is no member unless it is named', () => {
    const panel = report().panel;
    const window = { from: panel.axis.day(6) };
    assert.ok(!members({ window }).includes('GONE'));
    assert.deepEqual(members({ window, where: { symbols: ['GONE', 'RISE'] } }), ['GONE', 'RISE']);
  });

  test('with DAILY a listing that ended is not missed on the days after', () => {
    const ended = { closes: [10, 11], ended: { kind: 'CASH', price: 11 } } as const;
    const panel = tinyPanel({
      days: 30,
      securities: {
        STAYS: { closes: Array.from({ length: 30 }, (_, t) => 10 + t), shares: 1 },
        ONE: { ...ended, closes: [10, 11], shares: 1 },
        TWO: { ...ended, closes: [10, 11], shares: 1 },
      },
    });
    const { stats } = report({ options: { universeAt: 'DAILY' } }, panel).total;
    assertClose(stats.capWeightReturn, (33 / 30) * (((12 + 22) / 33) * (39 / 12)) - 1);
  });

  test('a filter restricts the members of an index', () => {
    const where = { sectors: ['FINANCIALS' as const] };
    assert.deepEqual(members({ index: INDEX, where }), ['FLAT', 'MOVE']);
  });
});
