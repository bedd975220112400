import { Field, InputType, ObjectType } from 'type-graphql';
import { ReturnBasis, UniverseAt } from '../graphql/enums.js';
import { RatioScalar } from '../graphql/scalars/ratio.js';

@InputType({
  description:
    'How returns and breadth are measured. Listings that end within the window end at terminal ' +
    'prices.',
})
export class ReturnOptions {
  @Field(() => ReturnBasis, {
    defaultValue: 'PRICE',
    description: 'Whether dividends count. TOTAL fails with BAD_USER_INPUT where none are stored.',
  })
  basis: ReturnBasis;

  @Field(() => UniverseAt, {
    defaultValue: 'END',
    description:
      'The day at which the set and its groups are formed. With DAILY, returns are chained over ' +
      'the members of each day, while counts and the median are those of the members on the end ' +
      'day. Series of breadth count the members of each day.',
  })
  universeAt: UniverseAt;

  @Field(() => RatioScalar, {
    nullable: true,
    description:
      'Largest weight of a member on the base day, such as 0.1 for 10 %: what is above goes to ' +
      'the others in proportion to their weights. With DAILY weights are capped anew each day. ' +
      'Omit it for full weights; for equal ones see `equalWeightReturn`.',
  })
  weightCap?: number | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The options that a report of returns was computed with.',
})
export class ReturnOptionsUsed {
  @Field(() => ReturnBasis, { description: 'Whether dividends count.' })
  basis: ReturnBasis;

  @Field(() => UniverseAt, {
    description: 'The day at which the set and its groups are formed.',
  })
  universeAt: UniverseAt;

  @Field(() => RatioScalar, {
    nullable: true,
    description: 'Largest weight of a member on the base day. Null when weights are not capped.',
  })
  weightCap: number | null;
}
