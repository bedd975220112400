import { Accumulator } from '../../kernels/sum.js';
import type { LineNumber, Lines } from '../lines/lines.js';
import { outcomeOf } from '../lines/short-line.js';

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
export function totalsOf(lines: Lines, days: number): ShortTotals {
  return new LineTotals(lines, days);
}

class LineTotals implements ShortTotals {
  private readonly sums = new Map<LineNumber, number>();
  private counted: OutcomeCounts | undefined;

  constructor(
    private readonly lines: Lines,
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
    return this.sum('valueSum') / (this.days + 1);
  }

  get startValue(): number {
    return this.sum('startValue');
  }

  get endValue(): number {
    return this.sum('endValue');
  }

  get netShorting(): number {
    return this.sum('netShorting');
  }

  get priceEffect(): number {
    return this.sum('priceEffect');
  }

  get pnl(): number {
    return this.sum('pnl');
  }

  get dailyPnl(): number {
    return this.sum('dailyPnl');
  }

  get timingEffect(): number {
    return this.dailyPnl - this.sum('averagePositionPnl');
  }

  get dividends(): number {
    return this.sum('dividends');
  }

  get financing(): number {
    return this.sum('financing');
  }

  get profitableValue(): number {
    return this.outcomes.profitable / (this.days + 1);
  }

  private get outcomes(): OutcomeCounts {
    this.counted ??= countOutcomes(this.lines);
    return this.counted;
  }

  private sum(name: LineNumber): number {
    let sum = this.sums.get(name);
    if (sum === undefined) {
      sum = this.lines.sum(name);
      this.sums.set(name, sum);
    }
    return sum;
  }
}

interface OutcomeCounts {
  readonly positionCount: number;
  readonly winnerCount: number;
  readonly loserCount: number;
  /** Sum of the values of those with a profit. */
  readonly profitable: number;
}

/** Winners and losers among securities; the lines of one follow one another. */
function countOutcomes(lines: Lines): OutcomeCounts {
  const [pnls, values] = [lines.values('pnl'), lines.values('valueSum')];
  const shares = lines.values('meanShares');
  const counts = { positionCount: 0, winnerCount: 0, loserCount: 0 };
  const gained = new Accumulator();
  for (let k = 0; k < lines.length; ) {
    const security = lines.securityAt(k);
    const outcomeShares = shares[k] as number;
    let pnl = pnls[k] as number;
    let value = values[k] as number;
    for (k++; k < lines.length && lines.securityAt(k) === security; k++) {
      pnl += pnls[k] as number;
      value += values[k] as number;
    }
    const outcome = outcomeOf(pnl, outcomeShares);
    counts.positionCount++;
    if (outcome > 0) counts.winnerCount++;
    if (outcome < 0) counts.loserCount++;
    if (pnl > 0) gained.add(value);
  }
  return { ...counts, profitable: gained.value };
}
