import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../../src/panel/build.js';
import { ShortInquiry } from '../../../src/shorts/short-inquiry.js';
import { dateOf, otherRows, steadyBars } from '../../support/short-files.js';
import { type ShortSpec, storedColumns } from '../../support/stored.js';

/** 2023-06-15, 06-30, 07-14 and 07-31 on an axis from 2023-06-01. */
const SETTLED = [10, 20, 29, 40];

function own(settled: readonly number[]): ShortSpec[] {
  return settled.map((t) => ({
    symbol: 'OWN',
    settledOn: dateOf(t),
    shares: 100,
    exchange: 'NYSE',
  }));
}

/** What a report on `OWN` from one day to another warns of, as code and message. */
function warningsOf(shorts: readonly ShortSpec[], from = 12, to = 45): [string, string][] {
  const prices = [...steadyBars('OWN', 60), ...steadyBars('NYSEAA', 60)];
  const panel = buildPanel(storedColumns({ prices, shorts: [...shorts] }));
  const inquiry = ShortInquiry.of(panel, {
    window: { from: dateOf(from + 1), to: dateOf(to) },
    where: { symbols: ['OWN'] },
  });
  return inquiry.warnings
    .filter(({ code }) => code !== 'USES_LATER_REPORTS')
    .map(({ code, message, symbols }) => {
      assert.deepEqual(symbols, ['OWN']);
      return [code, message];
    });
}

describe('a settlement without a file', () => {
  const rows = [...otherRows([10, 29, 40]), ...own([10, 29, 40])];
  const missing = [['MISSING_SETTLEMENT', 'No stored file tells the position: 2023-06-30.']];

  test('is told with its day', () => assert.deepEqual(warningsOf(rows), missing));

  test('is told in any window whose shares rest on it', () => {
    assert.deepEqual(warningsOf(rows, 12, 18), missing);
    assert.deepEqual(warningsOf(rows, 22, 25), missing);
    assert.deepEqual(warningsOf(rows, 29, 35), []);
  });

  test('is one of several from the first to the last', () => {
    const gap = [...otherRows([10, 40]), ...own([10, 40])];
    const message =
      'No stored file tells the position: 2 settlements from 2023-06-30 to 2023-07-14.';
    assert.deepEqual(warningsOf(gap), [['MISSING_SETTLEMENT', message]]);
  });

  test('is not missing behind the last stored file', () => {
    assert.deepEqual(warningsOf([...otherRows([10, 20]), ...own([10, 20])]), []);
  });
});

test('absence from a complete file is known, and no warning', () => {
  assert.deepEqual(warningsOf([...otherRows(SETTLED), ...own([10, 29, 40])]), []);
});

test('PARTIAL_FILE: a stored file lacks much of the market that the others have', () => {
  const others = otherRows(SETTLED).filter(
    (row) => row.settledOn !== dateOf(20) || row.symbol < 'NYSEB',
  );
  assert.deepEqual(warningsOf([...others, ...own([10, 29, 40])]), [
    ['MISSING_SETTLEMENT', 'No stored file tells the position: 2023-06-30.'],
    ['PARTIAL_FILE', 'The stored file lacks much of the market: 2023-06-30.'],
  ]);
});

test('OTC_ONLY: a stored file has over-the-counter names alone', () => {
  const others = [...otherRows([10, 29, 40]), ...otherRows([20], undefined, ['OTC'])];
  assert.deepEqual(warningsOf([...others, ...own([10, 29, 40])]), [
    ['MISSING_SETTLEMENT', 'No stored file tells the position: 2023-06-30.'],
    ['OTC_ONLY', 'The stored file has over-the-counter names alone: 2023-06-30.'],
  ]);
});
