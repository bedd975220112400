import { type Day, dayOf, parseDay } from '../../time/day.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * A calendar date in the spellings of the files: `2024-01-31`, `20240131`, `01/31/2024`, and an ISO
 * date with a time behind it, whose date part is taken as it stands. Null for anything else.
 */
export function fileDay(text: string): Day | null {
  if (text.length === 10 && text[4] === '-') return parseDay(text);
  if (text.length === 8) return compactDay(text);
  if (text.length > 10 && /^\d{4}-\d{2}-\d{2}[ T]\d{2}:/.test(text)) {
    return parseDay(text.slice(0, 10));
  }
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (american === null) return null;
  return dayOf(Number(american[3]), Number(american[1]), Number(american[2]));
}

/** `YYYYMMDD`; null for anything else. */
export function compactDay(text: string): Day | null {
  if (!/^\d{8}$/.test(text)) return null;
  return dayOf(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)));
}

/** `Apr 06, 2023`, as fund sheets write it; null for anything else. */
export function namedMonthDay(text: string): Day | null {
  const match = /^([A-Za-z]{3})[a-z]*\.? (\d{1,2}), (\d{4})$/.exec(text.trim());
  if (match === null) return null;
  const month = MONTHS.indexOf((match[1] as string).toLowerCase()) + 1;
  return dayOf(Number(match[3]), month, Number(match[2]));
}

/** The ISO date inside a file name, such as `IWM_2023-11-22.csv`; null without exactly one. */
export function dayInFileName(fileName: string): Day | null {
  const found = fileName.match(/\d{4}-\d{2}-\d{2}/g) ?? [];
  return found.length === 1 ? parseDay(found[0]) : null;
}
