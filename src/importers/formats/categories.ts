import { FUND_CATEGORIES, type FundCategory } from '../../vocabulary.js';

/** Words of flow files, folded to upper case and underscores, for the categories. */
const CATEGORY_BY_WORD: Readonly<Record<string, FundCategory>> = {
  LARGE_CAP: 'US_LARGE_CAP',
  LARGE: 'US_LARGE_CAP',
  MID_CAP: 'US_MID_CAP',
  MID: 'US_MID_CAP',
  SMALL_CAP: 'US_SMALL_CAP',
  SMALL: 'US_SMALL_CAP',
  MULTI_CAP: 'US_MULTI_CAP',
  ALL_CAP: 'US_MULTI_CAP',
  DOMESTIC: 'US_MULTI_CAP',
  SECTOR: 'US_SECTOR',
  INTERNATIONAL: 'INTERNATIONAL_EQUITY',
  WORLD: 'INTERNATIONAL_EQUITY',
  FOREIGN: 'INTERNATIONAL_EQUITY',
  GLOBAL: 'INTERNATIONAL_EQUITY',
  FIXED_INCOME: 'BOND',
  TAXABLE_BOND: 'BOND',
  MUNICIPAL_BOND: 'BOND',
  MIXED: 'HYBRID',
  ALLOCATION: 'HYBRID',
};

/**
 * The category that a file's own words name: `US_SMALL_CAP`, `Small cap`, `U.S. small-cap equity
 * funds`, `World equity`. Null for words that are not known.
 */
export function categoryOf(words: string): FundCategory | null {
  const folded = words
    .toUpperCase()
    .replace(/\bU\.?S\.?(?=\W|$)/g, 'US')
    .replace(/[^A-Z]+/g, '_')
    .replace(/^_|_$/g, '');
  const short = folded
    .replace(/_FUNDS?$/, '')
    .replace(/_(EQUITY|EQUITIES|STOCKS?)$/, '')
    .replace(/BONDS$/, 'BOND');
  const candidates = [folded, short, `US_${short}`, `${short}_EQUITY`];
  const exact = FUND_CATEGORIES.find((category) => candidates.includes(category));
  return exact ?? CATEGORY_BY_WORD[short.replace(/^US_/, '')] ?? null;
}
