import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../graphql/context.js';
import { WindowInput } from '../graphql/window.type.js';
import { FlowModel } from './flow-model.js';
import { FlowReport } from './flow-report.type.js';
import { Fund, FundFilterInput } from './fund.type.js';

const WINDOW = {
  description: 'The span to measure over. The periods that end within it count.',
} as const;

@Resolver()
export class FlowsResolver {
  @Query(() => FlowReport, {
    nullable: true,
    description: 'Money that moved into and out of funds over a window, as one provider counts it.',
  })
  flows(
    @Ctx() { panel }: Context,
    @Arg('window', () => WindowInput, WINDOW) window: WindowInput,
    @Arg('provider', () => String, {
      description:
        'Code of the data source to read, as `DataSource.code` spells it, such as "ICI_WEEKLY". ' +
        'Providers count different funds and can differ in sign, so they are never mixed.',
    })
    provider: string,
    @Arg('where', () => FundFilterInput, {
      nullable: true,
      description: 'Restricts the set. Omit it for all funds.',
    })
    where: FundFilterInput | null,
  ): FlowReport {
    return new FlowReport(new FlowModel(panel, { window, provider, where }));
  }
}

@Resolver(() => Fund)
export class FundResolver {
  @FieldResolver(() => FlowReport, {
    nullable: true,
    description: 'Its flows over a window, as one provider counts them.',
  })
  flows(
    @Root() { ordinal }: Fund,
    @Ctx() { panel }: Context,
    @Arg('window', () => WindowInput, WINDOW) window: WindowInput,
    @Arg('provider', () => String, {
      description: 'Code of the data source to read, as `DataSource.code` spells it.',
    })
    provider: string,
  ): FlowReport {
    const model = new FlowModel(panel, { window, provider, fund: ordinal });
    return new FlowReport(model);
  }
}
