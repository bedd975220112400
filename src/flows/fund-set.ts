import { Accumulator } from '../kernels/sum.js';
import type { Panel } from '../panel/panel.js';
import type { Interval } from '../time/bucket.js';
import type { Day } from '../time/day.js';
import type { FundCategory } from '../vocabulary.js';
import { isNext, missingEnds } from './periods.js';
import type { FundHistory, ProviderFlows } from './provider-flows.js';

/** A fund that counts in a window. Amounts are US dollars and NaN when unknown. */
export interface Member {
  readonly history: FundHistory;
  readonly category: FundCategory;
  readonly netFlow: number;
  readonly startAssets: number;
  readonly endAssets: number;
  /** Whether all its flows and its assets at both ends are known: it counts where assets do. */
  readonly isMatched: boolean;
  /** Periods that end within the window and are missing between stored ones or have no flow. */
  readonly missingPeriods: number;
}

/** The funds of a report, by what becomes of them (M17). */
export interface FundSet {
  readonly requested: readonly FundHistory[];
  readonly members: readonly Member[];
  /** Funds with assets that were added or dropped within the window, and so do not count. */
  readonly unmatched: readonly FundHistory[];
}

/**
 * Divides the requested funds for a window (M17). A fund with at least one known flow counts. Only
 * matched funds count where assets do, and a fund that reports assets but was added or dropped
 * within the window does not count at all: what it brought or took is no flow.
 */
export function divideFunds(
  panel: Panel,
  flows: ProviderFlows,
  requested: readonly FundHistory[],
  window: { readonly fromOn: Day; readonly toOn: Day },
): FundSet {
  const spans = flows.histories.map((history) => periodsWithin(history, window));
  const bounds = boundsOf(flows, spans, window);
  const wanted = new Set(requested);
  const members: Member[] = [];
  const unmatched: FundHistory[] = [];
  for (const [k, history] of flows.histories.entries()) {
    const span = spans[k] as Span;
    if (!wanted.has(history) || span.first >= span.after) continue;
    if (hasAssets(history) && isAddedOrDropped(history, span, bounds)) unmatched.push(history);
    else {
      const category = panel.funds.categories[history.fund] as FundCategory;
      const member = memberOf(history, category, span, bounds);
      if (!Number.isNaN(member.netFlow)) members.push(member);
    }
  }
  return { requested, members, unmatched };
}

/** Positions of the periods of a fund that end within a window. */
interface Span {
  readonly first: number;
  readonly after: number;
}

/** A window, with the ends of the first and the last period in it of any fund of the provider. */
interface Bounds {
  readonly fromOn: Day;
  readonly toOn: Day;
  readonly firstEnd: Day;
  readonly lastEnd: Day;
  readonly interval: Interval;
}

function periodsWithin({ end }: FundHistory, window: { fromOn: Day; toOn: Day }): Span {
  const first = end.findIndex((on) => on >= window.fromOn);
  const after = end.findLastIndex((on) => on <= window.toOn) + 1;
  return { first: first < 0 ? end.length : first, after };
}

function boundsOf(
  { histories, interval }: ProviderFlows,
  spans: readonly Span[],
  { fromOn, toOn }: { readonly fromOn: Day; readonly toOn: Day },
): Bounds {
  let firstEnd = Number.POSITIVE_INFINITY;
  let lastEnd = Number.NEGATIVE_INFINITY;
  for (const [k, { end }] of histories.entries()) {
    const { first, after } = spans[k] as Span;
    if (first >= after) continue;
    firstEnd = Math.min(firstEnd, end[first] as Day);
    lastEnd = Math.max(lastEnd, end[after - 1] as Day);
  }
  return { fromOn, toOn, firstEnd, lastEnd, interval };
}

function hasAssets({ assets }: FundHistory): boolean {
  return assets.some((value) => !Number.isNaN(value));
}

function isAddedOrDropped({ end }: FundHistory, span: Span, bounds: Bounds): boolean {
  const isAdded = span.first === 0 && (end[0] as Day) > bounds.firstEnd;
  const isDropped = span.after === end.length && (end[end.length - 1] as Day) < bounds.lastEnd;
  return isAdded || isDropped;
}

function memberOf(
  history: FundHistory,
  category: FundCategory,
  { first, after }: Span,
  bounds: Bounds,
): Member {
  const { end, netFlow, assets } = history;
  const flow = new Accumulator();
  let known = 0;
  for (let k = first; k < after; k++) {
    const value = netFlow[k] as number;
    if (Number.isNaN(value)) continue;
    flow.add(value);
    known++;
  }
  const startAssets = assetsBefore(history, first);
  const endAssets = end[after - 1] === bounds.lastEnd ? (assets[after - 1] as number) : Number.NaN;
  const missing = countMissing(history, { first, after }, bounds);
  const missingPeriods = missing + (after - first - known);
  return {
    history,
    category,
    netFlow: known === 0 ? Number.NaN : flow.value,
    startAssets,
    endAssets,
    isMatched: missingPeriods === 0 && !Number.isNaN(startAssets) && !Number.isNaN(endAssets),
    missingPeriods,
  };
}

/** Assets at the start of period `k`: those at the end of the period just before it; else NaN. */
export function assetsBefore({ from, end, assets }: FundHistory, k: number): number {
  if (k === 0 || !isNext(end[k - 1] as Day, from[k] as Day)) return Number.NaN;
  return assets[k - 1] as number;
}

/** Number of periods of a fund that end within the window and are missing between stored ones. */
function countMissing({ from, end }: FundHistory, { first, after }: Span, bounds: Bounds): number {
  let count = 0;
  for (let k = Math.max(first, 1); k <= Math.min(after, end.length - 1); k++) {
    const missing = missingEnds(end[k - 1] as Day, from[k] as Day, bounds.interval);
    count += missing.filter((on) => on >= bounds.fromOn && on <= bounds.toOn).length;
  }
  return count;
}
