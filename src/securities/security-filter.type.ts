import { Field, InputType } from 'type-graphql';
import { CapTier, Sector } from '../graphql/enums.js';
import { UsdScalar } from '../graphql/scalars/usd.js';

@InputType('SecurityFilter', {
  description:
    'Restricts a set of securities. Conditions are combined with AND; the values of one list ' +
    'with OR. They are read at `universeAt` of a report, or at `on` of a list.',
})
export class SecurityFilterInput {
  @Field(() => [String], {
    nullable: true,
    description:
      'Ticker symbols. Each means the security that used it last within the window, or by `on`.',
  })
  symbols?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Symbol of an index; keeps its members.' })
  index?: string | null;

  @Field(() => [CapTier], { nullable: true, description: 'Size classes.' })
  capTiers?: CapTier[] | null;

  @Field(() => [Sector], { nullable: true, description: 'Sectors.' })
  sectors?: Sector[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Industries, exactly as `Security.industry` spells them.',
  })
  industries?: string[] | null;

  @Field(() => UsdScalar, { nullable: true, description: 'Least market value, inclusive.' })
  minMarketCap?: number | null;

  @Field(() => UsdScalar, { nullable: true, description: 'Greatest market value, exclusive.' })
  maxMarketCap?: number | null;
}
