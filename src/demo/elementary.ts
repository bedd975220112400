/**
 * Exponential and logarithm from the four exact operations. The built-in ones may differ in the
 * last bit between engines, and one bit is enough to tip a price to the next cent.
 */
const { LN2, SQRT2 } = Math;

/** e to the power of x, for |x| < 300; relative error below 1e-14. */
export function exp(x: number): number {
  const doublings = Math.round(x / LN2);
  const rest = x - doublings * LN2;
  let term = 1;
  let result = 1;
  for (let k = 1; k <= 14; k++) {
    term *= rest / k;
    result += term;
  }
  const step = doublings < 0 ? 0.5 : 2;
  for (let k = Math.abs(doublings); k > 0; k--) result *= step;
  return result;
}

/** Natural logarithm of x > 0; relative error below 1e-14. */
export function ln(x: number): number {
  let mantissa = x;
  let doublings = 0;
  for (; mantissa > SQRT2; doublings++) mantissa /= 2;
  for (; mantissa * SQRT2 < 1; doublings--) mantissa *= 2;
  const ratio = (mantissa - 1) / (mantissa + 1);
  const square = ratio * ratio;
  let power = ratio;
  let result = 0;
  for (let k = 1; k <= 25; k += 2) {
    result += power / k;
    power *= square;
  }
  return 2 * result + doublings * LN2;
}
