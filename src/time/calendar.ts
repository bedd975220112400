import { civil, type Day, dayOf, daysInMonth, weekday } from './day.js';
import { exchangeHolidays } from './holidays.js';

/**
 * The trading calendar of the New York Stock Exchange (M20), and the dates of FINRA short interest
 * that hang on it (M16). Half days are trading days. Holidays are known from 1970 to 2050; outside
 * those years every weekday counts as a trading day, so that no date makes a function fail.
 */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2050;
const LAST_DAY = dayOf(LAST_YEAR, 12, 31) as Day;
const PUBLICATION_LAG = 7;

/** For each day of the known years, the number of the last session on or before it. */
const numberByDay = new Int32Array(LAST_DAY + 1);
const sessionCount = numberSessions();
/** The inverse: the day of each session. */
const dayByNumber = listSessions();

/** Whether the exchange trades on a day. */
export function isTradingDay(day: Day): boolean {
  return tradingDayNumber(day) !== tradingDayNumber(day - 1);
}

/**
 * Number of the last session on or before a day. Consecutive sessions have consecutive numbers; the
 * first session of 1970 has number 0.
 */
export function tradingDayNumber(day: Day): number {
  if (day < 0) return weekdayCount(day) - weekdayCount(-1) - 1;
  if (day > LAST_DAY) return sessionCount - 1 + weekdayCount(day) - weekdayCount(LAST_DAY);
  return numberByDay[day] as number;
}

/** The session `count` sessions after a day (before it when negative), or after the last one. */
export function addTradingDays(day: Day, count: number): Day {
  return dayOfNumber(tradingDayNumber(day) + count);
}

/** The last session strictly before a day. */
export function previousTradingDay(day: Day): Day {
  return dayOfNumber(tradingDayNumber(day - 1));
}

/** The day itself if it is a session, else the session before it. */
export function tradingDayOnOrBefore(day: Day): Day {
  return dayOfNumber(tradingDayNumber(day));
}

/** The day itself if it is a session, else the session after it. */
export function tradingDayOnOrAfter(day: Day): Day {
  return dayOfNumber(tradingDayNumber(day - 1) + 1);
}

/**
 * Settlement dates of short interest from `from` to `to`, both inclusive, ascending: the session on
 * or before the 15th, and the last session of the month (M16).
 */
export function settlementDates(from: Day, to: Day): Day[] {
  const dates: Day[] = [];
  let { year, month } = civil(from);
  for (;;) {
    for (const on of settlementsOf(year, month)) {
      if (on > to) return dates;
      if (on >= from) dates.push(on);
    }
    month = month === 12 ? 1 : month + 1;
    if (month === 1) year++;
  }
}

/** Whether short positions are measured on a day. */
export function isSettlementDate(day: Day): boolean {
  const { year, month } = civil(day);
  return settlementsOf(year, month).includes(day);
}

/** The last settlement date strictly before a day. */
export function previousSettlementDate(day: Day): Day {
  const { year, month } = civil(day);
  const [middle, end] = settlementsOf(year, month);
  if (end < day) return end;
  if (middle < day) return middle;
  return month === 1 ? settlementsOf(year - 1, 12)[1] : settlementsOf(year, month - 1)[1];
}

/**
 * Day on which the short interest of a settlement becomes public: the seventh session after it
 * (M16). A date that the source states wins over this rule.
 */
export function publicationDay(settledOn: Day): Day {
  return addTradingDays(settledOn, PUBLICATION_LAG);
}

function settlementsOf(year: number, month: number): [Day, Day] {
  const middle = dayOf(year, month, 15) as Day;
  const end = dayOf(year, month, daysInMonth(year, month)) as Day;
  return [tradingDayOnOrBefore(middle), tradingDayOnOrBefore(end)];
}

function dayOfNumber(number: number): Day {
  if (number < 0) return dayOfWeekdayCount(number + 1 + weekdayCount(-1));
  if (number < sessionCount) return dayByNumber[number] as Day;
  return dayOfWeekdayCount(number - (sessionCount - 1) + weekdayCount(LAST_DAY));
}

/** Number of Mondays to Fridays from Monday 1969-12-29 up to a day, less 1. */
function weekdayCount(day: Day): number {
  const week = Math.floor((day + 3) / 7);
  return 5 * week + Math.min(weekday(day), 5) - 1;
}

function dayOfWeekdayCount(count: number): Day {
  const week = Math.floor(count / 5);
  return 7 * week + (count - 5 * week) - 3;
}

function numberSessions(): number {
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    for (const holiday of exchangeHolidays(year)) numberByDay[holiday] = 1;
  }
  let count = 0;
  for (let day = 0; day <= LAST_DAY; day++) {
    if (numberByDay[day] === 0 && weekday(day) < 6) count++;
    numberByDay[day] = count - 1;
  }
  return count;
}

function listSessions(): Int32Array {
  const days = new Int32Array(sessionCount);
  for (let day = LAST_DAY; day >= 0; day--) {
    const number = numberByDay[day] as number;
    if (number >= 0) days[number] = day;
  }
  return days;
}
