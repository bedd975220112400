import { addTradingDays, tradingDayNumber } from './calendar.js';
import type { Day } from './day.js';

/**
 * The trading days of a panel as consecutive indices: index 0 is `firstOn`, and every session of
 * the exchange counts, whether or not anything is stored for it. Indices before 0 and after the
 * last are legal, so that a settlement before the first price has its place on the line.
 */
export class DayAxis {
  private readonly base: number;
  private readonly dayByIndex: Int32Array;

  /** `firstOn` and `lastOn` are trading days, or `length` is 0 and both are ignored. */
  constructor(
    readonly firstOn: Day,
    readonly lastOn: Day,
    isEmpty = false,
  ) {
    this.base = isEmpty ? 0 : tradingDayNumber(firstOn);
    const length = isEmpty ? 0 : tradingDayNumber(lastOn) - this.base + 1;
    this.dayByIndex = new Int32Array(length);
    for (let t = 0, on = firstOn; t < length; t++) {
      this.dayByIndex[t] = on;
      on = addTradingDays(on, 1);
    }
  }

  get length(): number {
    return this.dayByIndex.length;
  }

  /** The trading day at an index. */
  day(index: number): Day {
    return this.dayByIndex[index] ?? addTradingDays(this.firstOn, index);
  }

  /** Index of the last trading day on or before a day. May be negative or beyond the end. */
  indexOnOrBefore(on: Day): number {
    return tradingDayNumber(on) - this.base;
  }

  /** Index of the first trading day on or after a day. */
  indexOnOrAfter(on: Day): number {
    const index = this.indexOnOrBefore(on);
    return this.day(index) === on ? index : index + 1;
  }
}
