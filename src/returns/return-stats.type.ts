import { Field, Int, ObjectType } from 'type-graphql';
import { orNull } from '../graphql/or-null.js';
import { RatioScalar } from '../graphql/scalars/ratio.js';
import type { StatsValues } from './return-stats.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'Returns and breadth in numbers, from the base day to the end day. Advancers, decliners and ' +
    'unchanged add up to `pricedCount`. Shares and returns are null when fewer than 90 % of the ' +
    'members are priced.',
})
export class ReturnStats {
  @Field(() => Int, { description: 'Number of securities in the set.' })
  memberCount: number;

  @Field(() => Int, {
    description:
      'Number of them with a price on the base day and on the end day. A close up to five ' +
      'sessions old counts, and so does a terminal price.',
  })
  pricedCount: number;

  @Field(() => Int, { description: 'Number that rose.' })
  advancers: number;

  @Field(() => Int, { description: 'Number that fell.' })
  decliners: number;

  @Field(() => Int, { description: 'Number whose price did not change.' })
  unchanged: number;

  @Field(() => RatioScalar, {
    nullable: true,
    description: 'Advancers as a share of `pricedCount`.',
  })
  advancerShare: number | null;

  @Field(() => RatioScalar, {
    nullable: true,
    description: 'Decliners as a share of `pricedCount`.',
  })
  declinerShare: number | null;

  @Field(() => RatioScalar, { nullable: true, description: 'Median return.' })
  medianReturn: number | null;

  @Field(() => RatioScalar, {
    nullable: true,
    description: 'Mean return with equal weights on the base day.',
  })
  equalWeightReturn: number | null;

  @Field(() => RatioScalar, {
    nullable: true,
    description:
      'Mean return weighted on the base day by market value, or for the members of an index by ' +
      'index weight. Members without a weight are left out.',
  })
  capWeightReturn: number | null;

  @Field(() => RatioScalar, {
    nullable: true,
    description:
      '`equalWeightReturn` less `capWeightReturn`: negative where the largest members led.',
  })
  weightingGap: number | null;
}

/** The numbers as the schema shows them. */
export function toStats(values: StatsValues): ReturnStats {
  const stats = new ReturnStats();
  stats.memberCount = values.memberCount;
  stats.pricedCount = values.pricedCount;
  stats.advancers = values.advancers;
  stats.decliners = values.decliners;
  stats.unchanged = values.unchanged;
  stats.advancerShare = orNull(values.advancerShare);
  stats.declinerShare = orNull(values.declinerShare);
  stats.medianReturn = orNull(values.medianReturn);
  stats.equalWeightReturn = orNull(values.equalWeightReturn);
  stats.capWeightReturn = orNull(values.capWeightReturn);
  stats.weightingGap = orNull(values.equalWeightReturn - values.capWeightReturn);
  return stats;
}
