import type { PriceBasis } from '../importers/rows.js';
import type { StoredColumns, StoredCorporateAction } from '../store/stored-columns.js';
import type { DayAxis } from '../time/day-axis.js';
import { buildBars, type SecurityBars } from './build-prices.js';
import { type ReferenceRows, shareCountsOf, terminalOf } from './build-securities.js';
import { alignShorts, type Report, reportsOf, type SecurityShorts } from './build-shorts.js';
import { ALWAYS_FROM, ALWAYS_TO, type Chain, type Segment } from './identity.js';
import type { Terminal } from './panel.js';
import { type Run, runsOf } from './runs.js';
import { factorBetween, type SplitFlag, uniqueSplits } from './splits.js';
import { groupByTicker, priceRows } from './ticker-rows.js';

/** One security with everything that was worked out for it, before packing. */
export interface BuiltSecurity {
  readonly chain: Chain;
  readonly symbol: string;
  readonly bars: SecurityBars | null;
  readonly shorts: SecurityShorts;
  readonly terminal: Terminal | null;
  /** Day index and US dollars a share in the basis of the last price. */
  readonly dividends: readonly { index: number; amount: number }[];
}

export interface BuildInput {
  readonly stored: StoredColumns;
  readonly axis: DayAxis;
  readonly rows: ReferenceRows;
  readonly chains: readonly Chain[];
}

/** Builds every security, in order of symbol and then of id. */
export function buildSecurities(input: BuildInput): BuiltSecurity[] {
  const context = makeContext(input);
  return input.chains
    .map((chain) => buildSecurity(chain, context))
    .filter((it) => !isGap(it))
    .sort((a, b) => compare(a.symbol, b.symbol) || compare(a.chain.id, b.chain.id));
}

/** A span that two cuts left of a ticker, with nothing in it, was nobody's. */
function isGap({ chain, bars, shorts }: BuiltSecurity): boolean {
  const { fromOn, toOn } = chain.segments[0] as Segment;
  const isCutOut = chain.segments.length === 1 && fromOn > ALWAYS_FROM && toOn < ALWAYS_TO;
  return isCutOut && bars === null && shorts.reports.length === 0;
}

type BuildContext = ReturnType<typeof makeContext>;

function makeContext(input: BuildInput) {
  const { stored, axis } = input;
  const basisByBatch = new Map(stored.batches.map((it) => [it.id, it.basis ?? 'RAW']));
  const basisOf = (batch: number): PriceBasis => basisByBatch.get(batch) ?? 'RAW';
  const { shortInterest } = stored;
  return {
    ...input,
    basisOf,
    priceRows: priceRows(stored.prices),
    reportRows: groupByTicker(
      shortInterest.tickerId,
      shortInterest.settledOn,
      shortInterest.batchId,
      shortInterest.count,
    ),
    ends: sourceEnds(stored, axis, basisOf),
    settlements: settlementIndices(stored, axis),
  };
}

function buildSecurity(chain: Chain, context: BuildContext): BuiltSecurity {
  const { stored, axis, rows } = context;
  const runs = runsOf(chain, stored.prices, context.priceRows, context.basisOf);
  const reports = reportsOf(chain, stored.shortInterest, context.reportRows, axis);
  const actions = chain.segments.flatMap((it) => rows.actions.get(it.ticker) ?? []);
  const recordedSplits = uniqueSplits(
    actions.flatMap((it) =>
      it.kind === 'SPLIT' && it.ratio !== null
        ? [{ effectiveOn: it.effectiveOn, batchId: it.batchId, ratio: it.ratio }]
        : [],
    ),
    (on) => axis.indexOnOrAfter(on),
  );
  const terminal = lastingTerminal(terminalOf(chain, rows), runs, stored);
  const bars = buildBars({
    axis,
    prices: stored.prices,
    runs,
    recordedSplits,
    shareCounts: shareCountsOf(chain, rows),
    terminalIndex: terminalIndex(terminal, axis),
    sourceEnd: Math.max(-1, ...runs.map((run) => context.ends.get(endKey(run)) ?? -1)),
    flagAt: flagReader(reports, context.settlements),
  });
  const last = chain.segments.at(-1)!;
  return {
    chain,
    symbol: rows.symbolOf.get(last.ticker)?.symbol ?? String(last.ticker),
    bars,
    shorts: bars === null ? unpriced(reports) : closed(alignShorts(reports, bars), bars, context),
    terminal,
    dividends: dividendsOf(actions, bars, axis),
  };
}

/** A recorded transfer is no end where prices show that trading went on under a new symbol. */
function lastingTerminal(
  terminal: Terminal | null,
  runs: readonly Run[],
  { prices }: StoredColumns,
): Terminal | null {
  if (terminal?.kind !== 'TRANSFERRED') return terminal;
  const after = runs.some((run) =>
    run.rows.some((row) => (prices.tradedOn[row] as number) > terminal.effectiveOn + 10),
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

function flagReader(reports: readonly Report[], settlements: readonly number[]) {
  const byIndex = new Map(reports.map((it) => [it.index, it]));
  return (index: number): SplitFlag => {
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
  stored: StoredColumns,
  axis: DayAxis,
  basisOf: (batch: number) => PriceBasis,
): Map<number, number> {
  const lastOn = new Map<number, number>();
  const { prices } = stored;
  for (let k = 0; k < prices.count; k++) {
    const batch = prices.batchId[k] as number;
    const key = basisOf(batch) === 'RAW' ? 0 : batch;
    const on = prices.tradedOn[k] as number;
    if (on > (lastOn.get(key) ?? -1e9)) lastOn.set(key, on);
  }
  return new Map([...lastOn].map(([key, on]) => [key, axis.indexOnOrBefore(on)]));
}

function endKey(run: Run): number {
  return run.basis === 'RAW' ? 0 : run.batch;
}

/** Day indices of the settlements for which a file is stored, ascending. */
export function settlementIndices(stored: StoredColumns, axis: DayAxis): number[] {
  const { shortInterest } = stored;
  const days = new Set<number>();
  for (let k = 0; k < shortInterest.count; k++) {
    if (shortInterest.vintage[k] === 1) days.add(shortInterest.settledOn[k] as number);
  }
  return [...days].map((on) => axis.indexOnOrBefore(on)).sort((a, b) => a - b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
