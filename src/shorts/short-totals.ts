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
  const valueSum = new Accumulator();
  const startValue = new Accumulator();
  const endValue = new Accumulator();
  const netShorting = new Accumulator();
  const priceEffect = new Accumulator();
  const pnl = new Accumulator();
  const dailyPnl = new Accumulator();
  const averagePositionPnl = new Accumulator();
  const dividends = new Accumulator();
  const financing = new Accumulator();
  const outcomes = new Outcomes();
  for (const line of lines) {
    valueSum.add(line.valueSum);
    startValue.add(line.startValue);
    endValue.add(line.endValue);
    netShorting.add(line.netShorting);
    priceEffect.add(line.priceEffect);
    pnl.add(line.pnl);
    dailyPnl.add(line.dailyPnl);
    averagePositionPnl.add(line.averagePositionPnl);
    dividends.add(line.dividends);
    financing.add(line.financing);
    outcomes.add(line);
  }
  const { positionCount, winnerCount, loserCount, profitable } = outcomes.close();
  return {
    positionCount,
    winnerCount,
    loserCount,
    averageValue: valueSum.value / (days + 1),
    startValue: startValue.value,
    endValue: endValue.value,
    netShorting: netShorting.value,
    priceEffect: priceEffect.value,
    pnl: pnl.value,
    dailyPnl: dailyPnl.value,
    timingEffect: dailyPnl.value - averagePositionPnl.value,
    dividends: dividends.value,
    financing: financing.value,
    profitableValue: profitable / (days + 1),
  };
}

/** Winners and losers among securities; the lines of one follow one another. */
class Outcomes {
  positionCount = 0;
  winnerCount = 0;
  loserCount = 0;
  private readonly gained = new Accumulator();
  private first: ShortLine | null = null;
  private pnl = 0;
  private value = 0;

  add(line: ShortLine): void {
    if (this.first?.security === line.security) {
      this.pnl += line.pnl;
      this.value += line.valueSum;
      return;
    }
    this.settle();
    this.first = line;
    this.pnl = line.pnl;
    this.value = line.valueSum;
  }

  close(): { positionCount: number; winnerCount: number; loserCount: number; profitable: number } {
    this.settle();
    const { positionCount, winnerCount, loserCount, gained } = this;
    return { positionCount, winnerCount, loserCount, profitable: gained.value };
  }

  private settle(): void {
    const { first, pnl } = this;
    if (first === null) return;
    const outcome = outcomeOf(pnl, first.meanShares);
    this.positionCount++;
    if (outcome > 0) this.winnerCount++;
    if (outcome < 0) this.loserCount++;
    if (pnl > 0) this.gained.add(this.value);
  }
}
