import { Arg, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { RequestError } from '../errors.js';
import { orNull } from '../graphql/or-null.js';
import { RatioScalar } from '../graphql/scalars/ratio.js';
import { Concentration } from './concentration.type.js';

const DEFAULT_COUNT = { defaultValue: 10 };

@Resolver(() => Concentration)
export class ConcentrationResolver {
  @FieldResolver(() => RatioScalar, {
    nullable: true,
    description: 'Weight of the largest members together.',
  })
  topWeight(
    @Root() { model }: Concentration,
    @Arg('count', () => Int, {
      ...DEFAULT_COUNT,
      description: 'How many of the largest members to count.',
    })
    count: number,
  ): number | null {
    return orNull(model.concentration.topWeight(atLeastOne(count)));
  }

  @FieldResolver(() => RatioScalar, {
    nullable: true,
    description:
      'Share of the cap-weighted return that the largest contributors account for. Above 1 the ' +
      'rest of the set lost. Null when the cap-weighted return is smaller than 0.5 % either way.',
  })
  topContribution(
    @Root() { model }: Concentration,
    @Arg('count', () => Int, {
      ...DEFAULT_COUNT,
      description: 'How many of the largest contributors to count.',
    })
    count: number,
  ): number | null {
    return orNull(model.concentration.topContribution(atLeastOne(count)));
  }

  @FieldResolver(() => RatioScalar, {
    nullable: true,
    description: 'Cap-weighted return of the set without its largest contributors.',
  })
  exTopReturn(
    @Root() { model }: Concentration,
    @Arg('count', () => Int, {
      ...DEFAULT_COUNT,
      description: 'How many of the largest contributors to leave out.',
    })
    count: number,
  ): number | null {
    return orNull(model.exTopReturn(atLeastOne(count)));
  }
}

function atLeastOne(count: number): number {
  if (count >= 1) return count;
  throw new RequestError('BAD_USER_INPUT', `count must be at least 1, not ${count}.`);
}
