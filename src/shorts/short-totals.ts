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
 * Adds up lines over a window of `days` moves (M11), each sum when it is first read. Several lines
 * of one security, as a DAILY set has them, count as one position.
 */
export function totalsOf(lines: readonly ShortLine[], days: number): ShortTotals {
  return new LineTotals(lines, days);
}

class LineTotals implements ShortTotals {
  private readonly sums = new Map<(line: ShortLine) => number, number>();
  private counted: OutcomeCounts | undefined;

  constructor(
    private readonly lines: readonly ShortLine[],
    private readonly days: number,
  ) {}

  get positionCount(): number {
    return this.outcomes.positionCount;
  }

  get winnerCount(): number {
    return this.outcomes.winnerCount;
  }

  get loserCount(): number {
    return this.outcomes.loserCount;
  }

  get averageValue(): number {
    return this.sum(READ.valueSum) / (this.days + 1);
  }

  get startValue(): number {
    return this.sum(READ.startValue);
  }

  get endValue(): number {
    return this.sum(READ.endValue);
  }

  get netShorting(): number {
    return this.sum(READ.netShorting);
  }

  get priceEffect(): number {
    return this.sum(READ.priceEffect);
  }

  get pnl(): number {
    return this.sum(READ.pnl);
  }

  get dailyPnl(): number {
    return this.sum(READ.dailyPnl);
  }

  get timingEffect(): number {
    return this.dailyPnl - this.sum(READ.averagePositionPnl);
  }

  get dividends(): number {
    return this.sum(READ.dividends);
  }

  get financing(): number {
    return this.sum(READ.financing);
  }

  get profitableValue(): number {
    return this.outcomes.profitable / (this.days + 1);
  }

  private get outcomes(): OutcomeCounts {
    this.counted ??= countOutcomes(this.lines);
    return this.counted;
  }

  private sum(read: (line: ShortLine) => number): number {
    let sum = this.sums.get(read);
    if (sum === undefined) {
      const total = new Accumulator();
      for (const line of this.lines) total.add(read(line));
      sum = total.value;
      this.sums.set(read, sum);
    }
    return sum;
  }
}

const READ = {
  valueSum: ({ valueSum }: ShortLine) => valueSum,
  startValue: ({ startValue }: ShortLine) => startValue,
  endValue: ({ endValue }: ShortLine) => endValue,
  netShorting: ({ netShorting }: ShortLine) => netShorting,
  priceEffect: ({ priceEffect }: ShortLine) => priceEffect,
  pnl: ({ pnl }: ShortLine) => pnl,
  dailyPnl: ({ dailyPnl }: ShortLine) => dailyPnl,
  averagePositionPnl: ({ averagePositionPnl }: ShortLine) => averagePositionPnl,
  dividends: ({ dividends }: ShortLine) => dividends,
  financing: ({ financing }: ShortLine) => financing,
};

interface OutcomeCounts {
  readonly positionCount: number;
  readonly winnerCount: number;
  readonly loserCount: number;
  /** Sum of the values of those with a profit. */
  readonly profitable: number;
}

function countOutcomes(lines: readonly ShortLine[]): OutcomeCounts {
  const outcomes = new Outcomes();
  for (const line of lines) outcomes.add(line);
  return outcomes.close();
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

  close(): OutcomeCounts {
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
