import { addTradingDays, isTradingDay, settlementDates } from '../time/calendar.js';
import { type Day, day } from '../time/day.js';
import { DayAxis } from '../time/day-axis.js';

const FIRST_ON = day('2022-12-01');
const LAST_ON = day('2023-09-15');
const FIRST_SETTLEMENT = day('2022-11-30');

/** The days on which the story turns; each is a trading day. */
export const TURNS = {
  start: '2022-12-01',
  base: '2022-12-30',
  winter: '2023-02-02',
  crisis: '2023-03-13',
  spring: '2023-05-31',
  summer: '2023-07-31',
  end: '2023-09-08',
  last: '2023-09-15',
} as const;
export type Turn = keyof typeof TURNS;

export interface Settlement {
  readonly on: Day;
  /** Day index; the first settlement lies one day before the first close. */
  readonly t: number;
}

/** The trading days of the simulated market, its turns and its settlements, as day indices. */
export class Timeline {
  readonly axis = new DayAxis(FIRST_ON, LAST_ON);
  readonly count = this.axis.length;
  readonly days: readonly Day[] = Array.from({ length: this.count }, (_, t) => this.axis.day(t));
  readonly settlements: readonly Settlement[] = settlementDates(FIRST_SETTLEMENT, LAST_ON).map(
    (on) => ({ on, t: this.axis.indexOnOrBefore(on) }),
  );

  /** Index of the last trading day on or before a date. */
  at(date: string): number {
    return this.axis.indexOnOrBefore(day(date));
  }

  turn(name: Turn): number {
    return this.at(TURNS[name]);
  }

  /** A day index as a date; indices beyond the last close are legal. */
  on(t: number): Day {
    return t < this.count ? this.axis.day(t) : addTradingDays(LAST_ON, t - this.count + 1);
  }

  /** The first trading day on or after a date. */
  from(date: string): number {
    const on = day(date);
    return isTradingDay(on) ? this.at(date) : this.at(date) + 1;
  }
}
