const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const INTEGER = /^[+-]?\d{1,15}$/;
const MONEY = /^[+-]?\$?[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?$/;

/** A plain decimal number; NaN for anything else, such as `1e999`, `NaN`, `1,000` and ``. */
export function decimal(text: string): number {
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
