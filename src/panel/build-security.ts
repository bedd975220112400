import type { StoredColumns, StoredCorporateAction } from '../store/stored-columns.js';
import type { DayAxis } from '../time/day-axis.js';
import { type BarInput, buildBars, type SecurityBars } from './build-prices.js';
import type { ReferenceRows } from './build-securities.js';
import {
  alignShorts,
  type Report,
  reportsOf,
  type SecurityShorts,
  withAbsences,
} from './build-shorts.js';
import { ALWAYS_FROM, ALWAYS_TO, type Chain, type Segment } from './identity.js';
import { countsOf } from './count-caps.js';
import { BarColumns, ReportWriter, splitsFor } from './pack.js';
import { DirectBars, type Scatter } from './packed/direct-bars.js';
import { flatRows } from './packed/flat-rows.js';
import { type PriceSurvey, pricedTickers } from './packed/survey.js';
import type { PriceColumns, Terminal } from './panel.js';
import { lastingTerminal, type Plan, planOf, terminalIndex } from './plan-security.js';
import { type BasisOf, sourceOf } from './price-sources.js';
import { type PriceLines, type Run, runsOf, SingleRuns } from './runs.js';
import { shareCountRows } from './share-counts.js';
import type { ShortFiles } from './short-files.js';
import { factorBetween, type SplitFlag } from './splits.js';
import { StraightBars } from './straight-bars.js';
import { priceRows, type RowsByTicker } from './ticker-rows.js';

/** One security with everything that was worked out for it; its columns are written already. */
export interface BuiltSecurity {
  readonly chain: Chain;
  readonly symbol: string;
  readonly bars: SecurityBars | null;
  readonly shorts: Omit<SecurityShorts, 'reports'>;
  readonly reportCount: number;
  /** Market of the last short report; 0 without any. */
  readonly market: number;
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
  readonly survey: PriceSurvey;
  readonly basisOf: BasisOf;
  readonly byTicker: { readonly reports: RowsByTicker };
  readonly files: ShortFiles;
  readonly chains: readonly Chain[];
  /** Whether every security goes the general way. */
  readonly isPlain: boolean;
  readonly scatter: Scatter | undefined;
}

export interface BuiltSecurities {
  readonly all: readonly BuiltSecurity[];
  readonly prices: PriceColumns;
  readonly reports: ReturnType<ReportWriter['finish']>;
}

/** Builds every security, in order of symbol and then of id. */
export function buildSecurities(input: BuildInput): BuiltSecurities {
  const all = named(input);
  const context = makeContext(input, all);
  const built = all.map(({ symbol }, k) => buildSecurity(k, symbol, context));
  const kept = built.filter((security) => !isGap(security));
  const bars = context.bars.closeUp(kept.map((it) => it.bars));
  const moved = kept.map((it, k) => ({ ...it, bars: bars[k] as SecurityBars | null }));
  return {
    all: moved,
    prices: context.bars.finish(moved),
    reports: context.reports.finish(),
  };
}

interface Named {
  readonly chain: Chain;
  readonly symbol: string;
}

