import { Field, ObjectType } from 'type-graphql';
import { orNull } from '../graphql/or-null.js';
import { RatioScalar } from '../graphql/scalars/ratio.js';
import { UsdScalar } from '../graphql/scalars/usd.js';
import type { FlowNumbers } from './flow-stats.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'Fund flows in numbers. `endAssets` is `startAssets` plus `netFlow` plus `portfolioChange`. ' +
    'Only funds with assets at both ends count where assets do.',
})
export class FlowStats {
  @Field(() => UsdScalar, {
    nullable: true,
    description: 'Money in less money out. Null when no flow is stored within the window.',
  })
  netFlow: number | null;

  @Field(() => UsdScalar, {
    nullable: true,
    description: 'Assets at the start of the window; null when the provider gives none.',
  })
  startAssets: number | null;

  @Field(() => UsdScalar, {
    nullable: true,
    description: 'Assets at the end of the window; null when the provider gives none.',
  })
  endAssets: number | null;

  @Field(() => UsdScalar, {
    nullable: true,
    description:
      'Change of assets that is not flow: performance, and currencies where they are not US ' +
      'dollars. Null when a fund that counts in `netFlow` has no assets at one of the ends.',
  })
  portfolioChange: number | null;

  @Field(() => RatioScalar, {
    nullable: true,
    description: '`netFlow` over `startAssets`, over the funds with both.',
  })
  flowRatio: number | null;
}

/** The numbers as the schema shows them. */
export function toFlowStats(numbers: FlowNumbers): FlowStats {
  return Object.assign(new FlowStats(), {
    netFlow: orNull(numbers.netFlow),
    startAssets: orNull(numbers.startAssets),
    endAssets: orNull(numbers.endAssets),
    portfolioChange: orNull(numbers.portfolioChange),
    flowRatio: orNull(numbers.flowRatio),
  });
}
