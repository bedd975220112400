import type { PriceBasis } from '../importers/rows.js';
import { NO_DAY, type StoredColumns, type StoredCorporateAction } from '../store/stored-columns.js';
import type { DayAxis } from '../time/day-axis.js';
import { type BarInput, buildBars, type SecurityBars } from './build-prices.js';
import { type ReferenceRows, terminalOf } from './build-securities.js';
import { alignShorts, type Report, reportsOf, type SecurityShorts } from './build-shorts.js';
import { ALWAYS_FROM, ALWAYS_TO, type Chain, type Segment } from './identity.js';
import { countsOf } from './count-caps.js';
import { BarColumns, ReportWriter, splitsFor } from './pack.js';
import type { PriceColumns, Terminal } from './panel.js';
import { type PriceLines, type Run, runsOf, SingleRuns } from './runs.js';
import { factorBetween, type SplitFlag, uniqueSplits } from './splits.js';
import { shareCountRows } from './share-counts.js';
import { StraightBars } from './straight-bars.js';
import { rowAt } from './ticker-rows.js';
import type { Grouped } from './ticker-uses.js';

/** One security with everything that was worked out for it; its columns are written already. */
export interface BuiltSecurity {
  readonly chain: Chain;
  readonly symbol: string;
  readonly bars: SecurityBars | null;
  readonly shorts: Omit<SecurityShorts, 'reports'>;
  readonly reportCount: number;
  /** Rows of the stored share counts. */
  readonly shareCounts: readonly number[];
  readonly terminal: Terminal | null;
  /** Day index and US dollars a share in the basis of the last price. */
  readonly dividends: readonly { index: number; amount: number }[];
}

export interface BuildInput {
  readonly stored: StoredColumns;
  readonly axis: DayAxis;
  readonly rows: ReferenceRows;
  readonly grouped: Grouped;
  readonly chains: readonly Chain[];
  /** Whether every security goes the general way. */
  readonly isPlain: boolean;
}

export interface BuiltSecurities {
  readonly all: readonly BuiltSecurity[];
  readonly prices: PriceColumns;
  readonly reports: ReturnType<ReportWriter['finish']>;
  readonly settlements: readonly number[];
}

/** Builds every security, in order of symbol and then of id. */
export function buildSecurities(input: BuildInput): BuiltSecurities {
  const context = makeContext(input);
  const all: BuiltSecurity[] = [];
  for (const { chain, symbol } of named(input)) {
    const security = buildSecurity(chain, symbol, context);
    if (!isGap(security)) all.push(security);
  }
  return {
    all,
    prices: context.bars.finish(all),
    reports: context.reports.finish(),
    settlements: context.settlements,
  };
}

function named({ chains, rows }: BuildInput): { chain: Chain; symbol: string }[] {
  const symbolOf = ({ segments }: Chain) => {
    const { ticker } = segments.at(-1) as Segment;
    return rows.symbolOf.get(ticker)?.symbol ?? String(ticker);
  };
  return chains
    .map((chain) => ({ chain, symbol: symbolOf(chain) }))
    .sort((a, b) => compare(a.symbol, b.symbol) || compare(a.chain.id, b.chain.id));
}

/** A span that two cuts left of a ticker, with nothing in it, was nobody's. */
function isGap({ chain, bars, reportCount }: BuiltSecurity): boolean {
  const { fromOn, toOn } = chain.segments[0] as Segment;
  const isCutOut = chain.segments.length === 1 && fromOn > ALWAYS_FROM && toOn < ALWAYS_TO;
  return isCutOut && bars === null && reportCount === 0;
}

type BuildContext = ReturnType<typeof makeContext>;

function makeContext(input: BuildInput) {
  const { stored, axis, grouped, chains } = input;
  const basisByBatch = new Map(stored.batches.map((it) => [it.id, it.basis ?? 'RAW']));
  const basisOf = (batch: number): PriceBasis => basisByBatch.get(batch) ?? 'RAW';
  const lines: PriceLines = { prices: stored.prices, byTicker: grouped.prices, basisOf };
  return {
    ...input,
    lines,
    shareCountsOf: shareCountRows(stored.shareCounts),
    singleRuns: new SingleRuns(lines),
    straight: new StraightBars(),
    bars: new BarColumns(barCapacity(input)),
    // A listing that ends may add two reports to those that are stored.
    reports: new ReportWriter(stored.shortInterest.count + 2 * chains.length),
    ends: sourceEnds(stored, axis, basisOf),
    settlements: settlementIndices(stored, axis),
  };
}

