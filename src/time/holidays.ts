import { type Day, day, dayOf, weekday } from './day.js';

/** Closures of the New York Stock Exchange that no rule foretells, 1970 and later. */
const ONE_OFF_CLOSURES: readonly Day[] = [
  '1972-12-28', // Mourning for President Truman.
  '1973-01-25', // Mourning for President Johnson.
  '1977-07-14', // Blackout of New York City.
  '1985-09-27', // Hurricane Gloria.
  '1994-04-27', // Mourning for President Nixon.
  '2001-09-11', // Attack on the World Trade Center, closed until the 14th.
  '2001-09-12',
  '2001-09-13',
  '2001-09-14',
  '2004-06-11', // Mourning for President Reagan.
  '2007-01-02', // Mourning for President Ford.
  '2012-10-29', // Hurricane Sandy.
  '2012-10-30',
  '2018-12-05', // Mourning for President Bush.
  '2025-01-09', // Mourning for President Carter.
].map(day);

/**
 * Days of a year from 1970 on when the New York Stock Exchange is closed, weekends aside: its
 * holidays by rule and its one-off closures. Some entries may fall on a weekend.
 */
export function exchangeHolidays(year: number): Day[] {
  const holidays = [
    // A New Year's Day on a Saturday is not made up for: the Friday closes the books of the year.
    sundayToMonday(on(year, 1, 1)),
    washingtonsBirthday(year),
    easterSunday(year) - 2,
    memorialDay(year),
    nearestWeekday(on(year, 7, 4)),
    nthWeekday(year, 9, 1, 1),
    nthWeekday(year, 11, 4, 4),
    nearestWeekday(on(year, 12, 25)),
    ...ONE_OFF_CLOSURES.filter((closed) => closed >= on(year, 1, 1) && closed <= on(year, 12, 31)),
  ];
  if (year >= 1998) holidays.push(nthWeekday(year, 1, 1, 3));
  if (year >= 2022) holidays.push(nearestWeekday(on(year, 6, 19)));
  if (year <= 1980 && year % 4 === 0) holidays.push(electionDay(year));
  return holidays;
}

function washingtonsBirthday(year: number): Day {
  return year < 1971 ? sundayToMonday(on(year, 2, 22)) : nthWeekday(year, 2, 1, 3);
}

/** The last Monday of May; before 1971 the 30th itself. */
function memorialDay(year: number): Day {
  if (year < 1971) return sundayToMonday(on(year, 5, 30));
  const last = on(year, 5, 31);
  return last - (weekday(last) - 1);
}

/** The Tuesday after the first Monday of November. */
function electionDay(year: number): Day {
  return nthWeekday(year, 11, 1, 1) + 1;
}

/** Western Easter, by the anonymous Gregorian algorithm. */
function easterSunday(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const leaps = 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4);
  const offset = (32 + leaps - epact - (yearOfCentury % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * offset) / 451);
  const number = epact + offset - 7 * shift + 114;
  return on(year, Math.floor(number / 31), (number % 31) + 1);
}

/** The `count`th Monday (1) to Sunday (7) of a month. */
function nthWeekday(year: number, month: number, dayOfWeek: number, count: number): Day {
  const first = on(year, month, 1);
  return first + ((dayOfWeek - weekday(first) + 7) % 7) + 7 * (count - 1);
}

function sundayToMonday(holiday: Day): Day {
  return weekday(holiday) === 7 ? holiday + 1 : holiday;
}

function nearestWeekday(holiday: Day): Day {
  return weekday(holiday) === 6 ? holiday - 1 : sundayToMonday(holiday);
}

function on(year: number, month: number, dayOfMonth: number): Day {
  return dayOf(year, month, dayOfMonth) as Day;
}
