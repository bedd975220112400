import { Accumulator } from '../kernels/sum.js';
import { outcomeOf, type ShortLine } from './short-line.js';

/** Sums over lines in US dollars; ratios are ratios of these sums (methodology, section 1). */
export interface ShortTotals {
  readonly positionCount: number;
  readonly winnerCount: number;
  readonly loserCount: number;
  readonly averageValue: number;
  readonly startValue: number;
  readonly endValue: number;
  readonly netShorting: number;
  readonly priceEffect: number;
  readonly pnl: number;
  readonly dailyPnl: number;
  readonly timingEffect: number;
  readonly dividends: number;
  readonly financing: number;
  /** Average value of the securities with a profit. */
  readonly profitableValue: number;
}

/**
 * Adds up lines over a window of `days` moves (M11). Several lines of one security, as a DAILY set
 * has them, count as one position.
 */
export function totalsOf(lines: readonly ShortLine[], days: number): ShortTotals {
  const sums = new Map(FIELDS.map((field) => [field, new Accumulator()]));
  const profitable = new Accumulator();
  const outcomes = new Map<number, { pnl: number; value: number; line: ShortLine }>();
  for (const line of lines) {
    for (const field of FIELDS) sums.get(field)!.add(line[field]);
    const known = outcomes.get(line.security);
    if (known === undefined) {
      outcomes.set(line.security, { pnl: line.pnl, value: line.valueSum, line });
    } else {
      known.pnl += line.pnl;
      known.value += line.valueSum;
    }
  }
  let winnerCount = 0;
  let loserCount = 0;
  for (const { pnl, value, line } of outcomes.values()) {
    const outcome = outcomeOf({ ...line, pnl });
    if (outcome > 0) winnerCount++;
    if (outcome < 0) loserCount++;
    if (pnl > 0) profitable.add(value);
  }
  const sum = (field: SummedField) => sums.get(field)!.value;
  return {
    positionCount: outcomes.size,
    winnerCount,
    loserCount,
    averageValue: sum('valueSum') / (days + 1),
    startValue: sum('startValue'),
    endValue: sum('endValue'),
    netShorting: sum('netShorting'),
    priceEffect: sum('priceEffect'),
    pnl: sum('pnl'),
    dailyPnl: sum('dailyPnl'),
    timingEffect: sum('dailyPnl') - sum('averagePositionPnl'),
    dividends: sum('dividends'),
    financing: sum('financing'),
    profitableValue: profitable.value / (days + 1),
  };
}

const FIELDS = [
  'valueSum',
  'startValue',
  'endValue',
  'netShorting',
  'priceEffect',
  'pnl',
  'dailyPnl',
  'averagePositionPnl',
  'dividends',
  'financing',
] as const;
type SummedField = (typeof FIELDS)[number];
