import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { AfterArg, FirstArg } from '../graphql/arguments.js';
import { connectionOf, paginate } from '../graphql/connection.js';
import { Context } from '../graphql/context.js';
import { Fund, FundFilterInput, fundOf } from './fund.type.js';
import { listFunds } from './list-funds.js';

export const FundConnection = connectionOf(() => Fund, 'Fund', {
  many: 'funds',
  one: 'The fund.',
  hasWarnings: true,
});
export type FundConnection = InstanceType<typeof FundConnection>;

@Resolver()
export class FundListResolver {
  @Query(() => FundConnection, {
    nullable: true,
    description:
      'Lists funds in order of name, each once. What a provider reports as a whole category is ' +
      'no fund.',
  })
  funds(
    @Ctx() { panel }: Context,
    @Arg('where', () => FundFilterInput, {
      nullable: true,
      description: 'Restricts the list. Omit it for all funds.',
    })
    where: FundFilterInput | null,
    @FirstArg() first: number,
    @AfterArg() after: string | null,
  ): FundConnection {
    const { ordinals, warnings, name } = listFunds(panel, where ?? null);
    const page = paginate(ordinals, first, after, `Fund ${name}`, (f) => fundOf(panel, f));
    return Object.assign(page, { warnings });
  }
}
