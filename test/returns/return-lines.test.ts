import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rankLines } from '../../src/returns/return-rankings.js';
import { INDEX, report, symbolsOf } from './market.js';

const model = report({ index: INDEX, options: { universeAt: 'START' } });
const all = report();

function order(from: typeof model, field: Parameters<typeof rankLines>[1], way: 'ASC' | 'DESC') {
  const ranked = rankLines(from.lines, field, way);
  return symbolsOf(
    from,
    ranked.map((k) => from.lines.members[k] as number),
  );
}

describe('order of lines', () => {
  test('by return', () => {
    assert.deepEqual(order(model, 'PERIOD_RETURN', 'DESC'), ['RISE', 'QUIET', 'FLAT', 'FALL']);
  });

  test('by contribution', () => {
    assert.deepEqual(order(model, 'CONTRIBUTION', 'ASC'), ['FALL', 'FLAT', 'QUIET', 'RISE']);
  });

  test('ties go by symbol in both directions', () => {
    assert.deepEqual(order(model, 'WEIGHT', 'DESC'), ['FALL', 'RISE', 'FLAT', 'QUIET']);
    assert.deepEqual(order(model, 'WEIGHT', 'ASC'), ['FLAT', 'QUIET', 'FALL', 'RISE']);
  });

  test('an unknown value comes last in both directions', () => {
    for (const way of ['ASC', 'DESC'] as const) {
      assert.deepEqual(order(all, 'PERIOD_RETURN', way).slice(-2), ['HALT', 'LATE']);
    }
  });
});
