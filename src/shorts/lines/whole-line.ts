import type { LineNumber } from './lines.js';
import type { ShortLine } from './short-line.js';

/** A line over a whole window whose numbers are found when somebody reads them. */
export abstract class WholeLine implements ShortLine {
  constructor(
    readonly security: number,
    /** Moves of the window. */
    readonly to: number,
  ) {}

  protected abstract of(name: LineNumber): number;

  get from(): number {
    return 1;
  }

  get pnl(): number {
    return this.of('pnl');
  }

  get dailyPnl(): number {
    return this.of('dailyPnl');
  }

  get averagePositionPnl(): number {
    return this.of('averagePositionPnl');
  }

  get startPositionPnl(): number {
    return this.of('startPositionPnl');
  }

  get valueSum(): number {
    return this.of('valueSum');
  }

  get startValue(): number {
    return this.of('startValue');
  }

  get endValue(): number {
    return this.of('endValue');
  }

  get netShorting(): number {
    return this.of('netShorting');
  }

  get priceEffect(): number {
    return this.of('priceEffect');
  }

  get dividends(): number {
    return this.of('dividends');
  }

  get financing(): number {
    return this.of('financing');
  }

  get meanShares(): number {
    return this.of('meanShares');
  }
}

/** One that is measured at the first number that is read. */
export class LateLine extends WholeLine {
  private measured: ShortLine | undefined;

  constructor(
    security: number,
    days: number,
    private readonly measure: () => ShortLine,
  ) {
    super(security, days);
  }

  protected of(name: LineNumber): number {
    this.measured ??= this.measure();
    return this.measured[name];
  }
}
