import { compareNumbers } from '../kernels/compare-numbers.js';
import { FUND_CATEGORIES } from '../vocabulary.js';
import type { CategoryPart } from './flow-model.js';
import { type FlowNumbers, flowNumbers } from './flow-stats.js';
import type { Member } from './fund-set.js';

export type FlowOrderFieldName = 'KEY' | 'NET_FLOW' | 'FLOW_RATIO' | 'END_ASSETS';

export interface FlowOrderRequest {
  readonly field: FlowOrderFieldName;
  readonly direction: 'ASC' | 'DESC';
}

interface Ranked<T> {
  readonly item: T;
  /** What KEY orders by, and what breaks ties. */
  readonly place: number | string;
  readonly numbers: FlowNumbers;
}

/** Groups in order. NaN comes last either way; ties go by category, in the order of the schema. */
export function rankGroups(
  groups: readonly CategoryPart[],
  order: FlowOrderRequest,
): CategoryPart[] {
  const ranked = groups.map((item) => ({
    item,
    place: FUND_CATEGORIES.indexOf(item.category),
    numbers: item.part.numbers,
  }));
  return rank(ranked, order);
}

/** Lines in order. NaN comes last either way; ties go by name. */
export function rankLines(
  lines: readonly Member[],
  nameOf: (member: Member) => string,
  order: FlowOrderRequest,
): Member[] {
  const ranked = lines.map((item) => ({
    item,
    place: nameOf(item),
    numbers: flowNumbers([item]),
  }));
  return rank(ranked, order);
}

function rank<T>(rows: Ranked<T>[], { field, direction }: FlowOrderRequest): T[] {
  const sign = direction === 'ASC' ? 1 : -1;
  const byPlace = (a: Ranked<T>, b: Ranked<T>) =>
    a.place < b.place ? -1 : a.place > b.place ? 1 : 0;
  const compare = (a: Ranked<T>, b: Ranked<T>) => {
    if (field === 'KEY') return sign * byPlace(a, b);
    return (
      compareNumbers(numberOf(a.numbers, field), numberOf(b.numbers, field), sign) || byPlace(a, b)
    );
  };
  return rows.sort(compare).map(({ item }) => item);
}

function numberOf(numbers: FlowNumbers, field: Exclude<FlowOrderFieldName, 'KEY'>): number {
  const { netFlow, flowRatio, endAssets } = numbers;
  return { NET_FLOW: netFlow, FLOW_RATIO: flowRatio, END_ASSETS: endAssets }[field];
}
