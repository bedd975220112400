import { Arg, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Takes } from '../graphql/passes.js';
import { Context } from '../graphql/context.js';
import { ReturnBasis } from '../graphql/enums.js';
import { registerNode } from '../graphql/node.js';
import { DateScalar } from '../graphql/scalars/date.js';
import { WindowInput } from '../graphql/window.type.js';
import { ReturnOptions } from '../returns/return-options.type.js';
import { ReturnReport } from '../returns/return-report.type.js';
import { reportReturns } from '../returns/return-service.js';
import { SecurityFilterInput } from '../securities/security-filter.type.js';
import type { Day } from '../time/day.js';
import { findIndex, listIndices } from '../panel/find-index.js';
import { MarketIndex, SectorWeight, toIndex } from './index.type.js';
import { indexPerformance } from './performance.service.js';
import { Performance } from './performance.type.js';
import { sectorWeights } from './sector-weights.js';

@Resolver(() => MarketIndex)
export class IndexResolver {
  @Query(() => MarketIndex, { nullable: true, description: 'Looks up an index by its symbol.' })
  index(
    @Arg('symbol', () => String, {
      description:
        'Index symbol, such as "RUT" for the Russell 2000 or "SPX" for the S&P 500. Not ' +
        'case-sensitive.',
    })
    symbol: string,
    @Ctx() { panel }: Context,
  ): MarketIndex {
    return toIndex(findIndex(panel, symbol));
  }

  @Query(() => [MarketIndex], { nullable: true, description: 'Lists indices in order of symbol.' })
  indices(
    @Arg('symbols', () => [String], {
      nullable: true,
      description: 'Restricts the list to these symbols. Omit it for all indices.',
    })
    symbols: string[] | null,
    @Ctx() { panel }: Context,
  ): MarketIndex[] {
    return listIndices(panel, symbols ?? null).map(toIndex);
  }

  @FieldResolver(() => Performance, {
    nullable: true,
    description: 'Performance of the published level of the index over a window.',
  })
  performance(
    @Root() { columns }: MarketIndex,
    @Ctx() { panel }: Context,
    @Arg('window', () => WindowInput, { description: 'The span to measure over.' })
    window: WindowInput,
    @Arg('basis', () => ReturnBasis, {
      defaultValue: 'PRICE',
      description:
        'Whether dividends count. Only PRICE is available: levels with dividends are not stored. ' +
        '`returns` rebuilds them from the members.',
    })
    basis: ReturnBasis,
  ): Performance {
    return new Performance(indexPerformance(panel, columns, window, basis));
  }

  @Takes({ passes: 2, dailyPasses: 90 })
  @FieldResolver(() => ReturnReport, {
    nullable: true,
    description: 'Returns and breadth of its members over a window.',
  })
  returns(
    @Root() { columns }: MarketIndex,
    @Ctx() { panel }: Context,
    @Arg('window', () => WindowInput, { description: 'The span to measure over.' })
    window: WindowInput,
    @Arg('where', () => SecurityFilterInput, {
      nullable: true,
      description: 'Restricts the members further.',
    })
    where: SecurityFilterInput | null,
    @Arg('options', () => ReturnOptions, { nullable: true, description: 'How to measure.' })
    options: ReturnOptions | null,
  ): ReturnReport {
    return new ReturnReport(reportReturns(panel, { window, where, index: columns, options }));
  }

  @Extensions({ complexity: 12 })
  @FieldResolver(() => [SectorWeight], {
    nullable: true,
    description: 'Weights by sector, in descending order of weight.',
  })
  sectors(
    @Root() { columns }: MarketIndex,
    @Ctx() { panel }: Context,
    @Arg('on', () => DateScalar, {
      nullable: true,
      description: 'The day to read. Defaults to the last day with holdings.',
    })
    on: Day | null,
  ): SectorWeight[] | null {
    return sectorWeights(panel, columns, on ?? null);
  }
}

registerNode('Index', ({ panel }, localId) => {
  const columns = panel.indices.find(({ symbol }) => symbol === localId);
  return columns === undefined ? null : toIndex(columns);
});
