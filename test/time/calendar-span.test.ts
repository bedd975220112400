import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  type CalendarSpan,
  type CalendarUnit,
  parseMonth,
  parseQuarter,
  spanAround,
  yearSpan,
} from '../../src/time/calendar-span.js';
import { civil, day, formatDay, weekday } from '../../src/time/day.js';

function shown(span: CalendarSpan | null): string | null {
  return span && `${formatDay(span.from)} ${formatDay(span.to)}`;
}

describe('calendar spans', () => {
  test('months and quarters are read from their texts', () => {
    assert.equal(shown(parseMonth('2024-02')), '2024-02-01 2024-02-29');
    assert.equal(shown(parseMonth('2023-12')), '2023-12-01 2023-12-31');
    assert.equal(shown(parseQuarter('2023Q1')), '2023-01-01 2023-03-31');
    assert.equal(shown(parseQuarter('2023Q4')), '2023-10-01 2023-12-31');
    assert.equal(shown(yearSpan(2023)), '2023-01-01 2023-12-31');
  });

  test('other texts and numbers are none', () => {
    for (const text of ['', '2023', '2023-13', '2023-00', '2023-6', '2023-06-01', ' 2023-06']) {
      assert.equal(parseMonth(text), null, text);
    }
    for (const text of ['', '2023Q0', '2023Q5', '2023-2', '2023q2', 'Q2 2023', '2023Q2 ']) {
      assert.equal(parseQuarter(text), null, text);
    }
    for (const year of [0, -1, 10_000, 2023.5, Number.NaN]) assert.equal(yearSpan(year), null);
  });

  test('every day lies in its span, which begins where the one before has ended', () => {
    const anyDay = fc.integer({ min: day('1950-01-01'), max: day('2100-12-31') });
    const anyUnit = fc.constantFrom<CalendarUnit>('WEEK', 'MONTH', 'QUARTER', 'YEAR');
    fc.assert(
      fc.property(anyDay, anyUnit, (on, unit) => {
        const span = spanAround(on, unit);
        assert.ok(span.from <= on && on <= span.to);
        assert.deepEqual(spanAround(span.from, unit), span);
        assert.deepEqual(spanAround(span.to, unit), span);
        assert.equal(spanAround(span.from - 1, unit).to, span.from - 1);
        if (unit === 'WEEK') assert.equal(weekday(span.from), 1);
        else assert.equal(civil(span.from).dayOfMonth, 1);
      }),
    );
  });
});
