import type { StoredPrices } from '../store/stored-columns.js';
import type { DayAxis } from '../time/day-axis.js';
import { type DatedCount, fillFromCounts } from './count-caps.js';
import { cleanMarketCaps } from './market-cap.js';
import type { Run } from './runs.js';
import { factorBetween, type Split, type SplitFlag, splitsOf } from './splits.js';

/** The bars of one security before they are packed into the panel's columns. */
export interface SecurityBars {
  readonly firstIndex: number;
  readonly lastIndex: number;
  readonly isDelisted: boolean;
  readonly close: Float64Array;
  readonly hasTraded: Uint8Array;
  readonly volume: Float64Array;
  readonly marketCap: Float64Array;
  readonly splits: readonly Split[];
  /** Whether the closes were raw, so that splits are known; else only share counts can tell. */
  readonly isRaw: boolean;
}

export interface BarInput {
  readonly axis: DayAxis;
  readonly prices: StoredPrices;
  readonly runs: readonly Run[];
  readonly recordedSplits: readonly Split[];
  readonly counts: readonly DatedCount[];
  /** Day index from which the old listing no longer traded, where that is recorded. */
  readonly terminalIndex: number | null;
  /** Last day index for which the sources of these runs hold any price. */
  readonly sourceEnd: number;
  readonly flagAt: (index: number) => SplitFlag;
}

/** A listing that is missing for more sessions than this at the end of its source has ended. */
const ABSENT_FOR = 5;

interface Bar {
  readonly index: number;
  readonly close: number;
  readonly volume: number;
  readonly cap: number;
}

/**
 * The general way, for any number of runs: see `StraightBars` for the usual one.
 *
 * One security's bars in one split basis: the best run, extended before its first and after its
 * last day by the others, scaled at the nearest common day. Null without any price.
 */
export function buildBars(input: BarInput): SecurityBars | null {
  const [primary, ...others] = input.runs;
  if (primary === undefined || primary.rows.length === 0) return null;
  const isRaw = primary.basis === 'RAW';
  const raw = readRun(input, primary);
  const bare = { prices: input.prices, rows: primary.rows, index: raw.map(({ index }) => index) };
  const splits = isRaw ? splitsOf(bare, input.recordedSplits, input.flagAt) : input.recordedSplits;
  const lastRaw = (raw.at(-1) as Bar).index;
  let bars: Bar[] = raw.map((bar) => {
    const factor = isRaw ? factorBetween(splits, bar.index, lastRaw) : 1;
    return {
      index: bar.index,
      close: bar.close / factor,
      volume: bar.volume * factor,
      cap: bar.cap,
    };
  });
  for (const run of others) bars = extend(bars, readRun(input, run));
  if (input.terminalIndex !== null) {
    const end = input.terminalIndex;
    bars = bars.filter((bar) => bar.index < end);
    if (bars.length === 0) return null;
  }
  return { ...dense(bars, input), splits: splits.filter((it) => it.index <= lastRaw), isRaw };
}

function readRun(input: BarInput, run: Run): Bar[] {
  const { prices, axis } = input;
  return Array.from(run.rows, (row) => ({
    index: axis.indexOnOrBefore(prices.tradedOn[row] as number),
    close: prices.close[row] as number,
    volume: prices.volume[row] as number,
    cap: prices.marketCap[row] as number,
  }));
}

function extend(bars: Bar[], run: Bar[]): Bar[] {
  const first = bars[0] as Bar;
  const last = bars.at(-1) as Bar;
  const at = new Map(bars.map((bar) => [bar.index, bar]));
  const common = run.filter((bar) => at.has(bar.index));
  const scaleAt = (bar: Bar | undefined) =>
    bar === undefined ? 1 : (at.get(bar.index) as Bar).close / bar.close;
  const head = scaleAt(common[0]);
  const tail = scaleAt(common.at(-1));
  const scaled = (bar: Bar, scale: number): Bar => ({
    index: bar.index,
    close: bar.close * scale,
    volume: bar.volume / scale,
    cap: bar.cap,
  });
  return [
    ...run.filter((bar) => bar.index < first.index).map((bar) => scaled(bar, head)),
    ...bars,
    ...run.filter((bar) => bar.index > last.index).map((bar) => scaled(bar, tail)),
  ];
}

function dense(bars: Bar[], input: BarInput): Omit<SecurityBars, 'splits' | 'isRaw'> {
  const firstIndex = (bars[0] as Bar).index;
  const lastBar = (bars.at(-1) as Bar).index;
  const lastIndex = input.terminalIndex === null ? lastBar : input.terminalIndex - 1;
  const length = lastIndex - firstIndex + 1;
  const close = new Float64Array(length);
  const hasTraded = new Uint8Array(length);
  const volume = new Float64Array(length).fill(Number.NaN);
  const cap = new Float64Array(length).fill(Number.NaN);
  for (const bar of bars) {
    const k = bar.index - firstIndex;
    close[k] = bar.close;
    hasTraded[k] = bar.volume === 0 ? 0 : 1;
    volume[k] = bar.volume;
    cap[k] = bar.cap;
  }
  const isMarked = new Uint8Array(length);
  for (const bar of bars) isMarked[bar.index - firstIndex] = 1;
  for (let k = 1; k < length; k++) {
    if (isMarked[k] === 0) close[k] = close[k - 1] as number;
  }
  fillFromCounts(cap, close, firstIndex, input.counts);
  const marketCap = new Float64Array(length);
  cleanMarketCaps(marketCap, close, cap);
  const isDelisted = endsEarly(input, lastBar);
  return { firstIndex, lastIndex, isDelisted, close, hasTraded, volume, marketCap };
}

/** Whether a listing with its last bar on a day index ended before the source of its prices. */
export function endsEarly({ terminalIndex, sourceEnd }: BarInput, lastBar: number): boolean {
  return terminalIndex !== null || lastBar + ABSENT_FOR < sourceEnd;
}
