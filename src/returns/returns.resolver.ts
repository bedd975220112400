import { Takes } from '../graphql/passes.js';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.js';
import { WindowInput } from '../graphql/window.type.js';
import { SecurityFilterInput } from '../securities/security-filter.type.js';
import { ReturnOptions } from './return-options.type.js';
import { ReturnReport } from './return-report.type.js';
import { reportReturns } from './return-service.js';

@Resolver()
export class ReturnsResolver {
  @Takes({ passes: 2, dailyPasses: 90 })
  @Query(() => ReturnReport, {
    nullable: true,
    description: 'Returns and breadth of a set of securities over a window.',
  })
  returns(
    @Ctx() { panel }: Context,
    @Arg('window', () => WindowInput, { description: 'The span to measure over.' })
    window: WindowInput,
    @Arg('where', () => SecurityFilterInput, {
      nullable: true,
      description: 'Restricts the set. Omit it for all securities.',
    })
    where: SecurityFilterInput | null,
    @Arg('options', () => ReturnOptions, { nullable: true, description: 'How to measure.' })
    options: ReturnOptions | null,
  ): ReturnReport {
    return new ReturnReport(reportReturns(panel, { window, where, options }));
  }
}
