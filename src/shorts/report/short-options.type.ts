import { Field, InputType, ObjectType } from 'type-graphql';
import { describedEnum } from '../../graphql/described-enum.js';
import { ReturnBasis, UniverseAt } from '../../graphql/enums.js';
import { DateScalar } from '../../graphql/scalars/date.js';
import { RatioScalar } from '../../graphql/scalars/ratio.js';
import type { Day } from '../../time/day.js';
import type { ShortOptions } from '../short-options.js';

export const ShortPnlMethod = describedEnum(
  'ShortPnlMethod',
  'How profit and loss of short sellers is estimated from positions that are reported twice a ' +
    'month.',
  {
    DAILY_MARK_TO_MARKET:
      'Shares short at each close times the fall of the price on the next day, summed over the ' +
      'window.',
    AVERAGE_POSITION:
      'Mean of the shares short at each close from the base day to the day before the end day, ' +
      'times the fall of the price over the window. Kept for comparison. Wrong when a position ' +
      'changed size while the price moved: by a factor of two for a bank that failed.',
    START_POSITION:
      'Shares short on the base day times the fall of the price over the window. Kept for ' +
      'comparison. Wrong as soon as anyone sells more or buys back, and zero for a position ' +
      'opened within the window.',
  },
);
export type ShortPnlMethod = keyof typeof ShortPnlMethod;

export const Interpolation = describedEnum(
  'Interpolation',
  'How many shares are short on days between two reports.',
  {
    STEP:
      'As many as at the last settlement; with `knownOn`, as in the last report that was public ' +
      'on that day.',
    LINEAR:
      'On a straight line from one settlement to the next, counted in trading days, and flat ' +
      'after the last. Closest to published estimates. It looks ahead, to the next report.',
  },
);
export type Interpolation = keyof typeof Interpolation;

export const DelistingRule = describedEnum(
  'DelistingRule',
  'Where the price of a security ends when its listing ends within the window.',
  {
    TERMINAL:
      'At what holders were left with: cash, shares, the first price off the exchange, or zero.',
    LAST_PRICE:
      'At the last price on the exchange. Kept for comparison. Wrong for failures: it omits the ' +
      'last fall.',
  },
);
export type DelistingRule = keyof typeof DelistingRule;

@InputType('ShortOptions', {
  description: 'How profit and loss of short sellers is measured.',
})
export class ShortOptionsInput {
  @Field(() => ShortPnlMethod, {
    defaultValue: 'DAILY_MARK_TO_MARKET',
    description: 'How profit and loss is estimated from positions that are reported twice a month.',
  })
  method: ShortPnlMethod;

  @Field(() => Interpolation, {
    nullable: true,
    description:
      'How many shares are short on days between reports. Defaults to LINEAR, or to STEP when ' +
      '`knownOn` is given. LINEAR together with `knownOn` fails with BAD_USER_INPUT.',
  })
  interpolation?: Interpolation | null;

  @Field(() => UniverseAt, {
    defaultValue: 'END',
    description: 'The day at which the set and its groups are formed.',
  })
  universeAt: UniverseAt;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Removes hindsight: uses only reports that had been published by this day, in the version ' +
      'of that day, and counts each from the day it was published. Implies `interpolation: ' +
      'STEP`. ' +
      'Omit it to use the last version of all that are stored, each from its settlement date.',
  })
  knownOn?: Day | null;

  @Field(() => DelistingRule, {
    defaultValue: 'TERMINAL',
    description: 'Where the price ends when a listing ends within the window.',
  })
  delisting: DelistingRule;

  @Field(() => ReturnBasis, {
    defaultValue: 'PRICE',
    description:
      'Whether short sellers pay dividends: PRICE charges none, TOTAL charges them. Changes ' +
      '`netPnl` only.',
  })
  basis: ReturnBasis;

  @Field(() => RatioScalar, {
    nullable: true,
    description:
      'Yearly fee for borrowed shares, such as 0.003 for 0.3 %, charged on each calendar day ' +
      'over 360. Where a fee was imported for the security and day, that one counts instead. ' +
      'Omit it to charge imported fees alone. Changes `netPnl` only.',
  })
  financing?: number | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The options that a report of short selling was computed with.',
})
export class ShortOptionsUsed implements ShortOptions {
  @Field(() => ShortPnlMethod, { description: 'How profit and loss is estimated.' })
  method: ShortPnlMethod;

  @Field(() => Interpolation, {
    description: 'How many shares are short on days between reports.',
  })
  interpolation: Interpolation;

  @Field(() => UniverseAt, {
    description: 'The day at which the set and its groups are formed.',
  })
  universeAt: UniverseAt;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Day by which the reports used had been published; null when all that are stored were used.',
  })
  knownOn: Day | null;

  @Field(() => DelistingRule, {
    description: 'Where the price ends when a listing ends within the window.',
  })
  delisting: DelistingRule;

  @Field(() => ReturnBasis, { description: 'Whether short sellers pay dividends.' })
  basis: ReturnBasis;

  @Field(() => RatioScalar, {
    nullable: true,
    description:
      'Yearly fee for borrowed shares where none was imported for the security and day; null ' +
      'when none is charged there.',
  })
  financing: number | null;
}
