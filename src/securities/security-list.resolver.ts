import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { AfterArg, FirstArg, OrderByArg } from '../graphql/arguments.js';
import { paginate } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { DateScalar } from '../graphql/scalars/date.js';
import type { Day } from '../time/day.js';
import { dayIndexFor } from './day-index.js';
import { listSecurities } from './list-securities.js';
import { unknownSymbols } from './named-securities.js';
import { SecurityFilterInput } from './security-filter.type.js';
import { SecurityConnection, SecurityOrder } from './security-list.type.js';
import { securityOf } from './security.type.js';

@Resolver()
export class SecurityListResolver {
  @Query(() => SecurityConnection, {
    nullable: true,
    description:
      'Lists securities, those whose listing has ended as well: `Security.delistedOn` tells them.',
  })
  securities(
    @Ctx() { panel }: Context,
    @Arg('where', () => SecurityFilterInput, {
      nullable: true,
      description: 'Restricts the list. Omit it for all securities.',
    })
    where: SecurityFilterInput | null,
    @Arg('on', () => DateScalar, {
      nullable: true,
      description:
        'The day on which membership, cap tier, sector and market value are read. Defaults to ' +
        'the last day with data.',
    })
    on: Day | null,
    @OrderByArg(SecurityOrder, 'SYMBOL', { ties: 'symbol', direction: 'ASC' })
    { field, direction }: SecurityOrder,
    @FirstArg() first: number,
    @AfterArg() after: string | null,
  ): SecurityConnection {
    const at = dayIndexFor(panel, on);
    const { ordinals, named, name } = listSecurities(panel, {
      where: where ?? null,
      at,
      field,
      direction,
    });
    const page = paginate(ordinals, first, after, `Security ${name}`, (i) =>
      securityOf(panel, i, named?.requested.get(i)),
    );
    return Object.assign(page, { warnings: unknownSymbols(panel, named) });
  }
}
