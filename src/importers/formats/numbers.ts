const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const INTEGER = /^[+-]?\d{1,15}$/;
const MONEY = /^[+-]?\$?[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?$/;

/** So many digits are a whole number without loss, and so are the powers of ten up to it. */
const EXACT_DIGITS = 15;
const POWERS_OF_TEN = Array.from({ length: EXACT_DIGITS + 1 }, (_, k) => 10 ** k);
const ZERO = 48;
const POINT = 46;

/** A plain decimal number; NaN for anything else, such as `1e999`, `NaN`, `1,000` and ``. */
export function decimal(text: string): number {
  const short = shortDecimal(text);
  if (short >= 0) return short;
  if (!DECIMAL.test(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** A plain whole number of at most 15 digits; NaN for anything else. */
export function integer(text: string): number {
  return INTEGER.test(text) ? Number(text) : Number.NaN;
}

/**
 * A decimal number with an optional dollar sign and thousands commas (`$2,218.11`,
 * `-28,352,506.75`, `$-0.5`); NaN for anything else. Commas must separate groups of three.
 */
export function money(text: string): number {
  const plain = decimal(text);
  if (!Number.isNaN(plain)) return plain;
  return MONEY.test(text) ? decimal(text.replace(/[$,]/g, '')) : Number.NaN;
}

/** `value` rounded to a number of decimals, which takes away the noise of a subtraction. */
export function roundTo(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}

/**
 * Digits with at most one point, the spelling of nearly every number of a file: a quotient of two
 * exact numbers, which rounds as `Number` does at a third of its time. -1 for anything else.
 */
function shortDecimal(text: string): number {
  const { length } = text;
  if (length === 0 || length > EXACT_DIGITS) return -1;
  let whole = 0;
  let point = -1;
  for (let k = 0; k < length; k++) {
    const code = text.charCodeAt(k);
    const digit = code - ZERO;
    if (digit >= 0 && digit <= 9) whole = whole * 10 + digit;
    else if (code === POINT && point < 0) point = k;
    else return -1;
  }
  if (point < 0) return whole;
  return length === 1 ? -1 : whole / POWERS_OF_TEN[length - point - 1]!;
}
