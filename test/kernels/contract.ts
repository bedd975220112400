import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Column, columnOf, largeColumn, randomStream, typed } from './arbitrary.js';
import { closeTo } from './close-to.js';
import { fc } from './seed.js';

/** A kernel that reduces one column to one number, beside its naive twin. */
export interface Reducer {
  name: string;
  kernel: (values: Float64Array) => number;
  oracle: (values: Column) => number | null;
  value: fc.Arbitrary<number>;
  /** Whether the order of the values is of no consequence. */
  isSymmetric: boolean;
}

/** What every kernel of that shape promises. */
export function reducerContract({ name, kernel, oracle, value, isSymmetric }: Reducer): void {
  const check = (column: Column): void => {
    closeTo(kernel(typed(column)), oracle(column) ?? Number.NaN);
  };

  describe(`${name} keeps the contract of a kernel`, () => {
    test('equals its naive twin on random columns', () => {
      fc.assert(fc.property(columnOf(value), check));
    });

    test('equals its naive twin on 2,000 values with gaps and ties', () => {
      check(largeColumn(2_000, 7, (random) => 1 + Math.floor(random() * 500) / 100));
    });

    test('is right on no value, one value and two values', () => {
      for (const column of [[], [null], [3], [3, 5], [5, 3], [4, 4]]) check(column);
    });

    test('is not changed by missing values put anywhere', () => {
      const gappy = fc.array(value, { maxLength: 30 }).chain((values) =>
        fc.tuple(
          fc.constant(values),
          fc.array(fc.nat(values.length), { maxLength: 5 }).map((places) => {
            const column: Column = [...values];
            for (const place of places) column.splice(place, 0, null);
            return column;
          }),
        ),
      );
      fc.assert(
        fc.property(gappy, ([values, column]) => {
          closeTo(kernel(typed(column)), kernel(typed(values)));
        }),
      );
    });

    test('leaves its input alone', () => {
      const values = typed([3, null, 1, 2]);
      kernel(values);
      assert.deepEqual(values, typed([3, null, 1, 2]));
    });

    if (!isSymmetric) return;
    test('does not depend on the order', () => {
      fc.assert(
        fc.property(fc.array(value, { maxLength: 40 }), fc.nat(), (values, seed) => {
          closeTo(kernel(typed(shuffled(values, seed))), kernel(typed(values)), scaleOf(values));
        }),
      );
    });
  });
}

/** The same values in another order. */
export function shuffled<T>(values: readonly T[], seed: number): T[] {
  const random = randomStream(seed);
  const copy = [...values];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
}

function scaleOf(values: readonly number[]): number {
  return values.reduce((scale, value) => scale + Math.abs(value), 1);
}
