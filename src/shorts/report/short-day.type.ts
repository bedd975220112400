import { Field, Float, ObjectType } from 'type-graphql';
import { orNull } from '../../graphql/or-null.js';
import { DateScalar } from '../../graphql/scalars/date.js';
import { UsdScalar } from '../../graphql/scalars/usd.js';
import type { Day } from '../../time/day.js';
import type { ShortDayValues } from '../series/short-days.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'One trading day of the short selling of one security. Shares and prices are in shares of ' +
    'that day, as they traded. `pnl` is `countedShares` times `previousClose` less `close`.',
})
export class ShortDay {
  @Field(() => DateScalar, { description: 'The trading day.' })
  tradedOn: Day;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Settlement date of the report that the shares of this day rest on, with LINEAR the ' +
      'earlier ' +
      'of two; null when there is none.',
  })
  settledOn: Day | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Shares that the profit of this day counts: those short at the previous close, or the mean ' +
      'or starting number by the other methods. Fractional where interpolated.',
  })
  countedShares: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Shares short at the close. Fractional where interpolated.',
  })
  closingShares: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Close of the previous trading day, in US dollars, restated for a split on this day.',
  })
  previousClose: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Close, in US dollars. The terminal price on the day after a listing ended.',
  })
  close: number | null;

  @Field(() => Boolean, {
    description: 'Whether the close was carried forward because there was no trade.',
  })
  isStale: boolean;

  @Field(() => Float, {
    description: 'New shares for one old share by a split on this day; 1 on most days.',
  })
  splitFactor: number;

  @Field(() => UsdScalar, {
    nullable: true,
    description: 'Profit of short sellers on this day; negative when they lost.',
  })
  pnl: number | null;

  @Field(() => UsdScalar, {
    nullable: true,
    description: 'Dividends that short sellers paid on this day; positive.',
  })
  dividendsPaid: number | null;

  @Field(() => UsdScalar, {
    nullable: true,
    description:
      'Cost of borrowing for the calendar days since the previous trading day; positive.',
  })
  financingCost: number | null;

  @Field(() => UsdScalar, {
    nullable: true,
    description: 'Value of shares newly sold short on this day, net of buying back, at the close.',
  })
  netShorting: number | null;
}

/** A day as the schema shows it: unknown prices are null. */
export function toShortDay(values: ShortDayValues): ShortDay {
  return {
    ...values,
    countedShares: orNull(values.countedShares),
    closingShares: orNull(values.closingShares),
    previousClose: orNull(values.previousClose),
    close: orNull(values.close),
  };
}
