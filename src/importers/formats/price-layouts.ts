import type { PriceBasis } from '../rows.js';
import { foldName, type Layout, wrongHeader } from './columns.js';
import { refusal } from './problem.js';

/** The names under which the layouts have each column, in folded form. */
export const PRICE_COLUMNS = {
  symbol: ['symbol', 'ticker'],
  date: ['date', 'timestamp', 'window start'],
  close: ['close', 'close/last'],
  high: ['high'],
  low: ['low'],
  volume: ['volume', 'vol'],
  dividend: ['dividends', 'dividend amount', 'divcash'],
  split: ['stock splits', 'split coefficient', 'splitfactor'],
  period: ['per'],
} as const;
type ColumnName = (typeof PRICE_COLUMNS)[keyof typeof PRICE_COLUMNS][number];

const IGNORED = [
  'open',
  'adj close',
  'adjusted close',
  'adjclose',
  'adjhigh',
  'adjlow',
  'adjopen',
  'adjvolume',
  'openint',
  'time',
  'transactions',
  'capital gains',
];

export interface PriceLayout extends Layout<'close', ColumnName> {
  readonly sourceCode: string;
  /** Null where the header does not give it away. */
  readonly basis: PriceBasis | null;
  /** Whether dividends are divided by the splits after them, as the closes are. */
  readonly hasAdjustedDividends: boolean;
}

/** Known vendors, the most telling header first. */
const VENDORS: readonly (readonly [string, PriceBasis, (names: readonly string[]) => boolean])[] = [
  ['STOOQ_PRICES', 'SPLIT_AND_DIVIDEND', (names) => hasAll(names, ['per', 'openint'])],
  ['POLYGON_PRICES', 'RAW', (names) => hasAll(names, ['ticker', 'window start'])],
  ['ALPHA_VANTAGE_PRICES', 'RAW', (names) => hasAll(names, ['timestamp', 'close', 'volume'])],
  ['TIINGO_PRICES', 'RAW', (names) => hasAll(names, ['close', 'adjclose', 'splitfactor'])],
  ['YAHOO_PRICES', 'SPLIT', (names) => hasAll(names, ['adj close', 'close', 'volume'])],
  // Without an adjusted close beside it, this vendor's close is the adjusted one.
  ['YAHOO_HISTORY', 'SPLIT_AND_DIVIDEND', (names) => hasAll(names, ['dividends', 'stock splits'])],
  ['NASDAQ_PRICES', 'SPLIT', (names) => /^date,close(\/last)?,volume,open,/.test(names.join())],
];
const WITH_ADJUSTED_DIVIDENDS = ['YAHOO_PRICES', 'YAHOO_HISTORY'];
const TITLE = 'a price file';

/**
 * The layout of a header. Refuses a header without a date and a close, and bars that are not daily.
 */
export function priceLayoutOf(header: readonly string[], names: readonly string[]): PriceLayout {
  const hasDate = PRICE_COLUMNS.date.some((name) => names.includes(name));
  const hasClose = PRICE_COLUMNS.close.some((name) => names.includes(name));
  if (!hasDate || !hasClose) {
    const missing = [...(hasDate ? [] : ['Date']), ...(hasClose ? [] : ['Close'])];
    throw wrongHeader(header, { format: 'prices', title: TITLE }, missing);
  }
  const vendor = VENDORS.find(([, , matches]) => matches(names));
  if (vendor?.[0] === 'ALPHA_VANTAGE_PRICES' && header.some(isSpacedAdjustedClose)) {
    throw refusal('NOT_DAILY', 'the header is that of weekly or monthly bars; daily bars are read');
  }
  const sourceCode = vendor?.[0] ?? 'PRICES';
  return {
    format: 'prices',
    title: TITLE,
    sourceCode,
    basis: vendor?.[1] ?? null,
    hasAdjustedDividends: WITH_ADJUSTED_DIVIDENDS.includes(sourceCode),
    required: [],
    optional: Object.values(PRICE_COLUMNS).flat(),
    ignored: IGNORED,
  };
}

/**
 * Alpha Vantage writes `adjusted close` in weekly and monthly files, `adjusted_close` in daily
 * ones.
 */
function isSpacedAdjustedClose(name: string): boolean {
  return foldName(name) === 'adjusted close' && !name.includes('_');
}

function hasAll(names: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((name) => names.includes(name));
}
