import { fc } from './seed.js';

/** Plain numbers for the naive twins: null is missing. */
export type Column = (number | null)[];

/** The column as kernels take it: NaN is missing. */
export function typed(column: readonly (number | null)[]): Float64Array {
  return Float64Array.from(column, (value) => value ?? Number.NaN);
}

/** Whole cents from 0.01 to 5,000 dollars. */
export const price = fc.integer({ min: 1, max: 500_000 }).map((cents) => cents / 100);

/** Whole shares; many positions are zero. */
export const shareCount = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 100_000_000 }) },
);

/** Simple daily returns of tame to wild stocks, exact zeros among them. */
export const dailyReturn = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 9, arbitrary: fc.integer({ min: -9_000, max: 30_000 }).map((k) => k / 10_000) },
);

/** A column of any length up to `maxLength` with gaps: from none to everything missing. */
export function columnOf(value: fc.Arbitrary<number>, maxLength = 60): fc.Arbitrary<Column> {
  return fc.oneof(
    fc.array(value, { maxLength }),
    fc.array(fc.option(value, { freq: 10, nil: null }), { maxLength }),
    fc.array(fc.option(value, { freq: 1, nil: null }), { maxLength }),
    fc.array(fc.constant(null), { maxLength: 3 }),
  );
}

/** A column of one length without gaps. */
export function fullColumn(value: fc.Arbitrary<number>, length: number): fc.Arbitrary<number[]> {
  return fc.array(value, { minLength: length, maxLength: length });
}

/** A repeatable stream of numbers in [0, 1) for inputs too large for fast-check. */
export function randomStream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A large column with about one value in `gapEvery` missing. */
export function largeColumn(
  length: number,
  seed: number,
  value: (random: () => number) => number,
  gapEvery = 10,
): Column {
  const random = randomStream(seed);
  return Array.from({ length }, () => (random() < 1 / gapEvery ? null : value(random)));
}
