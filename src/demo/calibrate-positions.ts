import type { Company } from './company.js';
import { type ShortTotals, shortTotals } from './short-totals.js';
import type { Timeline } from './timeline.js';

/** What the sizes are to come out at, by size on the last day of the story. US dollars. */
const GOALS = [
  { least: 0, below: 2e9, averageValue: 85.6e9, pnl: 12.9e9 },
  { least: 2e9, below: 10e9, averageValue: 227.4e9, pnl: -29.1e9 },
  { least: 10e9, below: Number.POSITIVE_INFINITY, averageValue: 653.1e9, pnl: -110.7e9 },
] as const;
/** Short sales in small companies over the last 30 days of the story, and over the 30 before. */
const ADDED = 0.66e9;
const ADDED_BEFORE = 0.31e9;
/** No company without a story of its own is to outdo those that have one. */
const LARGEST_GAIN = 165e6;
const LARGEST_ADDITION = 34e6;

/**
 * Scales the generated positions in place until short sellers' profit and positions by size meet
 * the goals: of each size, those that gained are scaled by one factor and those that lost by
 * another. Companies with a story of their own stay as told.
 */
export function calibratePositions(
  companies: readonly Company[],
  close: readonly Float64Array[],
  positions: readonly Float64Array[],
  timeline: Timeline,
): void {
  const book = new Book(companies, close, positions, timeline);
  for (let round = 0; round < 3; round++) {
    book.tameOutliers();
    for (const goal of GOALS) book.meet(goal);
    book.liftFrom('2023-07-31', 'addedBefore', ADDED_BEFORE);
    book.liftFrom('2023-08-31', 'added', ADDED);
  }
}

type Goal = (typeof GOALS)[number];

class Book {
  /** Market value at the end of the story. */
  private readonly cap: readonly number[];

  constructor(
    private readonly companies: readonly Company[],
    private readonly close: readonly Float64Array[],
    private readonly positions: readonly Float64Array[],
    private readonly timeline: Timeline,
  ) {
    const end = timeline.turn('end');
    this.cap = companies.map(
      (company, i) => ((close[i] as Float64Array)[end] as number) * company.sharesOutstanding,
    );
  }

  /** Holds down single gains and additions among small companies. */
  tameOutliers(): void {
    const late = this.settlement('2023-08-15');
    for (const i of this.free(GOALS[0])) {
      const { pnl, added } = this.totals(i);
      // A limit of its own for each, or the list of the largest would end in equal numbers.
      const modesty = 1 - 0.004 * ((i * 37) % 100);
      if (pnl > modesty * LARGEST_GAIN) this.scale(i, (modesty * LARGEST_GAIN) / pnl);
      if (added <= modesty * LARGEST_ADDITION) continue;
      const row = this.positions[i] as Float64Array;
      const before = row[late - 1] as number;
      if (Number.isNaN(before)) continue;
      const share = (modesty * LARGEST_ADDITION) / added;
      for (let s = late; s < row.length; s++) {
        row[s] = before + ((row[s] as number) - before) * share;
      }
    }
  }

  /** Two unknown factors, two goals: solved exactly for the moment. */
  meet(goal: Goal): void {
    const won = { averageValue: 0, pnl: 0 };
    const lost = { averageValue: 0, pnl: 0 };
    const left = { averageValue: goal.averageValue, pnl: goal.pnl };
    const free = new Set(this.free(goal));
    for (const i of this.inside(goal)) {
      const totals = this.totals(i);
      const side = !free.has(i) ? left : totals.pnl > 0 ? won : lost;
      const sign = side === left ? -1 : 1;
      side.averageValue += sign * totals.averageValue;
      side.pnl += sign * totals.pnl;
    }
    const determinant = won.averageValue * lost.pnl - lost.averageValue * won.pnl;
    const winners = (left.averageValue * lost.pnl - lost.averageValue * left.pnl) / determinant;
    const losers = (won.averageValue * left.pnl - left.averageValue * won.pnl) / determinant;
    for (const i of free) this.scale(i, this.totals(i).pnl > 0 ? winners : losers);
  }

  /** Multiplies small companies' positions from a settlement on until the goal is met. */
  liftFrom(date: string, field: 'added' | 'addedBefore', goal: number): void {
    const from = this.settlement(date);
    const free = this.free(GOALS[0]);
    const now = this.inside(GOALS[0]).reduce((sum, i) => sum + this.totals(i)[field], 0);
    const trial = 0.01;
    let gained = 0;
    for (const i of free) {
      const before = this.totals(i)[field];
      this.scale(i, 1 + trial, from);
      gained += this.totals(i)[field] - before;
    }
    const wanted = 1 + (trial * (goal - now)) / gained;
    for (const i of free) this.scale(i, wanted / (1 + trial), from);
  }

  private scale(i: number, factor: number, from = 0): void {
    const row = this.positions[i] as Float64Array;
    for (let s = from; s < row.length; s++) row[s] = (row[s] as number) * factor;
  }

  private totals(i: number): ShortTotals {
    const row = this.positions[i] as Float64Array;
    const { lastRow } = (this.companies[i] as Company).events;
    return shortTotals(row, this.close[i] as Float64Array, this.timeline, lastRow);
  }

  private settlement(date: string): number {
    const t = this.timeline.at(date);
    return this.timeline.settlements.findIndex((settlement) => settlement.t === t);
  }

  private inside({ least, below }: Goal): number[] {
    return this.companies.flatMap((_, i) => {
      const cap = this.cap[i] as number;
      return cap >= least && cap < below ? [i] : [];
    });
  }

  private free(goal: Goal): number[] {
    return this.inside(goal).filter((i) => this.companies[i]?.shorts.nodes === null);
  }
}
