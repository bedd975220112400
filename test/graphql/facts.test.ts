import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  type FactKind,
  type FactUnit,
  factsOf,
  type SeriesFactData,
} from '../../src/graphql/facts.js';
import { day, formatDay } from '../../src/time/day.js';

const FIRST_WEEK = day('2023-06-14');
const WEEKLY_FLOW: FactUnit = { noun: 'net flow', isMoney: true, bucket: 'week' };
const DAILY_CLOSE: FactUnit = { noun: 'close', bucket: 'day' };
/** The thirteen weeks of the methodology, in US dollars. */
const FLOWS = [-1800, 300, -200, -400, 150, 250, -600, -900, -100, 700, -300, -1100, -1500].map(
  (millions) => millions * 1e6,
);

function weeks(count: number): number[] {
  return Array.from({ length: count }, (_, k) => FIRST_WEEK + 7 * k);
}

function flowFacts(values: (number | null)[]): SeriesFactData[] {
  return factsOf(values, weeks(values.length), 'CHANGE', WEEKLY_FLOW);
}

function closeFacts(values: (number | null)[]): SeriesFactData[] {
  const dates = values.map((_, k) => FIRST_WEEK + k);
  return factsOf(values, dates, 'LEVEL', DAILY_CLOSE);
}

function only(facts: SeriesFactData[], kind: FactKind): SeriesFactData {
  const found = facts.filter((fact) => fact.kind === kind);
  assert.equal(found.length, 1, `one ${kind}`);
  return found[0] as SeriesFactData;
}

function kinds(facts: SeriesFactData[]): FactKind[] {
  return facts.map((fact) => fact.kind);
}

describe('facts of a series of changes', () => {
  test('the thirteen weeks of the methodology have a run of three outflows', () => {
    assert.deepEqual(only(flowFacts(FLOWS), 'STREAK'), {
      kind: 'STREAK',
      text: 'The net flow was negative in each of the last 3 weeks; 13 weeks were checked.',
      value: 3,
      sinceOn: day('2023-08-23'),
      bucketCount: 13,
    });
  });

  test('the last outflow was as large twelve weeks earlier', () => {
    assert.deepEqual(only(flowFacts(FLOWS), 'LARGEST_SINCE'), {
      kind: 'LARGEST_SINCE',
      text:
        'The net flow of the last week, -$1.5 billion, was the most negative since 2023-06-14, ' +
        '12 weeks earlier; 13 weeks were checked.',
      value: 12,
      sinceOn: FIRST_WEEK,
      bucketCount: 13,
    });
  });

  test('the last outflow ranks second', () => {
    assert.deepEqual(only(flowFacts(FLOWS), 'RANK'), {
      kind: 'RANK',
      text:
        'The net flow of the last week, -$1.5 billion, was the 2nd most negative of 13 weeks ' +
        'checked.',
      value: 2,
      sinceOn: null,
      bucketCount: 13,
    });
  });

  test('changes have no distance from a record', () => {
    assert.deepEqual(kinds(flowFacts([1, 2])), ['STREAK', 'LARGEST_SINCE', 'RANK']);
  });

  test('a record counts all earlier buckets and refers back to none', () => {
    const record = only(flowFacts([5e6, -9e6, 7e6]), 'LARGEST_SINCE');
    assert.equal(record.value, 2);
    assert.equal(record.sinceOn, null);
    assert.equal(
      record.text,
      'The net flow of the last week, $7 million, was the largest of all 3 weeks checked.',
    );
  });

  test('an equal change counts as large, one bucket earlier', () => {
    const equal = only(flowFacts([-5, -5]), 'LARGEST_SINCE');
    assert.equal(equal.value, 1);
    assert.match(equal.text, /since 2023-06-14, 1 week earlier; 2 weeks were checked\.$/);
  });

  test('ties share the better place', () => {
    assert.equal(only(flowFacts([-7, -5, -5]), 'RANK').value, 2);
  });

  test('a run of one bucket is told in the singular', () => {
    const run = only(flowFacts([5, -5]), 'STREAK');
    assert.equal(run.value, 1);
    assert.equal(
      run.text,
      'The net flow was negative in the last week alone; 2 weeks were checked.',
    );
  });

  test('a zero ends a run', () => {
    assert.equal(only(flowFacts([3, 0, 3, 3]), 'STREAK').value, 2);
  });

  test('a gap ends a run and is no bucket with a value', () => {
    const run = only(flowFacts([3, 3, null, 3, 3]), 'STREAK');
    assert.equal(run.value, 2);
    assert.equal(run.bucketCount, 4);
  });

  test('the last value is the last one that is known', () => {
    const run = only(flowFacts([-1, -2, null]), 'STREAK');
    assert.equal(run.value, 2);
    assert.equal(run.sinceOn, FIRST_WEEK);
  });

  test('a last value of zero has no direction and no fact', () => {
    assert.deepEqual(flowFacts([-1, 4, 0]), []);
  });
});

