/** What stands where there is no value. */
export const NOTHING = '\u2013';

const LOCALE = 'en-US';
const WHOLE = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const MONEY = new Intl.NumberFormat(LOCALE, {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});
const CENTS = new Intl.NumberFormat(LOCALE, { style: 'currency', currency: 'USD' });
const SHORT_MONEY = new Intl.NumberFormat(LOCALE, {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  maximumFractionDigits: 1,
});
const SHORT = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 2 });
const PER_CENT = new Intl.NumberFormat(LOCALE, {
  style: 'percent',
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const SHORT_PER_CENT = new Intl.NumberFormat(LOCALE, {
  style: 'percent',
  maximumFractionDigits: 1,
});
const DECIMAL = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 4 });

const NUMBERS = new Set(['Usd', 'Ratio', 'Shares', 'Int', 'Float', 'Count']);

/** Whether values of a scalar are numbers, which stand at the right. */
export function isNumeric(type: string): boolean {
  return NUMBERS.has(type);
}

/**
 * A value in words, by its scalar: `Usd` in whole dollars (cents below 1,000), `Ratio` as per cent,
 * whole numbers with separators. Null is a dash, a list is joined by commas.
 */
export function formatValue(value: unknown, type: string): string {
  if (value === null || value === undefined) return NOTHING;
  if (Array.isArray(value)) return value.map((it) => formatValue(it, type)).join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'number') return String(value);
  if (type === 'Usd') return (Math.abs(value) < 1_000 ? CENTS : MONEY).format(value);
  if (type === 'Ratio') return PER_CENT.format(value);
  if (type === 'Int' || type === 'Shares' || type === 'Count') return WHOLE.format(value);
  return DECIMAL.format(value);
}

/** The same in few letters, for axes and labels: "$1.3B", "5.2%". */
export function formatShort(value: number, type: string): string {
  if (type === 'Usd') return SHORT_MONEY.format(value);
  if (type === 'Ratio') return SHORT_PER_CENT.format(value);
  return SHORT.format(value);
}

/** The unit of a scalar, for the title of an axis; empty for a plain number. */
export function unitOf(type: string): string {
  if (type === 'Usd') return 'US dollars';
  if (type === 'Ratio') return 'per cent';
  if (type === 'Shares') return 'shares';
  return type === 'Count' || type === 'Int' ? 'number' : '';
}

/** "averageValue" or "CAP_TIER" as words: "average value", "cap tier". */
export function inWords(name: string): string {
  if (/^[A-Z\d_]+$/.test(name)) {
    return name
      .toLowerCase()
      .replaceAll('_', ' ')
      .replace(/\bus\b/, 'US');
  }
  return name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
}
