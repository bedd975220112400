import { day, type Day } from '../../../src/time/day.js';
import { splitsAfter, type Story } from './story.js';

/** One security with a position, day by day over the files. */
export interface BookLine {
  readonly symbol: string;
  readonly industry: string;
  /** In the split basis of the last day; the terminal price after the end of a listing. */
  readonly close: Float64Array;
  /** Straight lines between settlements, in the same basis. */
  readonly shares: Float64Array;
  /** Market value by day in US dollars. */
  readonly cap: Float64Array;
}

/** Every line of the files, followed through recorded changes of symbol. */
export function shortBook(told: Story): BookLine[] {
  const successors = new Set(told.actions.flatMap(({ newSymbol }) => newSymbol ?? []));
  return [...told.prices.keys()]
    .filter((key) => !successors.has(key) || told.sectors.has(key))
    .map((key) => bookLine(told, key));
}

function bookLine(told: Story, key: string): BookLine {
  const close = new Float64Array(told.axis.length).fill(Number.NaN);
  const cap = new Float64Array(told.axis.length).fill(Number.NaN);
  for (const row of told.prices.get(key) ?? []) {
    const t = told.axis.indexOnOrBefore(row.tradedOn);
    close[t] = row.close / splitsAfter(told, key, row.tradedOn);
    cap[t] = row.marketCap ?? Number.NaN;
  }
  carry(close);
  carry(cap);
  const end = told.actions.find((it) => it.key === key && it.kind === 'TERMINAL');
  if (end !== undefined && end.amount !== null) {
    const t = told.axis.indexOnOrAfter(end.effectiveOn);
    const last = close[t - 1] as number;
    close.fill(end.amount, t);
    cap.fill(((cap[t - 1] as number) * end.amount) / last, t);
  }
  const symbols = [key, ...(end?.terminalKind === 'BANKRUPT' ? [end.newSymbol ?? ''] : [])];
  const industry = told.industries.get(key) ?? '';
  return { symbol: key, industry, close, cap, shares: shares(told, symbols, end?.effectiveOn) };
}

function carry(values: Float64Array): void {
  for (let t = 1; t < values.length; t++) {
    if (Number.isNaN(values[t])) values[t] = values[t - 1] as number;
  }
}

function shares(told: Story, symbols: readonly string[], endedOn: Day | undefined): Float64Array {
  const out = new Float64Array(told.axis.length);
  const reports = symbols
    .flatMap((symbol) => told.shorts.get(symbol) ?? [])
    .sort((a, b) => a.settledOn - b.settledOn)
    .map((row) => ({
      t: told.axis.indexOnOrBefore(row.settledOn),
      value: row.shares * splitsAfter(told, symbols[0] as string, row.settledOn),
    }));
  reports.forEach(({ t, value }, k) => {
    const next = reports[k + 1] ?? { t: out.length, value };
    for (let u = Math.max(0, t); u < Math.min(next.t, out.length); u++) {
      out[u] = value + ((next.value - value) * (u - t)) / (next.t - t);
    }
  });
  if (endedOn !== undefined && symbols.length === 1) out.fill(0, told.axis.indexOnOrAfter(endedOn));
  return out;
}

export interface BookTotals {
  averageValue: number;
  pnl: number;
  netShorting: number;
}

/** Daily mark to market of one line from the close of one date to the close of another. */
export function totals(told: Story, line: BookLine, from: string, to: string): BookTotals {
  const [base, end] = [told.axis.indexOnOrBefore(day(from)), told.axis.indexOnOrBefore(day(to))];
  const sums = { averageValue: 0, pnl: 0, netShorting: 0 };
  for (let t = base; t <= end; t++) {
    const price = line.close[t] as number;
    if (Number.isNaN(price)) continue;
    sums.averageValue += ((line.shares[t] as number) * price) / (end - base + 1);
    const before = line.close[t - 1] as number;
    if (t === base || Number.isNaN(before)) continue;
    sums.pnl -= (line.shares[t - 1] as number) * (price - before);
    sums.netShorting += ((line.shares[t] as number) - (line.shares[t - 1] as number)) * price;
  }
  return sums;
}

/** Lines whose market value on a date lies in [least, below). */
export function ofSize(
  told: Story,
  book: readonly BookLine[],
  date: string,
  least: number,
  below: number,
): BookLine[] {
  const t = told.axis.indexOnOrBefore(day(date));
  return book.filter(({ cap }) => (cap[t] as number) >= least && (cap[t] as number) < below);
}

/** Sum of the totals of lines. */
export function added(
  told: Story,
  lines: readonly BookLine[],
  from: string,
  to: string,
): BookTotals {
  const sums = { averageValue: 0, pnl: 0, netShorting: 0 };
  for (const line of lines) {
    const one = totals(told, line, from, to);
    sums.averageValue += one.averageValue;
    sums.pnl += one.pnl;
    sums.netShorting += one.netShorting;
  }
  return sums;
}
