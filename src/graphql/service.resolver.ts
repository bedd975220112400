import { Arg, Ctx, Extensions, Query, Resolver } from 'type-graphql';
import { CAP_TIER_BOUNDS, METHODOLOGY_VERSION } from '../methodology.js';
import { VERSION } from '../version.js';
import { Context } from './context.js';
import { DataSource, dataSourcesOf } from './data-source.type.js';
import { DataKind } from './enums.js';
import { LIMITS } from './limits.js';
import { Service } from './service.type.js';

@Resolver()
export class ServiceResolver {
  @Query(() => Service, { description: 'Versions, limits and definitions of this service.' })
  service(@Ctx() { panelOrNull: panel, store, caller }: Context): Service {
    const replicas = store.replicas();
    return {
      version: VERSION,
      methodologyVersion: METHODOLOGY_VERSION,
      dataVersion: panel && { ...panel.version },
      pricedThroughOn: panel && panel.axis.length > 0 ? panel.axis.lastOn : null,
      replicaCount: replicas.length,
      usedReplicaCount: replicas.filter(({ isInUse }) => isInUse).length,
      capTiers: CAP_TIER_BOUNDS.map(({ capTier, min, max }) => ({
        capTier,
        minMarketCap: min,
        maxMarketCap: max,
      })),
      limits: { ...LIMITS, ...caller.limits },
    };
  }
}

@Resolver()
export class DataSourceResolver {
  @Extensions({ complexity: 25 })
  @Query(() => [DataSource], {
    nullable: true,
    description: 'Where the data comes from and how fresh it is, in order of code.',
  })
  dataSources(
    @Arg('kinds', () => [DataKind], {
      nullable: true,
      description: 'Restricts the list to these kinds. Omit it for all sources.',
    })
    kinds: DataKind[] | null,
    @Ctx() { panelOrNull: panel }: Context,
  ): DataSource[] {
    if (panel === null) return [];
    return dataSourcesOf(panel, (source) => kinds?.includes(source.kind) ?? true);
  }
}
