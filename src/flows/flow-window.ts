import { RequestError } from '../errors.js';
import { previousTradingDay, tradingDayNumber, tradingDayOnOrBefore } from '../time/calendar.js';
import { type Day, day, formatDay } from '../time/day.js';
import { DayAxis } from '../time/day-axis.js';
import {
  type EndedRequest,
  type ResolvedWindow,
  resolveWindow,
  type WindowRequest,
  withEnd,
} from '../time/window.js';
import { nextDueOn } from './periods.js';
import type { ProviderFlows } from './provider-flows.js';

export interface FlowWindow {
  readonly resolved: ResolvedWindow;
  /** What to say where the window reaches beyond the stored periods or holds none; else null. */
  readonly clipping: string | null;
}

/** Windows before it would begin before the calendar does. */
const EARLIEST = day('0001-06-01');
const CENTURY = 36_524;

/**
 * The window of a flow report (M1). Its bounds are calendar days: a period counts when its last day
 * lies between them. It is resolved against the history of the provider and not against the prices,
 * which can begin much later, so the axis here begins at the provider's own first period. `to` is
 * the end of its last period unless given. A window that reaches beyond the history is clipped to
 * it, and one that meets no history at all stays as it was asked for.
 *
 * Throws BAD_USER_INPUT and BAD_WINDOW as `resolveWindow` does.
 */
export function resolveFlowWindow(asked: WindowRequest, flows: ProviderFlows): FlowWindow {
  const request = withEnd(asked, flows.lastEnd);
  const { to } = request;
  if (to <= EARLIEST) {
    throw new RequestError(
      'BAD_WINDOW',
      `No period of ${flows.source.code} ends by ${formatDay(to)}; the first one that is stored ` +
        `ends on ${formatDay(flows.firstEnd)}.`,
    );
  }
  const firstOn = firstDayOf(request, flows);
  const lastOn = Math.max(tradingDayOnOrBefore(to), tradingDayOnOrBefore(flows.lastEnd));
  const axis = new DayAxis(firstOn, firstOn);
  const window = resolveWindow(request, { axis, firstOn, lastOn });
  const lastWithin = lastEndUpTo(window.toOn, flows);
  if (lastWithin === null || lastWithin < window.fromOn) {
    return { resolved: window, clipping: noPeriodText(window, lastWithin, flows) };
  }
  const isEndClipped = window.toOn >= nextDueOn(flows.lastEnd, flows.interval);
  const resolved = isEndClipped ? endingOn(window, flows.lastEnd, axis) : window;
  if (!isEndClipped && !window.isClipped) return { resolved, clipping: null };
  const span = `from ${formatDay(flows.firstFrom)} to ${formatDay(flows.lastEnd)}`;
  return { resolved, clipping: `Periods of ${flows.source.code} are stored ${span} only.` };
}

/**
 * First day of the stored data for the purpose of the window: the session before the first period,
 * whose change is then a change since that session; or a day so early that a window which ends
 * before all periods is not refused.
 */
function firstDayOf({ preset, to }: EndedRequest, flows: ProviderFlows): Day {
  const beforeFirst = previousTradingDay(flows.firstFrom);
  if (tradingDayOnOrBefore(to) > beforeFirst) return beforeFirst;
  if (preset === 'MAX') return previousTradingDay(tradingDayOnOrBefore(to));
  return tradingDayOnOrBefore(Math.max(to - CENTURY, EARLIEST));
}

function endingOn(window: ResolvedWindow, toOn: Day, axis: DayAxis): ResolvedWindow {
  const endOn = tradingDayOnOrBefore(toOn);
  const tradingDays = tradingDayNumber(endOn) - tradingDayNumber(window.baseOn);
  return { ...window, toOn, endOn, end: axis.indexOnOrBefore(endOn), tradingDays, isClipped: true };
}

/** End of the last period up to and including a day; null when there is none. */
function lastEndUpTo(on: Day, flows: ProviderFlows): Day | null {
  const ends = flows.histories.flatMap(({ end }) => end.findLast((each) => each <= on) ?? []);
  return ends.length === 0 ? null : Math.max(...ends);
}

function noPeriodText(window: ResolvedWindow, last: Day | null, flows: ProviderFlows): string {
  const span = `from ${formatDay(window.fromOn)} to ${formatDay(window.toOn)}`;
  const stored =
    last === null
      ? `the first one that is stored ends on ${formatDay(flows.firstEnd)}`
      : `the last one before that ended on ${formatDay(last)}`;
  return `No period of ${flows.source.code} ends ${span}; ${stored}.`;
}
