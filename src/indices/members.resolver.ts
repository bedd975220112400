import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { AfterArg, FirstArg, OrderByArg } from '../graphql/arguments.js';
import { Context } from '../graphql/context.js';
import { DateScalar } from '../graphql/scalars/date.js';
import { SecurityFilterInput } from '../securities/security-filter.type.js';
import type { Day } from '../time/day.js';
import { MarketIndex } from './index.type.js';
import { listMembers } from './list-members.js';
import { IndexMemberConnection, IndexMemberOrder, pageOfMembers } from './member.type.js';

@Resolver(() => MarketIndex)
export class IndexMembersResolver {
  @FieldResolver(() => IndexMemberConnection, {
    nullable: true,
    description: 'Members with their weights.',
  })
  members(
    @Root() { columns }: MarketIndex,
    @Ctx() { panel }: Context,
    @Arg('on', () => DateScalar, {
      nullable: true,
      description:
        'The day to read. Defaults to the last day with holdings, or to the last day with data ' +
        'where dated memberships are stored.',
    })
    on: Day | null,
    @Arg('where', () => SecurityFilterInput, {
      nullable: true,
      description: 'Restricts the members. Weights stay shares of the whole index.',
    })
    where: SecurityFilterInput | null,
    @OrderByArg(IndexMemberOrder, 'WEIGHT', { ties: 'symbol' })
    { field, direction }: IndexMemberOrder,
    @FirstArg() first: number,
    @AfterArg() after: string | null,
  ): IndexMemberConnection {
    const question = { on: on ?? null, where: where ?? null, field, direction };
    return pageOfMembers(panel, listMembers(panel, columns, question), first, after);
  }
}
