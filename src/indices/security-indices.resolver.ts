import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { ReturnBasis } from '../graphql/enums.js';
import { DateScalar } from '../graphql/scalars/date.js';
import { WindowInput } from '../graphql/window.type.js';
import { Security } from '../securities/security.type.js';
import type { Day } from '../time/day.js';
import { listIndices } from '../panel/find-index.js';
import { MarketIndex, toIndex } from './index.type.js';
import { membersOn } from '../panel/membership.js';
import { securityPerformance } from './performance.service.js';
import { Performance } from './performance.type.js';

/** What indices add to a security. */
@Resolver(() => Security)
export class SecurityIndicesResolver {
  @FieldResolver(() => [MarketIndex], {
    nullable: true,
    description: 'Indices that hold it, in order of symbol.',
  })
  indices(
    @Root() { ordinal }: Security,
    @Arg('on', () => DateScalar, {
      nullable: true,
      description: 'The day to read. Defaults to the last day with data.',
    })
    on: Day | null,
    @Ctx() { panel }: Context,
  ): MarketIndex[] {
    const day = on ?? panel.axis.lastOn;
    const holders = listIndices(panel, null).filter((index) =>
      membersOn(panel, index, day).members.includes(ordinal),
    );
    return holders.map(toIndex);
  }

  @FieldResolver(() => Performance, {
    nullable: true,
    description: 'Price performance over a window.',
  })
  performance(
    @Root() { ordinal }: Security,
    @Ctx() { panel }: Context,
    @Arg('window', () => WindowInput, { description: 'The span to measure over.' })
    window: WindowInput,
    @Arg('basis', () => ReturnBasis, {
      defaultValue: 'PRICE',
      description:
        'Whether dividends count. TOTAL fails with BAD_USER_INPUT where none are stored.',
    })
    basis: ReturnBasis,
  ): Performance {
    return new Performance(securityPerformance(panel, ordinal, window, basis));
  }
}
