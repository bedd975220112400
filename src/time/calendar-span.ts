import { addMonths, civil, type Day, dayOf, weekday } from './day.js';

/** Calendar days from one to another, both inclusive. */
export interface CalendarSpan {
  readonly from: Day;
  readonly to: Day;
}

/** A unit of the calendar that spans are cut into. */
export type CalendarUnit = 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

const MONTH = /^(\d{4})-(\d{2})$/;
const QUARTER = /^(\d{4})Q([1-4])$/;

/** The month of a text such as "2023-06"; null for any other text. */
export function parseMonth(text: string): CalendarSpan | null {
  const match = MONTH.exec(text);
  return match && monthsFrom(Number(match[1]), Number(match[2]), 1);
}

/** The quarter of a text such as "2023Q2"; null for any other text. */
export function parseQuarter(text: string): CalendarSpan | null {
  const match = QUARTER.exec(text);
  return match && monthsFrom(Number(match[1]), 3 * Number(match[2]) - 2, 3);
}

/** A calendar year, 1 to 9999; null for any other number. */
export function yearSpan(year: number): CalendarSpan | null {
  return Number.isInteger(year) && year >= 1 && year <= 9999 ? monthsFrom(year, 1, 12) : null;
}

/** The week, month, quarter or year in which a day lies. Weeks run from Monday to Sunday. */
export function spanAround(day: Day, unit: CalendarUnit): CalendarSpan {
  const { year, month } = civil(day);
  switch (unit) {
    case 'WEEK': {
      const monday = day - (weekday(day) - 1);
      return { from: monday, to: monday + 6 };
    }
    case 'MONTH':
      return monthsFrom(year, month, 1) as CalendarSpan;
    case 'QUARTER':
      return monthsFrom(year, month - ((month - 1) % 3), 3) as CalendarSpan;
    case 'YEAR':
      return monthsFrom(year, 1, 12) as CalendarSpan;
  }
}

function monthsFrom(year: number, month: number, count: number): CalendarSpan | null {
  const from = dayOf(year, month, 1);
  return from === null ? null : { from, to: addMonths(from, count) - 1 };
}