function named({ chains, rows }: BuildInput): Named[] {
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

function makeContext(input: BuildInput, named: readonly Named[]) {
  const { stored, axis, survey, basisOf, isPlain, files } = input;
  const plans = named.map(({ chain }) => planOf(chain, input));
  const places = plans.flatMap(({ direct }) => direct ?? []);
  const isDirect = new Set(places.map(({ ticker }) => ticker));
  const { packedPrices = [] } = stored;
  const others = pricedTickers(survey).filter((ticker) => !isDirect.has(ticker));
  const prices = flatRows(stored.prices, packedPrices, others);
  const lines: PriceLines = { prices, byTicker: priceRows(prices), basisOf };
  const bars = new BarColumns(plans.map(({ room }) => room));
  const placed = plans.map(({ direct }, k) => direct && { ...direct, at: bars.start(k) });
  const found = placed.filter((it) => it !== null);
  return {
    ...input,
    plans,
    lines,
    shareCountsOf: shareCountRows(stored.shareCounts),
    singleRuns: isPlain ? null : new SingleRuns(lines),
    straight: new StraightBars(),
    bars,
    placed,
    direct: new DirectBars(packedPrices, found, bars, axis, input.scatter),
    // A file may lack a security, and a listing that ends may add two reports.
    reports: new ReportWriter(stored.shortInterest.count + (files.count + 2) * named.length),
    ends: sourceEnds(survey, axis, basisOf),
  };
}

function buildSecurity(k: number, symbol: string, context: BuildContext): BuiltSecurity {
  const { stored, axis, lines } = context;
  const { chain, terminal: ownTerminal, actions, recordedSplits } = context.plans[k] as Plan;
  const direct = context.placed[k] ?? null;
  const single = direct !== null ? [direct.run] : (context.singleRuns?.of(chain) ?? null);
  const runs = single ?? runsOf(chain, lines);
  const { files } = context;
  const places = { axis, marketOfRow: files.marketOfRow };
  const rows = reportsOf(chain, stored.shortInterest, context.byTicker.reports, places);
  const reports = withAbsences(rows, files);
  const shareCounts = context.shareCountsOf(chain);
  const terminal = lastingTerminal(ownTerminal, runs);
  const input: BarInput = {
    axis,
    prices: lines.prices,
    runs,
    recordedSplits,
    counts: countsOf(stored.shareCounts, shareCounts, axis, recordedSplits),
    terminalIndex: terminalIndex(terminal, axis),
    sourceEnd: Math.max(-1, ...runs.map((run) => context.ends.get(endKey(run)) ?? -1)),
    flagAt: flagReader(rows, files.index),
  };
  const bars = laidBars(k, input, single !== null, context);
  const shorts =
    bars === null ? unpriced(reports) : closed(alignShorts(reports, bars), bars, context);
  context.reports.take(shorts.reports, splitsFor({ bars, shorts }));
  return {
    chain,
    symbol,
    bars,
    shorts: { splits: shorts.splits, hasMismatch: shorts.hasMismatch },
    reportCount: shorts.reports.length,
    market: rows.at(-1)?.market ?? 0,
    shareCounts,
    terminal,
    dividends: dividendsOf(actions, bars, axis),
  };
}

/** The bars of a security, laid into its room. */
function laidBars(
  k: number,
  input: BarInput,
  isSingle: boolean,
  context: BuildContext,
): SecurityBars | null {
  const place = context.placed[k] ?? null;
  if (place !== null) return context.direct.finish(input, place);
  const [run] = input.runs;
  if (run === undefined) return null;
  if (isSingle) return context.straight.fill(input, run, (length) => context.bars.room(k, length));
  const bars = buildBars(input);
  return bars === null ? null : context.bars.take(k, bars);
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
  { files }: BuildContext,
): SecurityShorts {
  const isOver = bars.isDelisted && files.index.some((index) => index > bars.lastIndex);
  const goesOn = shorts.reports.some((it) => !it.isAbsence && it.index > bars.lastIndex);
  if (!isOver || goesOn) return shorts;
  const before = shorts.reports.filter((it) => it.index <= bars.lastIndex);
  const last = before.at(-1);
  if (last === undefined || before.every((it) => it.isAbsence)) return shorts;
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
    isAbsence: true,
  };
  const kept = last.index === bars.lastIndex || last.isAbsence ? [] : [held];
  const after = shorts.reports.filter((it) => it.index > none.index);
  return { ...shorts, reports: [...before, ...kept, none, ...after] };
}

/** Reads the split flag of the cycle of a day; few securities ever ask. */
function flagReader(reports: readonly Report[], settlements: Int32Array) {
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

/** Last day index of each price source. */
function sourceEnds(
  { lastOfBatch }: PriceSurvey,
  axis: DayAxis,
  basisOf: BasisOf,
): Map<number, number> {
  const ends = new Map<number, number>();
  for (const [batch, on] of lastOfBatch) {
    const key = sourceOf(batch, basisOf);
    ends.set(key, Math.max(ends.get(key) ?? -1e9, axis.indexOnOrBefore(on)));
  }
  return ends;
}

function endKey(run: Run): number {
  return run.basis === 'RAW' ? 0 : run.batch;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
