import { Field, Float, ObjectType } from 'type-graphql';
import { DateScalar } from '../graphql/scalars/date.js';
import { RatioScalar } from '../graphql/scalars/ratio.js';
import type { Day } from '../time/day.js';

@ObjectType({
  simpleResolvers: true,
  description:
    "Volume sold short within one trading day, as reported to FINRA's facilities, which see the " +
    'trades off the exchanges only. It is volume and no position: much of it is bought back on ' +
    'the same day, so that it says nothing of short interest and does not add up to it.',
})
export class ShortVolume {
  @Field(() => DateScalar, { description: 'The trading day.' })
  tradedOn: Day;

  @Field(() => Float, {
    description: 'Shares sold short on the day, `exemptVolume` included. Fractions occur.',
  })
  shortVolume: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Shares sold short that were exempt from the price test; null when not given.',
  })
  exemptVolume: number | null;

  @Field(() => Float, { description: 'All shares traded and reported in the same place.' })
  totalVolume: number;

  @Field(() => RatioScalar, {
    nullable: true,
    description: '`shortVolume` as a share of `totalVolume`; null without volume.',
  })
  shortShare: number | null;

  @Field(() => [String], {
    description:
      'Letters of the reporting facilities: B and Q for those of Nasdaq, N for that of NYSE, D ' +
      'for the display facility, O for shares that are not listed.',
  })
  markets: string[];
}
