import { Field, Float, ObjectType } from 'type-graphql';
import { DateScalar } from '../../graphql/scalars/date.js';
import { RatioScalar } from '../../graphql/scalars/ratio.js';
import { SharesScalar } from '../../graphql/scalars/shares.js';
import { UsdScalar } from '../../graphql/scalars/usd.js';
import type { Day } from '../../time/day.js';
import type { ReportedPosition } from './reported-position.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A short position in one security as it was reported for one settlement date.',
})
export class ShortPosition implements ReportedPosition {
  /** Ordinal of the security in the panel of the request. */
  security: number;

  @Field(() => DateScalar, { description: 'Settlement date that the position is measured on.' })
  settledOn: Day;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Day on which the report became public: the seventh trading day after settlement unless ' +
      'stated.',
  })
  publishedOn: Day;

  @Field(() => SharesScalar, {
    description:
      'Shares sold short and not yet bought back, in shares of `settledOn`, as last revised, by ' +
      '`knownOn` if that was given.',
  })
  shares: number;

  @Field(() => SharesScalar, {
    nullable: true,
    description: 'The same as it was first published. Null when only a revised figure is stored.',
  })
  firstPublishedShares: number | null;

  @Field(() => Boolean, {
    description: 'Whether the report was revised after it was first published.',
  })
  isRevised: boolean;

  @Field(() => UsdScalar, {
    nullable: true,
    description:
      '`shares` times the close on `settledOn`; null without a price, and where prices and share ' +
      'counts disagree about a split.',
  })
  value: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'New shares for one old share by the splits since the previous settlement: 1 without a ' +
      'split, 0.1 after one for ten. Null for the first report.',
  })
  splitFactorSincePrevious: number | null;

  @Field(() => RatioScalar, {
    nullable: true,
    description:
      'Change of shares since the previous report, with that one restated for splits. ' +
      'Recomputed: the column in the source is wrong across a split. Null for the first report ' +
      'and after a position of zero.',
  })
  changeRatio: number | null;

  @Field(() => SharesScalar, {
    nullable: true,
    description: 'Average shares traded a day over the reporting period, as reported.',
  })
  averageDailyVolume: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Days to cover as reported. Null where the report shows a limit in place of the ratio.',
  })
  daysToCover: number | null;

  @Field(() => Boolean, {
    description:
      'Whether the reported days to cover are a limit: 1.00 for anything below, 999.99 for ' +
      'anything above or for no volume.',
  })
  isClamped: boolean;

  @Field(() => RatioScalar, {
    nullable: true,
    description: '`shares` over float. May exceed 1. Null when no float within 100 days is stored.',
  })
  shareOfFloat: number | null;

  @Field(() => RatioScalar, {
    nullable: true,
    description:
      '`shares` over float plus `shares`, all that is held long: below 1. Null when no float ' +
      'within 100 days is stored.',
  })
  shareOfLongs: number | null;
}
