import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  bucketSpan,
  isNext,
  missingEnds,
  nextDueOn,
  periodStarts,
  reportingInterval,
} from '../../src/flows/periods.js';
import { NO_DAY } from '../../src/store/stored-columns.js';
import type { Interval } from '../../src/time/bucket.js';
import { day, formatDay } from '../../src/time/day.js';

function days(...texts: string[]): Int32Array {
  return Int32Array.from(texts, day);
}

function starts(ends: string[], interval: Interval, stored: string[] = []): string[] {
  const from = Int32Array.from(ends, (_, k) => (stored[k] ? day(stored[k]) : NO_DAY));
  return [...periodStarts(days(...ends), from, interval)].map(formatDay);
}

describe('the interval of a provider', () => {
  test('is that of the usual distance of its period ends, whatever its gaps', () => {
    const weeks = days('2011-10-05', '2011-10-12', '2011-10-19', '2011-10-26', '2012-12-05');
    assert.equal(reportingInterval([weeks]), 'WEEK');
    assert.equal(reportingInterval([days('2023-01-31', '2023-02-28', '2023-03-31')]), 'MONTH');
    assert.equal(reportingInterval([days('2023-09-01', '2023-09-05', '2023-09-06')]), 'DAY');
    assert.equal(reportingInterval([days('2022-12-31', '2023-03-31')]), 'QUARTER');
    assert.equal(reportingInterval([days('2021-12-31', '2022-12-31')]), 'YEAR');
  });

  test('is a week when one period alone is stored', () => {
    assert.equal(reportingInterval([days('2023-09-06')]), 'WEEK');
  });
});

describe('the first day of a period', () => {
  test('of a week is the day after the one before, six to eight days later', () => {
    const ends = ['2020-12-16', '2020-12-23', '2020-12-29', '2021-01-06'];
    assert.deepEqual(starts(ends, 'WEEK'), [
      '2020-12-10',
      '2020-12-17',
      '2020-12-24',
      '2020-12-30',
    ]);
  });

  test('of a week after a gap is six days before its last', () => {
    assert.deepEqual(starts(['2023-07-05', '2023-07-26'], 'WEEK')[1], '2023-07-20');
  });

  test('of a month is the first of the calendar month', () => {
    assert.deepEqual(starts(['2007-01-31', '2007-02-28'], 'MONTH'), ['2007-01-01', '2007-02-01']);
  });

  test('of a day is the day after the session before it', () => {
    assert.deepEqual(starts(['2023-09-01', '2023-09-05'], 'DAY'), ['2023-09-01', '2023-09-02']);
  });

  test('is kept as stored where the length fits', () => {
    assert.deepEqual(starts(['2023-09-08'], 'WEEK', ['2023-09-04']), ['2023-09-04']);
    assert.deepEqual(starts(['2023-09-30'], 'MONTH', ['2023-09-24']), ['2023-09-01']);
  });
});

describe('periods in a row', () => {
  test('can have a weekend or a holiday between them, but no session', () => {
    assert.equal(isNext(day('2023-09-01'), day('2023-09-05')), true);
    assert.equal(isNext(day('2023-09-01'), day('2023-09-06')), false);
  });

  test('the next one is due a week, a month or a session later', () => {
    assert.equal(formatDay(nextDueOn(day('2023-09-06'), 'WEEK')), '2023-09-13');
    assert.equal(formatDay(nextDueOn(day('2023-01-31'), 'MONTH')), '2023-02-28');
    assert.equal(formatDay(nextDueOn(day('2023-09-01'), 'DAY')), '2023-09-05');
    assert.equal(formatDay(nextDueOn(day('2023-09-30'), 'QUARTER')), '2023-12-31');
  });

  test('missing ones are named by their last days', () => {
    const missing = (before: string, from: string, interval: Interval) =>
      missingEnds(day(before), day(from), interval).map(formatDay);
    assert.deepEqual(missing('2023-07-05', '2023-07-20', 'WEEK'), ['2023-07-12', '2023-07-19']);
    assert.deepEqual(missing('2023-01-31', '2023-04-01', 'MONTH'), ['2023-02-28', '2023-03-31']);
    assert.deepEqual(missing('2023-09-01', '2023-09-07', 'DAY'), ['2023-09-05', '2023-09-06']);
    assert.deepEqual(missing('2023-07-05', '2023-07-06', 'WEEK'), []);
  });
});

test('a bucket spans its calendar week, quarter or year', () => {
  const span = (on: string, interval: Interval) => {
    const { firstOn, lastOn } = bucketSpan(day(on), interval);
    return [formatDay(firstOn), formatDay(lastOn)];
  };
  assert.deepEqual(span('2023-09-06', 'WEEK'), ['2023-09-04', '2023-09-10']);
  assert.deepEqual(span('2023-12-01', 'QUARTER'), ['2023-10-01', '2023-12-31']);
  assert.deepEqual(span('2024-02-29', 'YEAR'), ['2024-01-01', '2024-12-31']);
  assert.deepEqual(span('2023-12-31', 'MONTH'), ['2023-12-01', '2023-12-31']);
});
