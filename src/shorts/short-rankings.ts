import type { Panel } from '../panel/panel.js';
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
  const lists = inquiry.bySecurity();
  const symbolOf = (lines: readonly ShortLine[]) =>
    symbol(inquiry.question.panel, (lines[0] as ShortLine).security);
  return ranked(lists, (lines) => inquiry.totalsFor(lines), symbolOf, field, direction);
}

/** Groups in order; ties go by label. They arrive in order of key, which KEY keeps or reverses. */
export function rankGroups(
  inquiry: ShortInquiry,
  groups: readonly LineGroup[],
  field: ShortField,
  direction: Direction,
): readonly LineGroup[] {
  if (field === 'KEY') return direction === 'ASC' ? groups : groups.toReversed();
  const totals = (group: LineGroup) => inquiry.totalsFor(group.lines);
  return ranked(groups, totals, (group) => group.key.label, field, direction);
}

function ranked<T>(
  items: readonly T[],
  totalsOf: (item: T) => ShortTotals,
  nameOf: (item: T) => string,
  field: ShortField,
  direction: Direction,
): T[] {
  const sign = direction === 'ASC' ? 1 : -1;
  const keyed = items.map((item) => ({
    item,
    name: nameOf(item),
    value: field === 'KEY' ? 0 : fieldOf(totalsOf(item), field),
  }));
  keyed.sort((a, b) => {
    const byName = a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
    if (field === 'KEY') return sign * byName;
    const isMissing = Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value));
    if (isMissing !== 0 || Number.isNaN(a.value)) return isMissing || byName;
    return sign * (a.value - b.value) || byName;
  });
  return keyed.map(({ item }) => item);
}

function fieldOf(totals: ShortTotals, field: Exclude<ShortField, 'KEY'>): number {
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

function symbol(panel: Panel, i: number): string {
  return panel.securities.symbols[i] as string;
}