function buildSecurity(chain: Chain, symbol: string, context: BuildContext): BuiltSecurity {
  const { stored, axis, rows, grouped } = context;
  const single = context.isPlain ? null : context.singleRuns.of(chain);
  const runs = single ?? runsOf(chain, context.lines);
  const reports = reportsOf(chain, stored.shortInterest, grouped.reports, axis);
  const actions = chain.segments.flatMap((it) => rows.actions.get(it.ticker) ?? []);
  const shareCounts = context.shareCountsOf(chain);
  const recordedSplits = uniqueSplits(
    actions.flatMap((it) =>
      it.kind === 'SPLIT' && it.ratio !== null
        ? [{ effectiveOn: it.effectiveOn, batchId: it.batchId, ratio: it.ratio }]
        : [],
    ),
    (on) => axis.indexOnOrAfter(on),
  );
  const terminal = lastingTerminal(terminalOf(chain, rows), runs, stored);
  const input: BarInput = {
    axis,
    prices: stored.prices,
    runs,
    recordedSplits,
    counts: countsOf(stored.shareCounts, shareCounts, axis, recordedSplits),
    terminalIndex: terminalIndex(terminal, axis),
    sourceEnd: Math.max(-1, ...runs.map((run) => context.ends.get(endKey(run)) ?? -1)),
    flagAt: flagReader(reports, context.settlements),
  };
  const bars = laidBars(input, single !== null, context);
  const shorts =
    bars === null ? unpriced(reports) : closed(alignShorts(reports, bars), bars, context);
  context.reports.take(shorts.reports, splitsFor({ bars, shorts }));
  return {
    chain,
    symbol,
    bars,
    shorts: { splits: shorts.splits, hasMismatch: shorts.hasMismatch },
    reportCount: shorts.reports.length,
    shareCounts,
    terminal,
    dividends: dividendsOf(actions, bars, axis),
  };
}

/** The bars of a security, laid behind those of the one before it. */
function laidBars(input: BarInput, isSingle: boolean, context: BuildContext): SecurityBars | null {
  const [run] = input.runs;
  if (run === undefined) return null;
  if (isSingle) return context.straight.fill(input, run, (length) => context.bars.room(length));
  const bars = buildBars(input);
  return bars === null ? null : context.bars.take(bars);
}

/** A recorded transfer is no end where prices show that trading went on under a new symbol. */
function lastingTerminal(
  terminal: Terminal | null,
  runs: readonly Run[],
  { prices }: StoredColumns,
): Terminal | null {
  if (terminal?.kind !== 'TRANSFERRED') return terminal;
  const after = runs.some((run) =>
    run.rows.some((row: number) => (prices.tradedOn[row] as number) > terminal.effectiveOn + 10),
  );
  return after ? null : terminal;
}

/** Day index of a recorded end; null for one that lies after all stored prices. */
function terminalIndex(terminal: Terminal | null, axis: DayAxis): number | null {
  if (terminal === null) return null;
  const index = axis.indexOnOrAfter(terminal.effectiveOn);
  return index > axis.length ? null : index;
}

function unpriced(reports: readonly Report[]): SecurityShorts {
  return { reports, splits: [], hasMismatch: false };
}

/**
 * FINRA lists every symbol with a position, so one that is missing from the files after its listing
 * ended was closed: the shares are bought back at the terminal price, the day after the last close.
 */
function closed(
  shorts: SecurityShorts,
  bars: SecurityBars,
  { settlements }: BuildContext,
): SecurityShorts {
  const last = shorts.reports.at(-1);
  const isOver = bars.isDelisted && settlements.some((index) => index > bars.lastIndex);
  if (!isOver || last === undefined || last.index > bars.lastIndex) return shorts;
  const factor = factorBetween(shorts.splits, last.index, bars.lastIndex);
  const held: Report = {
    ...last,
    index: bars.lastIndex,
    shares: last.shares * factor,
    firstShares: last.firstShares * factor,
  };
  const none: Report = {
    ...held,
    index: bars.lastIndex + 1,
    publishedIndex: bars.lastIndex + 1,
    shares: 0,
    firstShares: 0,
  };
  const kept = last.index === bars.lastIndex ? [] : [held];
  return { ...shorts, reports: [...shorts.reports, ...kept, none] };
}

