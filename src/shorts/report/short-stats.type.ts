import { Takes } from '../../graphql/passes.js';
import { Field, Int, ObjectType } from 'type-graphql';
import { orNull } from '../../graphql/or-null.js';
import { RatioScalar } from '../../graphql/scalars/ratio.js';
import { UsdScalar } from '../../graphql/scalars/usd.js';
import type { ShortInquiry } from '../short-inquiry.js';
import type { Lines } from '../lines/lines.js';
import type { ShortTotals } from '../sums/short-totals.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'Short selling in numbers. Amounts are sums over securities and ratios are ratios of such ' +
    'sums, so that groups add up to the total; only `pnlLow` and `pnlHigh` do not.',
})
export class ShortStats {
  private sums: ShortTotals | undefined;
  private range: { low: number; high: number } | null | undefined;

  constructor(
    private readonly inquiry: ShortInquiry,
    private readonly lines: Lines,
  ) {}

  private get totals(): ShortTotals {
    this.sums ??= this.inquiry.totalsFor(this.lines);
    return this.sums;
  }

  private get pnlRange(): { low: number; high: number } | null {
    if (this.range === undefined) this.range = this.inquiry.pnlRange(this.lines);
    return this.range;
  }

  @Field(() => Int, {
    description: 'Number of securities with a short position at some time in the window.',
  })
  get positionCount(): number {
    return this.totals.positionCount;
  }

  @Field(() => Int, {
    description: 'Number of them with a profit of at least half a cent a share.',
  })
  get winnerCount(): number {
    return this.totals.winnerCount;
  }

  @Field(() => Int, { description: 'Number of them with a loss of at least half a cent a share.' })
  get loserCount(): number {
    return this.totals.loserCount;
  }

  @Field(() => UsdScalar, {
    nullable: true,
    description:
      'Value of shares short, averaged over the base day and the trading days of the window.',
  })
  get averageValue(): number | null {
    return orNull(this.totals.averageValue);
  }

  @Field(() => UsdScalar, {
    nullable: true,
    description: 'Value of shares short on the base day.',
  })
  get startValue(): number | null {
    return orNull(this.totals.startValue);
  }

  @Field(() => UsdScalar, { nullable: true, description: 'Value of shares short on the end day.' })
  get endValue(): number | null {
    return orNull(this.totals.endValue);
  }

  @Field(() => UsdScalar, {
    nullable: true,
    description:
      '`endValue` less `startValue`, and equal to `netShorting` plus `priceEffect`. With ' +
      '`universeAt: DAILY` it leaves out what securities took along as they entered or left the ' +
      'set.',
  })
  get valueChange(): number | null {
    return orNull(this.totals.netShorting + this.totals.priceEffect);
  }

  @Field(() => UsdScalar, {
    nullable: true,
    description:
      'Part of `valueChange` from shares newly sold short (positive) or bought back (negative), ' +
      'at the close of the day.',
  })
  get netShorting(): number | null {
    return orNull(this.totals.netShorting);
  }

  @Field(() => UsdScalar, {
    nullable: true,
    description:
      'Part of `valueChange` from the move of prices: the opposite of the daily mark-to-market ' +
      'profit.',
  })
  get priceEffect(): number | null {
    return orNull(this.totals.priceEffect);
  }

  @Field(() => UsdScalar, {
    nullable: true,
    description:
      'Profit of short sellers from prices alone, by the method of the report; negative when ' +
      'they ' +
      'lost.',
  })
  get pnl(): number | null {
    return orNull(this.totals.pnl);
  }

  @Field(() => RatioScalar, {
    nullable: true,
    description: '`pnl` over `averageValue`. May exceed 1 where positions shrank to little.',
  })
  get pnlRatio(): number | null {
    return orNull(this.totals.pnl / this.totals.averageValue);
  }

  @Takes({ passes: 1, dailyPasses: 2 })
  @Field(() => UsdScalar, {
    nullable: true,
    description:
      'Least `pnl` by three paths of the shares between reports: STEP, LINEAR, and taking each ' +
      "day's shares from the next report. A span of estimates, not a bound. Null with `knownOn`.",
  })
  get pnlLow(): number | null {
    return orNull(this.pnlRange?.low);
  }

  @Takes({ passes: 1, dailyPasses: 2 })
  @Field(() => UsdScalar, {
    nullable: true,
    description: 'Greatest `pnl` by the same three paths. Null with `knownOn`.',
  })
  get pnlHigh(): number | null {
    return orNull(this.pnlRange?.high);
  }

  @Field(() => UsdScalar, {
    nullable: true,
    description:
      'Daily mark-to-market profit less average-position profit: positive where shorts were ' +
      'larger before falls than before rises. Independent of the method of the report.',
  })
  get timingEffect(): number | null {
    return orNull(this.totals.timingEffect);
  }

  @Field(() => UsdScalar, {
    nullable: true,
    description:
      'Dividends that short sellers paid; positive. Zero with `basis: PRICE`, which charges none.',
  })
  get dividendsPaid(): number | null {
    return orNull(this.totals.dividends);
  }

  @Field(() => UsdScalar, {
    nullable: true,
    description:
      'Cost of borrowing shares, by imported fees and else by `financing`; positive. Zero ' +
      'without either.',
  })
  get financingCost(): number | null {
    return orNull(this.totals.financing);
  }

  @Field(() => UsdScalar, {
    nullable: true,
    description: '`pnl` less `dividendsPaid` less `financingCost`.',
  })
  get netPnl(): number | null {
    return orNull(this.totals.pnl - this.totals.dividends - this.totals.financing);
  }

  @Field(() => RatioScalar, {
    nullable: true,
    description: 'Share of `averageValue` that sits in positions with a profit.',
  })
  get profitableShare(): number | null {
    return orNull(this.totals.profitableValue / this.totals.averageValue);
  }

  @Field(() => RatioScalar, {
    nullable: true,
    description: '`averageValue` as a share of that of all short selling in the same window.',
  })
  get shareOfAll(): number | null {
    return orNull(this.totals.averageValue / this.inquiry.allValue);
  }
}
