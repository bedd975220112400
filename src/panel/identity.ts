import type { Day } from '../time/day.js';

/** What the stored rows say about one ticker: the first and last day of each kind of use. */
export interface TickerUse {
  readonly ticker: number;
  readonly firstOn: Day;
  readonly lastOn: Day;
}

/** One ticker became another: a record, or a match of short positions. */
export interface SymbolChange {
  readonly from: number;
  readonly to: number;
  /** First day of the new ticker. */
  readonly effectiveOn: Day;
  readonly isMatched: boolean;
}

/** A ticker on a span of days, both ends open where the span has no neighbour. */
export interface Segment {
  readonly ticker: number;
  readonly fromOn: Day;
  /** Inclusive. */
  readonly toOn: Day;
}

/** One security: its tickers in ascending order of time. */
export interface Chain {
  readonly id: string;
  readonly segments: readonly Segment[];
  readonly isMatched: boolean;
}

export const ALWAYS_FROM: Day = -2_000_000;
export const ALWAYS_TO: Day = 2_000_000;

/** Vendors go on printing an old ticker for some days; rows that close to a change are the same. */
const LAG_DAYS = 10;

/**
 * Joins dated tickers into securities (M3). A ticker that goes on after it was given up, or that
 * existed before it was taken over, is cut there: what lies on the other side is another security,
 * for tickers are reused. Each ticker starts as a security of its own; each change joins two.
 */
export function chainTickers(
  uses: readonly TickerUse[],
  changes: readonly SymbolChange[],
): Chain[] {
  const useOf = new Map(uses.map((use) => [use.ticker, use]));
  const known = withoutRepeats(
    changes.filter((it) => useOf.has(it.from) && useOf.has(it.to) && it.from !== it.to),
  );
  const segments = cutSegments(uses, known);
  const next = new Map<Segment, Segment>();
  const previous = new Map<Segment, Segment>();
  const matched = new Set<Segment>();
  for (const change of [...known].sort(inTime)) {
    const from = segmentAt(segments.get(change.from), change.effectiveOn - 1);
    const to = segmentAt(segments.get(change.to), change.effectiveOn);
    if (from === undefined || to === undefined || next.has(from) || previous.has(to)) continue;
    if (reaches(to, from, next)) continue;
    next.set(from, to);
    previous.set(to, from);
    if (change.isMatched) matched.add(to);
  }
  const chains: Chain[] = [];
  for (const list of segments.values()) {
    list.forEach((segment, position) => {
      if (!previous.has(segment)) chains.push(chainFrom(segment, position, next, matched));
    });
  }
  return chains;
}

/** A match that is on record as well is not a match: the record tells the day. */
function withoutRepeats(changes: readonly SymbolChange[]): SymbolChange[] {
  const pair = (it: SymbolChange) => `${it.from}:${it.to}`;
  const recorded = new Set(changes.filter((it) => !it.isMatched).map(pair));
  return changes.filter((it) => !it.isMatched || !recorded.has(pair(it)));
}

function inTime(a: SymbolChange, b: SymbolChange): number {
  return a.effectiveOn - b.effectiveOn || a.from - b.from || a.to - b.to;
}

function chainFrom(
  head: Segment,
  position: number,
  next: Map<Segment, Segment>,
  matched: Set<Segment>,
): Chain {
  const segments = [head];
  let isMatched = false;
  for (let it = next.get(head); it !== undefined; it = next.get(it)) {
    segments.push(it);
    isMatched ||= matched.has(it);
  }
  const id = position === 0 ? String(head.ticker) : `${head.ticker}.${position}`;
  return { id, segments, isMatched };
}

function cutSegments(
  uses: readonly TickerUse[],
  changes: readonly SymbolChange[],
): Map<number, Segment[]> {
  const cuts = new Map<number, Set<Day>>();
  const cut = (ticker: number, on: Day) =>
    cuts.set(ticker, (cuts.get(ticker) ?? new Set()).add(on));
  const useOf = new Map(uses.map((use) => [use.ticker, use]));
  for (const { from, to, effectiveOn } of changes) {
    if ((useOf.get(from) as TickerUse).lastOn > effectiveOn + LAG_DAYS) cut(from, effectiveOn);
    if ((useOf.get(to) as TickerUse).firstOn < effectiveOn - LAG_DAYS) cut(to, effectiveOn);
  }
  return new Map(uses.map(({ ticker }) => [ticker, segmentsOf(ticker, cuts.get(ticker))]));
}

function segmentsOf(ticker: number, cuts: Set<Day> | undefined): Segment[] {
  const starts = [ALWAYS_FROM, ...[...(cuts ?? [])].sort((a, b) => a - b)];
  return starts.map((fromOn, k) => ({
    ticker,
    fromOn,
    toOn: k + 1 < starts.length ? (starts[k + 1] as Day) - 1 : ALWAYS_TO,
  }));
}

function segmentAt(segments: Segment[] | undefined, on: Day): Segment | undefined {
  return segments?.find((it) => it.fromOn <= on && on <= it.toOn);
}

function reaches(from: Segment, target: Segment, next: Map<Segment, Segment>): boolean {
  for (let it: Segment | undefined = from; it !== undefined; it = next.get(it)) {
    if (it === target) return true;
  }
  return false;
}
