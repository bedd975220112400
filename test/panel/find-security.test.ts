import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../src/panel/build.js';
import { findSecurity, findSecurityBy, knownKeys } from '../../src/panel/find-security.js';
import { day } from '../../src/time/day.js';
import { bars, storedColumns } from '../support/stored.js';

/**
 * META was a fund in January 2022; FB became META on 2022-06-09; another share took FB in July. The
 * company is ordinal 1 or 2, for both are called META.
 */
const panel = buildPanel(
  storedColumns({
    prices: [
      ...bars('META', '2022-01-03', Array(20).fill(15)),
      ...bars('FB', '2022-06-01', [190, 191, 192, 193, 194, 195]),
      ...bars('META', '2022-06-09', Array(25).fill(196)),
      ...bars('FB', '2022-07-05', Array(9).fill(25)),
      ...bars('BRK.B', '2022-06-01', Array(30).fill(300)),
    ],
    actions: [{ symbol: 'FB', on: '2022-06-09', kind: 'RENAME', to: 'META' }],
  }),
);
const company = findSecurity(panel, 'FB', day('2022-06-02'));
const fund = findSecurity(panel, 'META', day('2022-01-05'));
const another = findSecurity(panel, 'FB', day('2022-07-06'));

describe('findSecurity', () => {
  test('tells the users of a symbol apart by day', () => {
    assert.equal(new Set([company, fund, another]).size, 3);
    assert.equal(findSecurity(panel, 'META', day('2022-06-09')), company);
  });

  test('without a day means the last user', () => {
    assert.equal(findSecurity(panel, 'META'), company);
    assert.equal(findSecurity(panel, 'FB'), another);
  });

  test('finds any spelling', () => {
    const expected = findSecurity(panel, 'BRK.B');
    assert.ok(expected >= 0);
    for (const symbol of ['BRK-B', 'BRK/B', 'brk b', 'BRKB', ' brk.b ']) {
      assert.equal(findSecurity(panel, symbol), expected);
    }
  });

  test('finds nothing before the first use of a symbol, nor an unknown one', () => {
    assert.equal(findSecurity(panel, 'META', day('2021-12-31')), -1);
    assert.equal(findSecurity(panel, 'FB', day('2022-05-31')), -1);
    assert.equal(findSecurity(panel, 'NOPE'), -1);
  });

  test('finds an open listing on any later day', () => {
    assert.equal(findSecurity(panel, 'META', day('2030-01-01')), company);
  });
});

describe('findSecurityBy', () => {
  test('means the last user on or before the day, though it has given the symbol up', () => {
    assert.equal(findSecurityBy(panel, 'META', day('2022-05-02')), fund);
    assert.equal(findSecurityBy(panel, 'FB', day('2022-06-08')), company);
    assert.equal(findSecurityBy(panel, 'FB', day('2022-07-08')), another);
  });

  test('means the first user when all came later', () => {
    assert.equal(findSecurityBy(panel, 'META', day('2020-01-02')), fund);
  });

  test('finds no unknown symbol', () => {
    assert.equal(findSecurityBy(panel, 'NOPE', day('2022-07-05')), -1);
  });
});

describe('knownKeys', () => {
  test('are the symbols without separators, each once', () => {
    assert.deepEqual([...knownKeys(panel)].sort(), ['BRKB', 'FB', 'META']);
  });
});
