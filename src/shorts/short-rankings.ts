import type { ShortInquiry } from './short-inquiry.js';
import type { ShortLine } from './short-line.js';
import type { LineGroup } from './short-set.js';
import type { ShortTotals } from './short-totals.js';

export type Direction = 'ASC' | 'DESC';
export type ShortField =
  | 'KEY'
  | 'PNL'
  | 'PNL_RATIO'
  | 'NET_PNL'
  | 'AVERAGE_VALUE'
  | 'NET_SHORTING'
  | 'VALUE_CHANGE';

/** The securities of a report in order, each with its lines; ties go by symbol, NaN comes last. */
export function rankLines(
  inquiry: ShortInquiry,
  field: ShortField,
  direction: Direction,
): (readonly ShortLine[])[] {
  // In order of symbol already, as ordinals are.
  const lists = inquiry.bySecurity();
  if (field === 'KEY') return direction === 'ASC' ? lists : lists.toReversed();
  return ranked(lists, (lines) => fieldOf(sumsOf(inquiry, lines), field), direction);
}

/** Groups in order; ties go by label. They arrive in order of key, which KEY keeps or reverses. */
export function rankGroups(
  inquiry: ShortInquiry,
  groups: readonly LineGroup[],
  field: ShortField,
  direction: Direction,
): readonly LineGroup[] {
  if (field === 'KEY') return direction === 'ASC' ? groups : groups.toReversed();
  const byLabel = groups.toSorted((a, b) => compareText(a.key.label, b.key.label));
  const valueFor = (group: LineGroup) => fieldOf(inquiry.totalsFor(group.lines), field);
  return ranked(byLabel, valueFor, direction);
}

/** Items by value, NaN last; equal ones keep their order. */
function ranked<T>(items: readonly T[], valueFor: (item: T) => number, direction: Direction): T[] {
  const sign = direction === 'ASC' ? 1 : -1;
  // NaN has no order of its own.
  const values = Float64Array.from(items, (item) => {
    const value = sign * valueFor(item);
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  });
  const order = Int32Array.from(items.keys());
  order.sort((a, b) => compareNumbers(values[a] as number, values[b] as number) || a - b);
  return Array.from(order, (k) => items[k] as T);
}

type RankedSums = Pick<
  ShortTotals,
  'pnl' | 'averageValue' | 'dividends' | 'financing' | 'netShorting' | 'priceEffect'
>;

/** The sums of the lines of one security, which mostly has one. */
function sumsOf(inquiry: ShortInquiry, lines: readonly ShortLine[]): RankedSums {
  const [line] = lines;
  if (line === undefined || lines.length > 1) return inquiry.totalsFor(lines);
  const { pnl, dividends, financing, netShorting, priceEffect, valueSum } = line;
  const { base, end } = inquiry.question.window;
  const averageValue = valueSum / (end - base + 1);
  return { pnl, averageValue, dividends, financing, netShorting, priceEffect };
}

function fieldOf(totals: RankedSums, field: Exclude<ShortField, 'KEY'>): number {
  switch (field) {
    case 'PNL':
      return totals.pnl;
    case 'PNL_RATIO':
      return totals.pnl / totals.averageValue;
    case 'NET_PNL':
      return totals.pnl - totals.dividends - totals.financing;
    case 'AVERAGE_VALUE':
      return totals.averageValue;
    case 'NET_SHORTING':
      return totals.netShorting;
    case 'VALUE_CHANGE':
      return totals.netShorting + totals.priceEffect;
  }
}

/** Infinity less infinity is no order. */
function compareNumbers(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
