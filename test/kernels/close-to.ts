import assert from 'node:assert/strict';

const TOLERANCE = 1e-12;

/**
 * Asserts equality within 1e-12 of `scale`: the size of the expected number, or of the terms that
 * it is a difference of. NaN equals NaN, and an expected 0 means 0 within 1e-12.
 */
export function closeTo(actual: number, expected: number, scale?: number, what = ''): void {
  const size = scale ?? (expected === 0 ? 1 : Math.abs(expected));
  const isEqual = Object.is(actual, expected) || Math.abs(actual - expected) <= TOLERANCE * size;
  assert.ok(
    isEqual,
    `${what} is ${actual}, expected ${expected} within ${TOLERANCE * size}`.trim(),
  );
}

/** The same entry by entry. */
export function allCloseTo(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  scale?: number,
): void {
  assert.equal(actual.length, expected.length, 'length');
  for (let i = 0; i < expected.length; i++) {
    closeTo(actual[i] as number, expected[i] as number, scale, `entry ${i}`);
  }
}
