import { RequestError } from '../errors.js';
import { addTradingDays, previousTradingDay, tradingDayOnOrBefore } from './calendar.js';
import { type CalendarSpan, type CalendarUnit, spanAround, yearSpan } from './calendar-span.js';
import { addMonths, type Day, formatDay } from './day.js';
import type { DayAxis } from './day-axis.js';

/** A named span: up to the last day asked for, or the last whole one before it. */
export type WindowPreset =
  | 'WTD'
  | 'MTD'
  | 'QTD'
  | 'YTD'
  | 'PREVIOUS_WEEK'
  | 'PREVIOUS_MONTH'
  | 'PREVIOUS_QUARTER'
  | 'PREVIOUS_YEAR'
  | 'MAX';

/** A unit of elapsed time. */
export type DurationUnit = 'DAY' | 'TRADING_DAY' | 'WEEK' | 'MONTH' | 'YEAR';

/** A span as a client asks for it: exactly one of all but `to`, which ends the first three. */
export interface WindowRequest {
  preset?: WindowPreset | null;
  from?: Day | null;
  trailing?: { count: number; unit: DurationUnit } | null;
  month?: CalendarSpan | null;
  quarter?: CalendarSpan | null;
  year?: number | null;
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

/** Calendar units of the presets. */
const UNITS: Readonly<Record<Exclude<WindowPreset, 'MAX'>, CalendarUnit>> = {
  WTD: 'WEEK',
  MTD: 'MONTH',
  QTD: 'QUARTER',
  YTD: 'YEAR',
  PREVIOUS_WEEK: 'WEEK',
  PREVIOUS_MONTH: 'MONTH',
  PREVIOUS_QUARTER: 'QUARTER',
  PREVIOUS_YEAR: 'YEAR',
};

/**
 * Turns a request into trading days (M1). The end is the last trading day with data on or before
 * `to`, and a preset or a duration counts back from that end. A whole week, month, quarter or year
 * has its own end. A weekend or holiday resolves to the trading day before without a remark; data
 * that end or begin within the window set `isClipped`.
 *
 * Throws BAD_USER_INPUT when not exactly one form is given, `to` stands beside a month, quarter or
 * year, or a number is none that counts, and BAD_WINDOW when no trading day with data is left.
 */
export function resolveWindow(asked: WindowRequest, data: StoredDays): ResolvedWindow {
  const request = withEnd(asked, data.lastOn);
  const { to } = request;
  checkOrder(request, data);
  const lastSession = tradingDayOnOrBefore(to);
  const isEndClipped = lastSession > data.lastOn;
  const endOn = isEndClipped ? data.lastOn : lastSession;
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

/** A request with its last day, and with a calendar span as its first and last day. */
export interface EndedRequest extends Pick<WindowRequest, 'preset' | 'from' | 'trailing'> {
  readonly to: Day;
}

/**
 * Writes out the last day of a request, `lastOn` where it names none, and the days of a month, a
 * quarter, a year or a previous span. Throws BAD_USER_INPUT as `resolveWindow` does.
 */
export function withEnd(request: WindowRequest, lastOn: Day): EndedRequest {
  checkForm(request);
  const { preset, from, trailing } = request;
  return calendarSpan(request, lastOn) ?? { preset, from, trailing, to: request.to ?? lastOn };
}

function checkForm(request: WindowRequest): void {
  const { preset, from, trailing, month, quarter, year } = request;
  const forms = { preset, from, trailing, month, quarter, year };
  const given = Object.entries(forms).filter(([, value]) => value !== null && value !== undefined);
  const isCalendar = given.some(([name]) => ['month', 'quarter', 'year'].includes(name));
  const hasEnd = request.to !== null && request.to !== undefined;
  if (given.length !== 1 || (isCalendar && hasEnd)) {
    const names = [...given.map(([name]) => name), ...(isCalendar && hasEnd ? ['to'] : [])];
    const found = names.length === 0 ? 'none' : names.map((name) => `\`${name}\``).join(' and ');
    throw new RequestError(
      'BAD_USER_INPUT',
      'A window takes exactly one of `preset`, `from`, `trailing`, `month`, `quarter` and ' +
        `\`year\`, and \`to\` beside the first three alone; found ${found}. ` +
        'Give one, such as {preset: YTD}, {from: "2023-06-01", to: "2023-07-31"} or {year: 2023}.',
    );
  }
  if (trailing && !(Number.isInteger(trailing.count) && trailing.count >= 1)) {
    throw new RequestError(
      'BAD_USER_INPUT',
      `\`trailing.count\` is ${trailing.count}; it must be a whole number of at least 1.`,
    );
  }
}

function calendarSpan(request: WindowRequest, lastOn: Day): CalendarSpan | null {
  const { preset, month, quarter, year } = request;
  if (year !== null && year !== undefined) {
    const span = yearSpan(year);
    if (span !== null) return span;
    throw new RequestError('BAD_USER_INPUT', `\`year\` is ${year}; it must be 1 to 9999.`);
  }
  if (!preset?.startsWith('PREVIOUS_')) return month ?? quarter ?? null;
  const on = request.to ?? lastOn;
  const unit = UNITS[preset as keyof typeof UNITS];
  return spanAround(spanAround(on, unit).from - 1, unit);
}

function checkOrder({ from, to }: EndedRequest, data: StoredDays): void {
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
  // The first close that is stored is the base, and there is no change before it.
  if (preset === 'MAX') return addTradingDays(data.firstOn, 1);
  return spanAround(endOn, UNITS[preset]).from;
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
