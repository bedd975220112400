import type { GraphQLSchema } from 'graphql';
import { SecurityFilingsResolver } from './filings/filings.resolver.js';
import { FlowGroupResolver, FlowReportResolver } from './flows/flow-report.resolver.js';
import { FlowsResolver, FundResolver } from './flows/flows.resolver.js';
import { FundListResolver } from './flows/fund-list.resolver.js';
import { buildLowtideSchema } from './graphql/build-schema.js';
import { DataVersionResolver } from './graphql/data-version.resolver.js';
import { NodeResolver } from './graphql/node.js';
import type { Publications } from './graphql/publications.js';
import { DataSourceResolver, ServiceResolver } from './graphql/service.resolver.js';
import { IndexComparisonResolver } from './indices/comparison.resolver.js';
import { IndexResolver } from './indices/index.resolver.js';
import { IndexMembersResolver } from './indices/members.resolver.js';
import { PerformanceResolver } from './indices/performance.resolver.js';
import { SecurityIndicesResolver } from './indices/security-indices.resolver.js';
import { ConcentrationResolver } from './returns/concentration.resolver.js';
import { ReturnGroupResolver, ReturnReportResolver } from './returns/return-report.resolver.js';
import { ReturnsResolver } from './returns/returns.resolver.js';
import { SecurityListResolver } from './securities/security-list.resolver.js';
import { SecurityResolver } from './securities/security.resolver.js';
import {
  SecurityShortPositionsResolver,
  ShortPositionResolver,
} from './shorts/filings/short-position.resolver.js';
import {
  ShortGroupResolver,
  ShortLineResolver,
  ShortReportResolver,
} from './shorts/report/short-report.resolver.js';
import {
  IndexShortsResolver,
  SecurityShortsResolver,
  ShortsResolver,
} from './shorts/report/shorts.resolver.js';

/**
 * The schema of all domains: the one list of resolver classes. Subscriptions hear what is told to
 * `publications`.
 */
export function lowtideSchema(publications?: Publications): GraphQLSchema {
  const resolvers: Parameters<typeof buildLowtideSchema>[0] = [
    ConcentrationResolver,
    DataSourceResolver,
    DataVersionResolver,
    FlowGroupResolver,
    FlowReportResolver,
    FlowsResolver,
    FundListResolver,
    FundResolver,
    IndexComparisonResolver,
    IndexMembersResolver,
    IndexResolver,
    IndexShortsResolver,
    NodeResolver,
    PerformanceResolver,
    ReturnGroupResolver,
    ReturnReportResolver,
    ReturnsResolver,
    SecurityFilingsResolver,
    SecurityIndicesResolver,
    SecurityListResolver,
    SecurityResolver,
    SecurityShortPositionsResolver,
    SecurityShortsResolver,
    ServiceResolver,
    ShortGroupResolver,
    ShortLineResolver,
    ShortPositionResolver,
    ShortReportResolver,
    ShortsResolver,
  ];
  return buildLowtideSchema(resolvers, publications);
}
