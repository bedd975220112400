import type { FormatName } from '../format.js';

/** Header names that give a kind of file away, in folded form. */
const SIGNATURES: readonly (readonly [FormatName, readonly string[]])[] = [
  ['finra-short-interest', ['symbolcode', 'currentshortpositionquantity']],
  ['ishares-holdings', ['ticker', 'asset class', 'market value']],
  ['daily-snapshot', ['session date', 'symbol', 'lastsale']],
  ['daily-snapshot', ['symbol', 'sector', 'industry', 'last seen']],
  ['prices', ['date', 'open', 'high', 'low', 'close']],
  ['corporate-actions', ['symbol', 'date', 'action']],
  ['corporate-actions', ['execution date', 'split from', 'split to']],
  ['corporate-actions', ['cash amount', 'ex dividend date']],
  ['corporate-actions', ['date', 'stock splits']],
  ['corporate-actions', ['date', 'dividends']],
  ['index-members', ['ticker', 'start date', 'end date']],
  ['fund-flows', ['total equity', 'domestic equity', 'world equity']],
  ['fund-flows', ['category', 'net flow']],
  ['shares-outstanding', ['shares outstanding', 'date']],
  ['short-volume', ['date', 'symbol', 'shortvolume']],
  ['short-volume', ['date', 'symbol', 'short volume']],
  ['fails-to-deliver', ['settlement date', 'cusip', 'quantity (fails)']],
  ['borrow-fees', ['symbol', 'date', 'fee']],
  ['index-levels', ['observation date']],
  ['prices', ['ticker', 'per', 'date', 'close']],
  ['prices', ['ticker', 'window start', 'close']],
  ['prices', ['timestamp', 'close', 'volume']],
];

/** The format whose files have such a header; null for no guess. */
export function lookalike(names: readonly string[]): FormatName | null {
  if (names[0]?.startsWith('ishares') === true) return 'ishares-holdings';
  const match = SIGNATURES.find(([, signature]) => signature.every((name) => names.includes(name)));
  return match?.[0] ?? null;
}
