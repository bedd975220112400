import { Field, Float, ObjectType } from 'type-graphql';
import { orNull } from '../graphql/or-null.js';
import { RatioScalar } from '../graphql/scalars/ratio.js';
import type { ReturnModel } from './return-model.js';

@ObjectType({
  description:
    'How much of a set and of its return rests on a few members, by the weights of the base day. ' +
    'All of it is null when the cap-weighted return is.',
})
export class Concentration {
  constructor(readonly model: ReturnModel) {}

  @Field(() => RatioScalar, {
    nullable: true,
    description: 'Sum of squared weights, the Herfindahl-Hirschman index, from 0 to 1.',
  })
  get hhi(): number | null {
    return orNull(this.model.concentration.hhi);
  }

  @Field(() => Float, {
    nullable: true,
    description: 'Number of members of equal weight that would be as concentrated: 1 over `hhi`.',
  })
  get effectiveCount(): number | null {
    return orNull(this.model.concentration.effectiveCount);
  }
}
