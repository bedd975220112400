import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { bucketEnds, type Interval } from '../../src/time/bucket.js';
import { civil, day, formatDay, weekday } from '../../src/time/day.js';
import { DayAxis } from '../../src/time/day-axis.js';

const axis = new DayAxis(day('2020-01-02'), day('2025-12-31'));
const INTERVALS: readonly Interval[] = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'];

/** Ends of the buckets from the session after `base` to `end`, as text. */
function ends(base: string, end: string, interval: Interval): string[] {
  const [from, to] = [axis.indexOnOrBefore(day(base)), axis.indexOnOrBefore(day(end))];
  return [...bucketEnds(axis, from, to, interval)].map((t) => formatDay(axis.day(t)));
}

/** What the days of a bucket have in common, spelled out. */
function keyOf(on: number, interval: Interval): string {
  const { year, month } = civil(on);
  if (interval === 'DAY') return formatDay(on);
  if (interval === 'MONTH') return `${year}-${month}`;
  if (interval === 'QUARTER') return `${year} Q${Math.ceil(month / 3)}`;
  if (interval === 'YEAR') return `${year}`;
  // An ISO week belongs to the year of its Thursday.
  const thursday = on + 4 - weekday(on);
  const weekYear = civil(thursday).year;
  return `${weekYear}-W${Math.floor((thursday - day(`${weekYear}-01-01`)) / 7) + 1}`;
}

describe('bucketEnds', () => {
  test('a week at the turn of the year is one bucket', () => {
    assert.deepEqual(ends('2020-12-24', '2021-01-08', 'WEEK'), ['2020-12-31', '2021-01-08']);
    assert.deepEqual(ends('2024-12-27', '2025-01-03', 'WEEK'), ['2025-01-03']);
  });

  test('a week that ends in a holiday is dated by its last session', () => {
    assert.deepEqual(ends('2023-03-31', '2023-04-14', 'WEEK'), ['2023-04-06', '2023-04-14']);
  });

  test('a month is dated by its last session', () => {
    const expected = ['2023-06-30', '2023-07-31', '2023-08-31', '2023-09-08'];
    assert.deepEqual(ends('2023-05-31', '2023-09-08', 'MONTH'), expected);
  });

  test('quarters and years', () => {
    const quarters = ['2022-12-30', '2023-03-31', '2023-06-30', '2023-09-08'];
    assert.deepEqual(ends('2022-12-28', '2023-09-08', 'QUARTER'), quarters);
    assert.deepEqual(ends('2022-12-28', '2023-09-08', 'YEAR'), ['2022-12-30', '2023-09-08']);
  });

  test('days are all sessions after the base', () => {
    const expected = ['2023-09-05', '2023-09-06'];
    assert.deepEqual(ends('2023-09-01', '2023-09-06', 'DAY'), expected);
  });

  test('no session after the base has no bucket', () => {
    for (const interval of INTERVALS) assert.equal(bucketEnds(axis, 5, 5, interval).length, 0);
  });

  test('the last session of the axis ends a bucket', () => {
    const last = axis.length - 1;
    for (const interval of INTERVALS) {
      assert.equal(bucketEnds(axis, last - 3, last, interval).at(-1), last);
    }
  });

  test('every session lies in exactly the bucket of its week, month, quarter or year', () => {
    const span = fc.tuple(fc.nat(axis.length - 1), fc.nat(300));
    fc.assert(
      fc.property(span, fc.constantFrom(...INTERVALS), ([base, length], interval) => {
        const end = Math.min(base + length, axis.length - 1);
        const keys = Array.from({ length: end - base }, (_, k) =>
          keyOf(axis.day(base + 1 + k), interval),
        );
        const expected = keys
          .map((key, k) => ({ key, t: base + 1 + k }))
          .filter(({ key }, k) => keys[k + 1] !== key)
          .map(({ t }) => t);
        assert.deepEqual([...bucketEnds(axis, base, end, interval)], expected);
      }),
    );
  });
});
