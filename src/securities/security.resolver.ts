import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { CapTier, Sector } from '../graphql/enums.js';
import { registerNode } from '../graphql/node.js';
import { orNull } from '../graphql/or-null.js';
import { DateScalar } from '../graphql/scalars/date.js';
import { SharesScalar } from '../graphql/scalars/shares.js';
import { UsdScalar } from '../graphql/scalars/usd.js';
import { industryAt, marketCapAt, sectorAt, tierAt } from '../panel/price-at.js';
import type { Day } from '../time/day.js';
import { dayIndexFor } from './day-index.js';
import { lookUpSecurity } from './lookup.js';
import { DatedSymbol, Security, securityOf } from './security.type.js';
import { floatSharesOn, sharesOutstandingOn } from './shares-on.js';

const ON = {
  nullable: true,
  description: 'The day to read. Defaults to the last day with data.',
} as const;

@Resolver(() => Security)
export class SecurityResolver {
  @Query(() => Security, {
    nullable: true,
    description: 'Looks up a security by its ticker symbol.',
  })
  security(
    @Arg('symbol', () => String, {
      description: 'Ticker symbol, such as "LUMN". Not case-sensitive.',
    })
    symbol: string,
    @Arg('on', () => DateScalar, {
      nullable: true,
      description:
        'A day on which the symbol was in use. Omit it for the security that used the symbol last.',
    })
    on: Day | null,
    @Ctx() { panel }: Context,
  ): Security {
    return securityOf(panel, lookUpSecurity(panel, symbol, on ?? null), [symbol]);
  }

  @FieldResolver(() => [DatedSymbol], {
    description:
      'All symbols it has traded under, in ascending order of date. A symbol can be reused by ' +
      'others.',
  })
  symbols(@Root() { ordinal }: Security, @Ctx() { panel }: Context): DatedSymbol[] {
    return [...(panel.securities.spells[ordinal] ?? [])];
  }

  @FieldResolver(() => Sector, { description: 'Economic sector.' })
  sector(
    @Root() { ordinal }: Security,
    @Arg('on', () => DateScalar, ON) on: Day | null,
    @Ctx() { panel }: Context,
  ): Sector {
    return sectorAt(panel, ordinal, on ?? panel.axis.lastOn);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Industry within the sector, such as "Regional Banks"; null when unknown.',
  })
  industry(
    @Root() { ordinal }: Security,
    @Arg('on', () => DateScalar, ON) on: Day | null,
    @Ctx() { panel }: Context,
  ): string | null {
    return industryAt(panel, ordinal, on ?? panel.axis.lastOn);
  }

  @FieldResolver(() => CapTier, {
    nullable: true,
    description: 'Size class of the company by market value.',
  })
  capTier(
    @Root() { ordinal }: Security,
    @Arg('on', () => DateScalar, ON) on: Day | null,
    @Ctx() { panel }: Context,
  ): CapTier {
    return tierAt(panel, ordinal, dayIndexFor(panel, on));
  }

  @FieldResolver(() => UsdScalar, {
    nullable: true,
    description: 'Market value of all shares of the company, in all classes; null when unknown.',
  })
  marketCap(
    @Root() { ordinal }: Security,
    @Arg('on', () => DateScalar, ON) on: Day | null,
    @Ctx() { panel }: Context,
  ): number | null {
    return orNull(marketCapAt(panel, ordinal, dayIndexFor(panel, on)));
  }

  @FieldResolver(() => SharesScalar, {
    nullable: true,
    description:
      'Shares outstanding of this class, in shares of that day: the last count by then, or else ' +
      'one of the 100 days after it. Null when neither is stored.',
  })
  sharesOutstanding(
    @Root() { ordinal }: Security,
    @Arg('on', () => DateScalar, ON) on: Day | null,
    @Ctx() { panel }: Context,
  ): number | null {
    return orNull(sharesOutstandingOn(panel, ordinal, on ?? panel.axis.lastOn));
  }

  @FieldResolver(() => SharesScalar, {
    nullable: true,
    description:
      'Shares that can trade, in shares of that day. Null when no count within 100 days is stored.',
  })
  floatShares(
    @Root() { ordinal }: Security,
    @Arg('on', () => DateScalar, ON) on: Day | null,
    @Ctx() { panel }: Context,
  ): number | null {
    return orNull(floatSharesOn(panel, ordinal, on ?? panel.axis.lastOn));
  }
}

registerNode('Security', ({ panel }, localId) => {
  const ordinal = panel.securities.ids.indexOf(localId);
  return ordinal < 0 ? null : securityOf(panel, ordinal);
});
