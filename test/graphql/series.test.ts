import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeSeries } from '../../src/graphql/series.type.js';
import { day } from '../../src/time/day.js';

const unit = { noun: 'close', bucket: 'day' } as const;
const dates = [day('2023-09-06'), day('2023-09-07'), day('2023-09-08')];

describe('makeSeries', () => {
  test('a missing number is null, zero is zero', () => {
    const values = Float64Array.of(1.5, Number.NaN, 0);
    assert.deepEqual(makeSeries({ dates, values, nature: 'LEVEL', unit }).values, [1.5, null, 0]);
  });

  test('rows and columns hold the same', () => {
    const series = makeSeries({ dates, values: [1, null, 3], nature: 'LEVEL', unit });
    assert.deepEqual(
      series.points,
      dates.map((endOn, k) => ({ endOn, value: series.values[k] })),
    );
  });

  test('facts speak about the last value', () => {
    const { facts } = makeSeries({ dates, values: [1, 2, 3], nature: 'LEVEL', unit });
    assert.equal(facts.find((fact) => fact.kind === 'STREAK')?.value, 2);
  });

  test('a series of more points than a page can hold is refused', () => {
    const many = Array.from({ length: 20_001 }, (_, k) => k);
    assert.throws(() => makeSeries({ dates: many, values: many, nature: 'LEVEL', unit }), {
      code: 'BAD_WINDOW',
      message:
        'The series would have 20001 points, more than 20000: ask for a wider interval or a ' +
        'shorter window.',
    });
  });
});
