import { Field, Int, ObjectType } from 'type-graphql';
import type { Day } from '../time/day.js';
import { CapTier } from './enums.js';
import { DateScalar } from './scalars/date.js';
import { DateTimeScalar } from './scalars/date-time.js';
import { UsdScalar } from './scalars/usd.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A published state of all data. The same version gives the same answers.',
})
export class DataVersion {
  @Field(() => Int, {
    description: 'Number of the version. Each one is higher than the one before.',
  })
  number: number;

  @Field(() => DateTimeScalar, { description: 'When it was published.' })
  publishedAt: number;

  @Field(() => String, {
    description: 'Digest of the data. Two servers with the same digest hold the same data.',
  })
  hash: string;

  @Field(() => Boolean, {
    description:
      'Whether the data is made up, for demonstration: its numbers say nothing about real markets.',
  })
  isSimulated: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'Bounds of a size class.' })
export class CapTierBound {
  @Field(() => CapTier, { description: 'The size class.' })
  capTier: CapTier;

  @Field(() => UsdScalar, { description: 'Least market value, inclusive.' })
  minMarketCap: number;

  @Field(() => UsdScalar, {
    nullable: true,
    description: 'Greatest market value, exclusive; null for the largest class.',
  })
  maxMarketCap: number | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Limits of one request. What a request costs is reported in `extensions.lowtide.cost` of its ' +
    'response.',
})
export class ServiceLimits {
  @Field(() => Int, { description: 'Greatest cost of a request.' })
  maxCost: number;

  @Field(() => Int, { description: 'Most fields on a way from the root to a leaf.' })
  maxDepth: number;

  @Field(() => Int, { description: 'Most lists inside lists.' })
  maxListDepth: number;

  @Field(() => Int, { description: 'Most fields under another name, fragments spread out.' })
  maxAliases: number;

  @Field(() => Int, { description: 'Most fields of the operation itself.' })
  maxRootFields: number;

  @Field(() => Int, { description: 'Most directives, fragments spread out.' })
  maxDirectives: number;

  @Field(() => Int, { description: 'Most tokens of a document, without comments.' })
  maxTokens: number;

  @Field(() => Int, { description: 'Most milliseconds of work on an answer.' })
  maxMs: number;

  @Field(() => Int, { description: 'Most bytes of an answer before it is packed.' })
  maxBytes: number;

  @Field(() => Int, { description: 'Most entries of a list in the arguments of a request.' })
  maxListLength: number;

  @Field(() => Int, { description: 'Most characters of a text in the arguments of a request.' })
  maxTextLength: number;

  @Field(() => Int, { description: 'Greatest value of `first`.' })
  maxPageSize: number;

  @Field(() => Int, { description: 'Greatest number of points of a series.' })
  maxSeriesPoints: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Versions, limits and definitions of this service.',
})
export class Service {
  @Field(() => String, { description: 'Version of the software.' })
  version: string;

  @Field(() => String, {
    description:
      'Version of the definitions of measures. It rises when a number would change for the same ' +
      'data.',
  })
  methodologyVersion: string;

  @Field(() => DataVersion, {
    nullable: true,
    description: 'Version of the data that answers come from; null before the first load.',
  })
  dataVersion: DataVersion | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Last day with prices: the default end of every window; null before the first load.',
  })
  pricedThroughOn: Day | null;

  @Field(() => Int, { description: 'Number of replicas of the store that share its reads.' })
  replicaCount: number;

  @Field(() => Int, {
    description:
      'Number of them that are read from now. The others do not answer, or lack a published ' +
      'version.',
  })
  usedReplicaCount: number;

  @Field(() => [CapTierBound], { description: 'Bounds of the size classes, in ascending order.' })
  capTiers: CapTierBound[];

  @Field(() => ServiceLimits, { description: 'Limits of one request.' })
  limits: ServiceLimits;
}
