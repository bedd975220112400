import { snapRatio } from '../kernels/basis-ratio.js';
import { sum } from '../kernels/sum.js';
import type { StoredShortInterest } from '../store/stored-columns.js';
import type { DayAxis } from '../time/day-axis.js';
import type { SecurityBars } from './build-prices.js';
import type { Chain, Segment } from './identity.js';
import { covers, type ShortFiles } from './short-files.js';
import { factorBetween, type Split } from './splits.js';
import { type RowsByTicker, rowAt } from './ticker-rows.js';

/** One settlement of one security, in shares of the settlement day. */
export interface Report {
  readonly index: number;
  readonly publishedIndex: number;
  readonly shares: number;
  readonly firstShares: number;
  readonly revisedIndex: number;
  readonly averageDailyVolume: number;
  readonly isSplit: boolean;
  /** Market of the row, one of `ShortFiles`. */
  readonly market: number;
  /** Whether no row says so: a complete file lacks the security, or its listing has ended. */
  readonly isAbsence: boolean;
}

export interface SecurityShorts {
  readonly reports: readonly Report[];
  /** Splits by which the reports are brought to the basis of the last price. */
  readonly splits: readonly Split[];
  readonly hasMismatch: boolean;
}

/** What places the stored rows: days by index, and the market of each row. */
export interface RowPlaces {
  readonly axis: DayAxis;
  readonly marketOfRow: Uint8Array;
}

/** Never revised. */
export const NEVER = 2147483647;
/** Share of the file's volume that the two sources may differ by (M9 a). */
const LOW = 0.7;
const HIGH = 1.43;
/** Cycles needed before volumes are believed to disagree. */
const MIN_CYCLES = 3;

/** The reports of a security, ascending by settlement, both vintages of each in one record. */
export function reportsOf(
  chain: Chain,
  stored: StoredShortInterest,
  byTicker: RowsByTicker,
  places: RowPlaces,
): Report[] {
  const [only, ...more] = chain.segments;
  if (only !== undefined && more.length === 0) return ofOne(only, stored, byTicker, places);
  const first = new Map<number, number>();
  const second = new Map<number, number>();
  for (const { ticker, fromOn, toOn } of chain.segments) {
    const range = byTicker.range(ticker);
    if (range === undefined) continue;
    for (let k = range[0]; k < range[1]; k++) {
      const row = rowAt(byTicker, k);
      const on = stored.settledOn[row] as number;
      if (on < fromOn || on > toOn) continue;
      (stored.vintage[row] === 1 ? first : second).set(on, row);
    }
  }
  const days = [...new Set([...first.keys(), ...second.keys()])].sort((a, b) => a - b);
  return days.map((on) => reportAt(stored, places, first.get(on), second.get(on)));
}

/** Rows of one ticker are in order of day and batch already, and the last of a vintage wins. */
function ofOne(
  { ticker, fromOn, toOn }: Segment,
  stored: StoredShortInterest,
  byTicker: RowsByTicker,
  places: RowPlaces,
): Report[] {
  const reports: Report[] = [];
  const [from, to] = byTicker.range(ticker) ?? [0, 0];
  let first: number | undefined;
  let second: number | undefined;
  for (let k = from; k < to; k++) {
    const row = rowAt(byTicker, k);
    const on = stored.settledOn[row] as number;
    if (on < fromOn || on > toOn) continue;
    if (stored.vintage[row] === 1) first = row;
    else second = row;
    const next = k + 1 < to ? stored.settledOn[rowAt(byTicker, k + 1)] : undefined;
    if (next === on) continue;
    reports.push(reportAt(stored, places, first, second));
    first = undefined;
    second = undefined;
  }
  return reports;
}

function reportAt(
  stored: StoredShortInterest,
  { axis, marketOfRow }: RowPlaces,
  first: number | undefined,
  second: number | undefined,
): Report {
  const main = (first ?? second) as number;
  const published = (row: number) => axis.indexOnOrAfter(stored.publishedOn[row] as number);
  return {
    index: axis.indexOnOrBefore(stored.settledOn[main] as number),
    publishedIndex: published(main),
    shares: stored.shares[second ?? main] as number,
    firstShares: first === undefined ? Number.NaN : (stored.shares[first] as number),
    revisedIndex: second === undefined ? NEVER : published(second),
    averageDailyVolume: stored.averageDailyVolume[main] as number,
    isSplit: stored.isSplit[main] === 1,
    market: marketOfRow[main] as number,
    isAbsence: false,
  };
}

/**
 * The reports of a security with a 0 at each settlement whose file covers it and lacks it (M10).
 * The first market that it was seen on counts for the settlements before.
 */