describe('facts of a series of levels', () => {
  test('a fall looks back for a level as low', () => {
    const low = only(closeFacts([100, 103, 101, 106, 102, 101.5]), 'LARGEST_SINCE');
    assert.equal(low.value, 3);
    assert.equal(
      low.text,
      'The close was the lowest since 2023-06-16, 3 days earlier; 6 days were checked.',
    );
  });

  test('a rise looks back for a level as high', () => {
    const high = only(closeFacts([110, 103, 101, 106]), 'LARGEST_SINCE');
    assert.equal(high.value, 3);
    assert.match(high.text, /^The close was the highest since 2023-06-14, 3 days earlier;/);
  });

  test('a run counts the steps and begins with the first bucket that moved', () => {
    const run = only(closeFacts([100, 106, 102, 101.5]), 'STREAK');
    assert.equal(run.value, 2);
    assert.equal(run.sinceOn, FIRST_WEEK + 2);
    assert.equal(run.text, 'The close fell in each of the last 2 days; 4 days were checked.');
  });

  test('a level that did not move has only a distance from the record', () => {
    assert.deepEqual(kinds(closeFacts([100, 90, 90])), ['FROM_RECORD']);
  });

  test('a step across a gap makes no run but still has a direction', () => {
    const facts = closeFacts([100, 102, null, 101]);
    assert.deepEqual(kinds(facts), ['LARGEST_SINCE', 'RANK', 'FROM_RECORD']);
    assert.equal(only(facts, 'RANK').text, 'The close was the 2nd lowest of 3 days checked.');
  });

  test('the distance from the record is a ratio that refers to the day of the record', () => {
    const fact = only(closeFacts([100, 125, 110, 105]), 'FROM_RECORD');
    assert.equal(fact.value, 105 / 125 - 1);
    assert.equal(fact.sinceOn, FIRST_WEEK + 1);
    assert.equal(
      fact.text,
      'The close was 16 % below its highest value, of 2023-06-15; 4 days were checked.',
    );
  });

  test('a tiny distance is not told as zero', () => {
    const fact = only(closeFacts([4, 100_000, 99_999]), 'FROM_RECORD');
    assert.match(fact.text, /was less than 0\.01 % below its highest value/);
  });

  test('at a record the distance is zero', () => {
    const fact = only(closeFacts([100, 125]), 'FROM_RECORD');
    assert.equal(fact.value, 0);
    assert.equal(fact.sinceOn, FIRST_WEEK + 1);
    assert.equal(fact.text, 'The close was at its highest of 2 days checked.');
  });

  test('levels that are not all positive have no distance from a record', () => {
    assert.deepEqual(kinds(closeFacts([-3, 5, 4])), ['STREAK', 'LARGEST_SINCE', 'RANK']);
    assert.deepEqual(kinds(closeFacts([0, 5])), ['STREAK', 'LARGEST_SINCE', 'RANK']);
  });
});

describe('facts in general', () => {
  test('fewer than two values have no fact', () => {
    assert.deepEqual(flowFacts([]), []);
    assert.deepEqual(flowFacts([5]), []);
    assert.deepEqual(closeFacts([null, 5, null]), []);
  });

  test('places are written as ordinals', () => {
    const texts = [2, 3, 4, 11, 12, 13, 21, 22, 23, 111, 112].map((place) => {
      const values = Array.from({ length: place }, (_, k) => place - k);
      return /was the (\w+) largest/.exec(only(flowFacts(values), 'RANK').text)?.[1];
    });
    assert.deepEqual(texts, [
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '22nd',
      '23rd',
      '111th',
      '112th',
    ]);
  });

  test('amounts have three significant digits and the right word', () => {
    const amounts = [-9.737e9, 658.4e6, 999.7e6, 2.5e12, -12.4, 999_600, 1234].map((last) => {
      return /week, (.*), was/.exec(only(flowFacts([1, last]), 'RANK').text)?.[1];
    });
    assert.deepEqual(amounts, [
      '-$9.74 billion',
      '$658 million',
      '$1 billion',
      '$2.5 trillion',
      '-$12',
      '$1 million',
      '$1234',
    ]);
  });

  test('each sentence names the number of buckets and each date it refers to', () => {
    const value = fc.option(fc.integer({ min: -3, max: 3 }), { freq: 5 });
    const series = fc.array(value, { maxLength: 12 });
    fc.assert(
      fc.property(
        series,
        fc.constantFrom('LEVEL' as const, 'CHANGE' as const),
        (values, nature) => {
          for (const fact of factsOf(values, weeks(values.length), nature, WEEKLY_FLOW)) {
            const count = values.filter((entry) => entry !== null).length;
            assert.equal(fact.bucketCount, count);
            assert.ok(fact.text.includes(`${count} weeks`), fact.text);
            assert.match(fact.text, /^[A-Z].*[a-z0-9%]\.$/);
            const named = /\d{4}-\d{2}-\d{2}/.exec(fact.text)?.[0];
            if (named !== undefined) assert.equal(named, formatDay(fact.sinceOn as number));
            assert.ok(Number.isFinite(fact.value));
          }
        },
      ),
    );
  });
});
