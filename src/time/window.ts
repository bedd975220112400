import { RequestError } from '../errors.js';
import { addTradingDays, previousTradingDay, tradingDayOnOrBefore } from './calendar.js';
import { addMonths, civil, type Day, dayOf, formatDay, weekday } from './day.js';
import type { DayAxis } from './day-axis.js';

/** A named span that ends on the last day asked for. */
export type WindowPreset = 'WTD' | 'MTD' | 'QTD' | 'YTD' | 'MAX';

/** A unit of elapsed time. */
export type DurationUnit = 'DAY' | 'TRADING_DAY' | 'WEEK' | 'MONTH' | 'YEAR';

/** A span as a client asks for it: exactly one of `preset`, `from` and `trailing`. */
export interface WindowRequest {
  preset?: WindowPreset | null;
  from?: Day | null;
  trailing?: { count: number; unit: DurationUnit } | null;
  to?: Day | null;
}

/** The days that are used. Changes run from the close on `baseOn` to the close on `endOn`. */
export interface ResolvedWindow {
  /** First calendar day, inclusive. */
  fromOn: Day;
  /** Last calendar day, inclusive. */
  toOn: Day;
  /** Last trading day before `fromOn`. */
  baseOn: Day;
  /** Last trading day on or before `toOn`. */
  endOn: Day;
  /** Index of `baseOn` on the axis. */
  base: number;
  /** Index of `endOn` on the axis. */
  end: number;
  /** Number of trading days after the base up to and including the end; at least 1. */
  tradingDays: number;
  /** Whether the request reaches beyond the stored data on either side. */
  isClipped: boolean;
}

/** The days for which data are stored; both are trading days. */
export interface StoredDays {
  readonly axis: DayAxis;
  readonly firstOn: Day;
  readonly lastOn: Day;
}

const MAX_COUNT = 100_000;

/**
 * Turns a request into trading days (M1). The end is the last trading day with data on or before
 * `to`, and a preset or a duration counts back from that end. A weekend or holiday resolves to the
 * trading day before without a remark; data that end or begin within the window set `isClipped`.
 *
 * Throws BAD_USER_INPUT when not exactly one of the three forms is given or a count is no whole
 * number from 1 on, and BAD_WINDOW when no trading day with data is left.
 */
export function resolveWindow(request: WindowRequest, data: StoredDays): ResolvedWindow {
  checkForm(request);
  const to = request.to ?? data.lastOn;
  checkOrder(request, to, data);
  const asked = tradingDayOnOrBefore(to);
  const isEndClipped = asked > data.lastOn;
  const endOn = isEndClipped ? data.lastOn : asked;
  const toOn = isEndClipped ? endOn : to;

  const fromAsked = firstDay(request, endOn, data);
  const baseAsked = previousTradingDay(fromAsked);
  const isBaseClipped = baseAsked < data.firstOn;
  const baseOn = isBaseClipped ? data.firstOn : baseAsked;
  const fromOn = isBaseClipped ? addTradingDays(baseOn, 1) : fromAsked;
  if (baseOn >= endOn) {
    throw new RequestError(
      'BAD_WINDOW',
      `No trading day with data lies after the base of the window on ${formatDay(baseOn)} and up ` +
        `to its end on ${formatDay(toOn)}. ${storedSpan(data)}.`,
    );
  }
  const base = data.axis.indexOnOrBefore(baseOn);
  const end = data.axis.indexOnOrBefore(endOn);
  const isClipped = isEndClipped || isBaseClipped;
  return { fromOn, toOn, baseOn, endOn, base, end, tradingDays: end - base, isClipped };
}

function checkForm({ preset, from, trailing }: WindowRequest): void {
  const forms = { preset, from, trailing };
  const given = Object.entries(forms).filter(([, value]) => value !== null && value !== undefined);
  if (given.length !== 1) {
    const names = given.map(([name]) => `\`${name}\``);
    const found = names.length === 0 ? 'none of them' : names.join(' and ');
    throw new RequestError(
      'BAD_USER_INPUT',
      `A window takes exactly one of \`preset\`, \`from\` and \`trailing\`; found ${found}. ` +
        'Give one, such as {preset: YTD}, and `to` beside it to end on another day.',
    );
  }
  if (trailing && !(Number.isInteger(trailing.count) && trailing.count >= 1)) {
    throw new RequestError(
      'BAD_USER_INPUT',
      `\`trailing.count\` is ${trailing.count}; it must be a whole number of at least 1.`,
    );
  }
}

function checkOrder({ from }: WindowRequest, to: Day, data: StoredDays): void {
  if (tradingDayOnOrBefore(to) < data.firstOn) {
    throw new RequestError(
      'BAD_WINDOW',
      `The window ends on ${formatDay(to)}, before the data begin. ${storedSpan(data)}.`,
    );
  }
  if (from === null || from === undefined) return;
  if (from > data.lastOn) {
    throw new RequestError(
      'BAD_WINDOW',
      `The window begins on ${formatDay(from)}, after the data end. ${storedSpan(data)}.`,
    );
  }
  if (from > to) {
    throw new RequestError(
      'BAD_WINDOW',
      `The window begins on ${formatDay(from)}, after its end on ${formatDay(to)}. ` +
        '`from` must not be later than `to`.',
    );
  }
}

/** First calendar day of the span, before it is clipped to the data. */
function firstDay(request: WindowRequest, endOn: Day, data: StoredDays): Day {
  if (request.trailing) return firstDayOfTrailing(request.trailing, endOn);
  if (request.preset) return firstDayOfPreset(request.preset, endOn, data);
  return request.from as Day;
}

function firstDayOfPreset(preset: WindowPreset, endOn: Day, data: StoredDays): Day {
  const { year, month } = civil(endOn);
  switch (preset) {
    case 'WTD':
      return endOn - (weekday(endOn) - 1);
    case 'MTD':
      return dayOf(year, month, 1) as Day;
    case 'QTD':
      return dayOf(year, month - ((month - 1) % 3), 1) as Day;
    case 'YTD':
      return dayOf(year, 1, 1) as Day;
    case 'MAX':
      // The first close that is stored is the base, and there is no change before it.
      return addTradingDays(data.firstOn, 1);
  }
}

function firstDayOfTrailing(
  { count, unit }: { count: number; unit: DurationUnit },
  endOn: Day,
): Day {
  // Beyond any stored history a longer span is the same span, and dates stay small integers.
  const length = Math.min(count, MAX_COUNT);
  switch (unit) {
    case 'DAY':
      return endOn - length + 1;
    case 'TRADING_DAY':
      return addTradingDays(endOn, 1 - length);
    case 'WEEK':
      return endOn - 7 * length + 1;
    case 'MONTH':
      return addMonths(endOn, -length) + 1;
    case 'YEAR':
      return addMonths(endOn, -12 * length) + 1;
  }
}

function storedSpan(data: StoredDays): string {
  return `Data are stored from ${formatDay(data.firstOn)} to ${formatDay(data.lastOn)}`;
}
