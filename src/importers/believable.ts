import { type Day, dayOf, formatDay } from '../time/day.js';
import { type Problem, problem } from './formats/index.js';
import type { RowKind, TickerRow } from './rows.js';

const MAX_KEY_LENGTH = 32;
/**
 * A ticker as any source writes one: letters and digits, one mark between two parts of it, a mark
 * of an index before it and one of a class or of an issue behind it.
 */
const SYMBOL = /^\^?[A-Za-z0-9]+(?:[.\-/^_$ ][A-Za-z0-9]+)*[.*+#$^=-]?$/;

/** No market that is counted here has older days. */
const FIRST_DAY = dayOf(1900, 1, 1) as Day;
/** It is tomorrow already in the east. */
const AHEAD = 1;
/** Corporate actions are announced, fees agreed and members named before they take effect. */
const ANNOUNCED_AHEAD = 366;
const ANNOUNCED: ReadonlySet<RowKind> = new Set<RowKind>([
  'corporateAction',
  'memberSpell',
  'borrowFee',
]);

/** What nobody should believe of the day of a row: one that has not come, or before any market. */
export function problemOfDay(kind: RowKind, on: Day, today: Day): Problem | null {
  if (on < FIRST_DAY) {
    return problem('OLD_DATE', `${formatDay(on)} is before ${formatDay(FIRST_DAY)}`);
  }
  const latest = today + (ANNOUNCED.has(kind) ? ANNOUNCED_AHEAD : AHEAD);
  if (on <= latest) return null;
  return problem('FUTURE_DATE', `${formatDay(on)} is after ${formatDay(latest)}`);
}

/** What nobody should believe of the symbol of a row; a holding such as cash needs none. */
export function problemOfSymbol(row: object): Problem | null {
  const { key, symbol } = row as Partial<TickerRow>;
  if (key === undefined || symbol === undefined) return null;
  if (key === '' && 'assetClass' in row) return null;
  if (key === '' || key.length > MAX_KEY_LENGTH) {
    return problem('BAD_SYMBOL', `the symbol is empty or longer than ${MAX_KEY_LENGTH} characters`);
  }
  if (SYMBOL.test(symbol) || ('assetClass' in row && isPlain(symbol))) return null;
  return problem('BAD_SYMBOL', 'the symbol holds what no ticker does');
}

/** Sheets call cash and futures by names of their own. */
function isPlain(symbol: string): boolean {
  return /^[\x20-\x7e]+$/.test(symbol) && !/^[=@]/.test(symbol);
}