export function withAbsences(rows: readonly Report[], files: ShortFiles): Report[] {
  const all: Report[] = [];
  if (rows.length === 0) return all;
  let { market } = rows[0] as Report;
  let next = 0;
  for (let f = 0; f < files.count; f++) {
    const index = files.index[f] as number;
    for (; next < rows.length && (rows[next] as Report).index < index; next++) {
      all.push(rows[next] as Report);
    }
    const row = rows[next];
    const isOwn = row?.index === index;
    if (isOwn) ({ market } = row);
    const absence = covers(files, f, market) ? absenceAt(files, f, market) : null;
    if (isOwn) {
      all.push(absence !== null && Number.isNaN(row.firstShares) ? addedLater(row, absence) : row);
      next++;
    } else if (absence !== null) all.push(absence);
  }
  return [...all, ...rows.slice(next)];
}

function absenceAt(files: ShortFiles, f: number, market: number): Report {
  return {
    index: files.index[f] as number,
    publishedIndex: files.publishedIndex[f] as number,
    shares: 0,
    firstShares: 0,
    revisedIndex: NEVER,
    averageDailyVolume: Number.NaN,
    isSplit: false,
    market,
    isAbsence: true,
  };
}

/** A position that the file of its settlement lacks, and the next one states: 0 in between. */
function addedLater(row: Report, { publishedIndex, firstShares }: Report): Report {
  return { ...row, publishedIndex, firstShares, revisedIndex: row.publishedIndex };
}

/**
 * Brings reports and prices to one basis (M9). With raw closes the splits are known; with adjusted
 * closes the reports between two split flags share one factor, which the volumes give: adjusted
 * price-file volume over FINRA's. Volumes that still disagree mark a mismatch.
 */
export function alignShorts(reports: readonly Report[], bars: SecurityBars): SecurityShorts {
  const usable = bars.isRaw ? withoutLostBasis(reports, bars) : reports;
  const splits = bars.isRaw || bars.splits.length > 0 ? bars.splits : impliedSplits(usable, bars);
  const ratios = volumeRatios(usable, bars, splits);
  const middle = median(ratios);
  const hasMismatch = ratios.length >= MIN_CYCLES && !(middle >= LOW && middle <= HIGH);
  return { reports: usable, splits, hasMismatch };
}

/** A report from before the first price cannot be restated when a split lies in between. */
function withoutLostBasis(reports: readonly Report[], bars: SecurityBars): Report[] {
  return reports.filter((report, k) => {
    const next = reports[k + 1];
    if (next === undefined || report.index >= bars.firstIndex || !next.isSplit) return true;
    return bars.splits.some((it) => it.index > report.index && it.index <= next.index);
  });
}

function impliedSplits(reports: readonly Report[], bars: SecurityBars): Split[] {
  const segments: Report[][] = [[]];
  for (const report of reports) {
    if (report.isSplit && (segments.at(-1) as Report[]).length > 0) segments.push([]);
    (segments.at(-1) as Report[]).push(report);
  }
  const factors = segments.map((segment) => {
    const middle = median(volumeRatios(segment, bars, []));
    if (!(middle > 0) || (middle >= LOW && middle <= HIGH)) return 1;
    const snapped = snapRatio(middle, 0.1);
    return Number.isFinite(snapped) ? snapped : middle;
  });
  return segments.flatMap((segment, k) => {
    const ratio = (factors[k] as number) / (factors[k + 1] ?? 1);
    const nextStart = segments[k + 1]?.[0]?.index ?? (segment.at(-1)?.index ?? 0) + 1;
    return ratio === 1 || segment.length === 0 ? [] : [{ index: nextStart, ratio }];
  });
}

/** Mean price-file volume of each cycle over the aligned FINRA average; cycles with splits out. */
function volumeRatios(
  reports: readonly Report[],
  bars: SecurityBars,
  splits: readonly Split[],
): number[] {
  const ratios: number[] = [];
  for (let k = 0; k < reports.length; k++) {
    const report = reports[k] as Report;
    const after = k > 0 ? (reports[k - 1] as Report).index : report.index - 11;
    if (report.isSplit || !(report.averageDailyVolume > 0)) continue;
    if (after + 1 < bars.firstIndex || report.index > bars.lastIndex) continue;
    if (report.index - after > 15) continue;
    const from = after + 1 - bars.firstIndex;
    const to = report.index - bars.firstIndex + 1;
    const factor = factorBetween(splits, report.index, NEVER);
    const mean = sum(bars.volume, from, to) / (to - from);
    ratios.push(mean / (report.averageDailyVolume * factor));
  }
  // A volume that is missing or zero tells nothing.
  return ratios.filter((ratio) => ratio > 0 && Number.isFinite(ratio));
}

function median(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
}
