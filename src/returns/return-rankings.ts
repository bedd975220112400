import { compareNumbers } from '../kernels/compare-numbers.js';
import { compareKeys, type GroupDimension } from '../securities/group-members.js';
import type { KeyedSet, ReturnLines } from './return-model.js';

export type Direction = 'ASC' | 'DESC';
export type LineField = 'PERIOD_RETURN' | 'CONTRIBUTION' | 'WEIGHT';
export type GroupField =
  | 'KEY'
  | 'MEMBER_COUNT'
  | 'DECLINER_SHARE'
  | 'EQUAL_WEIGHT_RETURN'
  | 'CAP_WEIGHT_RETURN';

const ranked = new WeakMap<ReturnLines, Map<string, Int32Array>>();

/** Positions of lines in order. NaN comes last either way; ties go by symbol, as members do. */
export function rankLines(lines: ReturnLines, field: LineField, direction: Direction): Int32Array {
  const known = ranked.get(lines) ?? new Map<string, Int32Array>();
  ranked.set(lines, known);
  const key = `${field} ${direction}`;
  const order = known.get(key) ?? orderOf(lines, field, direction);
  known.set(key, order);
  return order;
}

function orderOf(lines: ReturnLines, field: LineField, direction: Direction): Int32Array {
  const values = {
    PERIOD_RETURN: lines.periodReturn,
    CONTRIBUTION: lines.contribution,
    WEIGHT: lines.weight,
  }[field];
  const sign = direction === 'ASC' ? 1 : -1;
  return Int32Array.from(lines.members.keys()).sort(
    (a, b) => compareNumbers(values[a] as number, values[b] as number, sign) || a - b,
  );
}

/** Groups in order. NaN comes last either way; ties go by label. */
export function rankGroups(
  groups: readonly KeyedSet[],
  by: readonly GroupDimension[],
  field: GroupField,
  direction: Direction,
): KeyedSet[] {
  const sign = direction === 'ASC' ? 1 : -1;
  const byLabel = (a: KeyedSet, b: KeyedSet): number => (a.key.label < b.key.label ? -1 : 1);
  if (field === 'KEY') {
    return [...groups].sort((a, b) => sign * compareKeys(a.key, b.key, by) || byLabel(a, b));
  }
  const values = new Map(groups.map((group) => [group, numberOf(group, field)]));
  const value = (group: KeyedSet) => values.get(group) as number;
  return [...groups].sort((a, b) => compareNumbers(value(a), value(b), sign) || byLabel(a, b));
}

function numberOf({ set: { stats } }: KeyedSet, field: Exclude<GroupField, 'KEY'>): number {
  switch (field) {
    case 'MEMBER_COUNT':
      return stats.memberCount;
    case 'DECLINER_SHARE':
      return stats.declinerShare;
    case 'EQUAL_WEIGHT_RETURN':
      return stats.equalWeightReturn;
    case 'CAP_WEIGHT_RETURN':
      return stats.capWeightReturn;
  }
}