/** Reads the split flag of the cycle of a day; few securities ever ask. */
function flagReader(reports: readonly Report[], settlements: readonly number[]) {
  let byIndex: Map<number, Report> | null = null;
  return (index: number): SplitFlag => {
    byIndex ??= new Map(reports.map((it) => [it.index, it]));
    const settlement = settlements.find((it) => it >= index);
    const report = settlement === undefined ? undefined : byIndex.get(settlement);
    if (report === undefined) return 'NO_REPORT';
    return report.isSplit ? 'FLAGGED' : 'NOT_FLAGGED';
  };
}

function dividendsOf(
  actions: readonly StoredCorporateAction[],
  bars: SecurityBars | null,
  axis: DayAxis,
) {
  if (bars === null) return [];
  const byIndex = new Map<number, number>();
  // The actions of a ticker are in order of batch, and the later one wins a day.
  for (const action of actions) {
    if (action.kind !== 'DIVIDEND' || action.amount === null) continue;
    const index = axis.indexOnOrAfter(action.effectiveOn);
    let factor = 1;
    for (const split of bars.splits) if (split.index > index) factor *= split.ratio;
    byIndex.set(index, action.amount / factor);
  }
  return [...byIndex]
    .map(([index, amount]) => ({ index, amount }))
    .sort((a, b) => a.index - b.index);
}

/** Last day index of each price source: raw closes are one source, adjusted files one each. */
function sourceEnds(
  { prices, batches }: StoredColumns,
  axis: DayAxis,
  basisOf: (batch: number) => PriceBasis,
): Map<number, number> {
  const { count, batchId, tradedOn } = prices;
  const top = Math.max(0, ...batches.map(({ id }) => id));
  const lastOn = new Int32Array(top + 1).fill(NO_DAY);
  for (let k = 0; k < count; k++) {
    const batch = batchId[k] as number;
    if ((tradedOn[k] as number) > (lastOn[batch] as number)) lastOn[batch] = tradedOn[k] as number;
  }
  const ends = new Map<number, number>();
  lastOn.forEach((on, batch) => {
    if (on === NO_DAY) return;
    const key = basisOf(batch) === 'RAW' ? 0 : batch;
    ends.set(key, Math.max(ends.get(key) ?? -1e9, axis.indexOnOrBefore(on)));
  });
  return ends;
}

/** Room for the days from the first bar of each security to its last one or its recorded end. */
function barCapacity({ stored, axis, rows, grouped, chains }: BuildInput): number {
  const { tradedOn } = stored.prices;
  let total = 0;
  for (const chain of chains) {
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (const { ticker, fromOn, toOn } of chain.segments) {
      const range = grouped.prices.range(ticker);
      if (range === undefined) continue;
      const firstOn = tradedOn[rowAt(grouped.prices, range[0])] as number;
      const lastOn = tradedOn[rowAt(grouped.prices, range[1] - 1)] as number;
      first = Math.min(first, Math.max(firstOn, fromOn));
      last = Math.max(last, Math.min(lastOn, toOn));
    }
    if (first > last) continue;
    const end = terminalIndex(terminalOf(chain, rows), axis) ?? 0;
    const lastIndex = Math.max(axis.indexOnOrBefore(last), end - 1);
    total += Math.max(0, lastIndex - axis.indexOnOrBefore(first) + 1);
  }
  return total;
}

function endKey(run: Run): number {
  return run.basis === 'RAW' ? 0 : run.batch;
}

/** Day indices of the settlements for which a file is stored, ascending. */
function settlementIndices(stored: StoredColumns, axis: DayAxis): number[] {
  const { shortInterest } = stored;
  const days = new Set<number>();
  let last = NO_DAY;
  for (let k = 0; k < shortInterest.count; k++) {
    const on = shortInterest.settledOn[k] as number;
    if (on === last || shortInterest.vintage[k] !== 1) continue;
    last = on;
    days.add(on);
  }
  return [...days].map((on) => axis.indexOnOrBefore(on)).sort((a, b) => a - b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
