import type { Panel } from '../panel/panel.js';
import { previousTradingDay, tradingDayOnOrAfter } from '../time/calendar.js';
import type { Day } from '../time/day.js';
import { resolveWindow, type WindowRequest } from '../time/window.js';
import type { DataKind } from '../vocabulary.js';

/** First and last calendar day, both inclusive. */
export interface FilingSpan {
  readonly fromOn: Day;
  readonly toOn: Day;
}

/**
 * The span of a window over filings of a kind (M1), which may reach further than prices at either
 * end. Null when no file of the kind is stored, so that nothing is known. Throws as
 * `resolveWindow`.
 */
export function filingSpan(
  panel: Panel,
  kind: DataKind,
  request: WindowRequest,
): FilingSpan | null {
  const { axis, sources } = panel;
  const own = sources.filter((source) => source.kind === kind);
  const starts = own.flatMap(({ firstOn }) => firstOn ?? []);
  const ends = own.flatMap(({ lastOn }) => lastOn ?? []);
  // The base of a window lies before its first day, and the first filing is to count.
  const firstOn = Math.min(axis.firstOn, ...starts.map(previousTradingDay));
  const lastOn = Math.max(axis.lastOn, ...ends.map(tradingDayOnOrAfter));
  const { fromOn, toOn } = resolveWindow(request, { axis, firstOn, lastOn });
  return own.length === 0 ? null : { fromOn, toOn };
}
