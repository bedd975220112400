import { compareNumbers } from '../../kernels/compare-numbers.js';
import type { ShortInquiry } from '../short-inquiry.js';
import type { LineNumber, Lines } from '../lines/lines.js';
import type { LineGroup } from '../short-set.js';
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

/** The securities of a report in order, each with its lines. */
export function rankLines(inquiry: ShortInquiry, field: ShortField, direction: Direction): Lines[] {
  return Array.from(rankSecurities(inquiry, field, direction), (k) => inquiry.linesAt(k));
}

/**
 * The securities of a report in order, each by its place in order of symbol; ties go by symbol, NaN
 * comes last. Beyond the first `count` their order is not told.
 */
export function rankSecurities(
  inquiry: ShortInquiry,
  field: ShortField,
  direction: Direction,
  count = Number.POSITIVE_INFINITY,
): Int32Array {
  const { lines } = inquiry.set;
  const { starts } = inquiry;
  const days = inquiry.question.window.end - inquiry.question.window.base;
  const places = counted(starts.length - 1);
  // In order of symbol already, as ordinals are.
  if (field === 'KEY') return direction === 'ASC' ? places : places.reverse();
  const single = new SumsOfOne(lines, days);
  const valueAt = (k: number): number => {
    single.at = starts[k] as number;
    const isOne = starts[k + 1] === single.at + 1;
    return fieldOf(isOne ? single : inquiry.totalsFor(inquiry.linesAt(k)), field);
  };
  return ranked(places, valueAt, direction, count);
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
  const valueAt = (k: number) => fieldOf(inquiry.totalsFor((byLabel[k] as LineGroup).lines), field);
  const order = ranked(Int32Array.from(byLabel.keys()), valueAt, direction);
  return Array.from(order, (k) => byLabel[k] as LineGroup);
}

/** The places 0, 1, 2 ... by value, NaN last; equal ones keep their order, up to the `count`-th. */
function ranked(
  places: Int32Array,
  valueAt: (k: number) => number,
  direction: Direction,
  count = Number.POSITIVE_INFINITY,
): Int32Array {
  const sign = direction === 'ASC' ? 1 : -1;
  const values = new Float64Array(places.length);
  for (let k = 0; k < values.length; k++) {
    const value = sign * valueAt(k);
    // NaN has no order of its own.
    values[k] = Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  }
  const byValue = (a: number, b: number) =>
    compareNumbers(values[a] as number, values[b] as number, 1) || a - b;
  if (count * FEW > places.length) return places.sort(byValue);
  const bound = leastOf(values, Math.max(count, 1));
  const order = new Int32Array(places.length);
  let first = 0;
  let last = places.length;
  for (let k = places.length - 1; k >= 0; k--) {
    // Those that come first are sorted below; of the others no order is told.
    if ((values[k] as number) <= bound) order[first++] = k;
    else order[--last] = k;
  }
  order.subarray(0, first).sort(byValue);
  return order;
}

/** The numbers from 0 up to but not including `length`. */
function counted(length: number): Int32Array {
  const numbers = new Int32Array(length);
  for (let k = 0; k < length; k++) numbers[k] = k;
  return numbers;
}

/** The `count`-th of some values in ascending order. Cost O(values) when few are asked for. */
function leastOf(values: Float64Array, count: number): number {
  const least = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let k = 0; k < values.length; k++) {
    const value = values[k] as number;
    if (!(value < (least[count - 1] as number))) continue;
    let at = count - 1;
    for (; at > 0 && (least[at - 1] as number) > value; at--) least[at] = least[at - 1] as number;
    least[at] = value;
  }
  return least[count - 1] as number;
}

/** Sorting fewer than one in so many is worth looking for them first. */
const FEW = 4;

type RankedSums = Pick<
  ShortTotals,
  'pnl' | 'averageValue' | 'dividends' | 'financing' | 'netShorting' | 'priceEffect'
>;

/** The sums of a security that has one line, at one place after another. */
class SumsOfOne implements RankedSums {
  at = 0;
  private readonly columns: { [name in LineNumber]?: Float64Array } = {};

  constructor(
    private readonly lines: Lines,
    private readonly days: number,
  ) {}

  get pnl(): number {
    this.columns.pnl ??= this.lines.values('pnl');
    return this.columns.pnl[this.at] as number;
  }

  get averageValue(): number {
    this.columns.valueSum ??= this.lines.values('valueSum');
    return (this.columns.valueSum[this.at] as number) / (this.days + 1);
  }

  get dividends(): number {
    this.columns.dividends ??= this.lines.values('dividends');
    return this.columns.dividends[this.at] as number;
  }

  get financing(): number {
    this.columns.financing ??= this.lines.values('financing');
    return this.columns.financing[this.at] as number;
  }

  get netShorting(): number {
    this.columns.netShorting ??= this.lines.values('netShorting');
    return this.columns.netShorting[this.at] as number;
  }

  get priceEffect(): number {
    this.columns.priceEffect ??= this.lines.values('priceEffect');
    return this.columns.priceEffect[this.at] as number;
  }
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

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
