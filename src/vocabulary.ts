/** The closed word lists that files, store, panel and schema share. */
export const SECTORS = [
  'COMMUNICATION_SERVICES',
  'CONSUMER_DISCRETIONARY',
  'CONSUMER_STAPLES',
  'ENERGY',
  'FINANCIALS',
  'HEALTH_CARE',
  'INDUSTRIALS',
  'INFORMATION_TECHNOLOGY',
  'MATERIALS',
  'REAL_ESTATE',
  'UTILITIES',
  'UNCLASSIFIED',
] as const;
export type Sector = (typeof SECTORS)[number];

export const TERMINAL_KINDS = [
  'CASH',
  'STOCK',
  'CASH_AND_STOCK',
  'BANKRUPT',
  'TRANSFERRED',
  'UNKNOWN',
] as const;
export type TerminalKind = (typeof TERMINAL_KINDS)[number];

export const FUND_CATEGORIES = [
  'US_LARGE_CAP',
  'US_MID_CAP',
  'US_SMALL_CAP',
  'US_MULTI_CAP',
  'US_SECTOR',
  'INTERNATIONAL_EQUITY',
  'BOND',
  'HYBRID',
  'MONEY_MARKET',
  'OTHER',
] as const;
export type FundCategory = (typeof FUND_CATEGORIES)[number];

export const DATA_KINDS = [
  'PRICES',
  'INDEX_LEVELS',
  'HOLDINGS',
  'REFERENCE',
  'CORPORATE_ACTIONS',
  'SHORT_INTEREST',
  'SHORT_VOLUME',
  'FAILS_TO_DELIVER',
  'BORROW_FEES',
  'FUND_FLOWS',
] as const;
export type DataKind = (typeof DATA_KINDS)[number];
