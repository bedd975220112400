import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { day } from '../../src/time/day.js';
import { DayAxis } from '../../src/time/day-axis.js';

describe('DayAxis', () => {
  const axis = new DayAxis(day('2022-12-29'), day('2023-09-15'));

  test('has one index for each session from the first day to the last', () => {
    assert.equal(axis.length, 179);
    assert.equal(axis.day(0), day('2022-12-29'));
    assert.equal(axis.day(2), day('2023-01-03'));
    assert.equal(axis.day(178), day('2023-09-15'));
  });

  test('goes on before its first day and after its last', () => {
    assert.equal(axis.day(-1), day('2022-12-28'));
    assert.equal(axis.day(179), day('2023-09-18'));
    assert.equal(axis.indexOnOrBefore(day('2022-12-15')), -9);
    assert.equal(axis.indexOnOrBefore(day('2023-09-29')), 188);
  });

  test('finds the session before and after a day without trading', () => {
    const laborDay = day('2023-09-04');
    assert.equal(axis.day(axis.indexOnOrBefore(laborDay)), day('2023-09-01'));
    assert.equal(axis.day(axis.indexOnOrAfter(laborDay)), day('2023-09-05'));
  });

  test('finds a session itself from both sides', () => {
    const session = day('2023-09-05');
    assert.equal(axis.indexOnOrBefore(session), axis.indexOnOrAfter(session));
  });

  test('may be empty', () => {
    assert.equal(new DayAxis(0, 0, true).length, 0);
  });
});
