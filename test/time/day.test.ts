import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  addMonths,
  civil,
  day,
  dayOf,
  daysInMonth,
  formatDay,
  formatInstant,
  parseDay,
  weekday,
} from '../../src/time/day.js';

const anyDay = fc.integer({ min: day('0001-01-01'), max: day('9999-12-31') });

describe('days', () => {
  test('are counted from 1970-01-01', () => {
    assert.equal(day('1970-01-01'), 0);
    assert.equal(day('1969-12-31'), -1);
    assert.equal(day('2023-09-08'), 19_608);
    assert.equal(day('2000-02-29') + 1, day('2000-03-01'));
  });

  test('follow each other in the calendar, leap days included', () => {
    fc.assert(
      fc.property(anyDay, (on) => {
        const { year, month, dayOfMonth } = civil(on);
        assert.equal(dayOf(year, month, dayOfMonth), on);
        const next = civil(on + 1);
        const isLast = dayOfMonth === daysInMonth(year, month);
        assert.equal(next.dayOfMonth, isLast ? 1 : dayOfMonth + 1);
        assert.equal(next.month, isLast ? (month % 12) + 1 : month);
        assert.equal(next.year, isLast && month === 12 ? year + 1 : year);
      }),
    );
  });

  test('read back what they are written as', () => {
    fc.assert(fc.property(anyDay, (on) => assert.equal(parseDay(formatDay(on)), on)));
    assert.equal(formatDay(day('0033-04-03')), '0033-04-03');
  });

  test('are not read from a date that does not exist or from another layout', () => {
    const wrong = [
      '2023-02-29',
      '1900-02-29',
      '2023-13-01',
      '2023-00-10',
      '2023-04-31',
      '2023-1-1',
    ];
    for (const text of [...wrong, '20230908', '09/08/2023', '2023-09-08T00:00:00', '', ' ']) {
      assert.equal(parseDay(text), null, text);
    }
    assert.throws(() => day('2023-02-29'), /not a date: 2023-02-29/);
  });

  test('have the weekday of the calendar, Monday 1 to Sunday 7', () => {
    assert.equal(weekday(day('2023-09-04')), 1);
    assert.equal(weekday(day('2023-09-10')), 7);
    assert.equal(weekday(day('1970-01-01')), 4);
    assert.equal(weekday(day('1969-12-28')), 7);
  });

  test('move by months and clip to the end of a shorter one', () => {
    const moved = (from: string, count: number): string => formatDay(addMonths(day(from), count));
    assert.equal(moved('2023-03-31', -1), '2023-02-28');
    assert.equal(moved('2024-03-31', -1), '2024-02-29');
    assert.equal(moved('2024-02-29', -12), '2023-02-28');
    assert.equal(moved('2023-01-15', -1), '2022-12-15');
    assert.equal(moved('2023-11-30', 3), '2024-02-29');
    assert.equal(moved('2023-09-08', 0), '2023-09-08');
  });
});

describe('formatInstant', () => {
  test('writes an instant in UTC to the second, whatever the zone of the machine', () => {
    assert.equal(formatInstant(0), '1970-01-01T00:00:00Z');
    assert.equal(formatInstant(1_694_208_645_999), '2023-09-08T21:30:45Z');
    assert.equal(formatInstant(-1), '1969-12-31T23:59:59Z');
  });
});
