import { Takes } from '../graphql/passes.js';
import { Arg, FieldResolver, Resolver, Root } from 'type-graphql';
import { AfterArg, FirstArg, OrderByArg } from '../graphql/arguments.js';
import { paginate } from '../graphql/connection.js';
import { Interval } from '../graphql/enums.js';
import { makeSeries, Series } from '../graphql/series.type.js';
import { FlowMeasure } from './flow-measure.type.js';
import { FlowOrder } from './flow-order.type.js';
import { FlowPeriod, toFlowPeriod } from './flow-period.type.js';
import { rankGroups, rankLines } from './flow-rankings.js';
import { FlowGroup, FlowLineConnection, FlowReport, toFlowLine } from './flow-report.type.js';
import { flowSeries } from './flow-series.js';

const PERIOD = {
  nullable: true,
  description: 'The last full period of the window; null when there is none.',
} as const;
const PERIOD_INTERVAL = {
  defaultValue: 'WEEK',
  description: 'Width of the period. Never narrower than the provider reports.',
} as const;
const BUCKET_INTERVAL = {
  defaultValue: 'WEEK',
  description:
    'Width of a bucket. Never narrower than the provider reports; weeks end when its weeks end.',
} as const;
const MEASURE = { defaultValue: 'NET_FLOW', description: 'What each value means.' } as const;

@Resolver(() => FlowReport)
export class FlowReportResolver {
  @Takes({ units: 40 })
  @FieldResolver(() => FlowPeriod, PERIOD)
  lastPeriod(
    @Root() { model }: FlowReport,
    @Arg('interval', () => Interval, PERIOD_INTERVAL) interval: Interval,
  ): FlowPeriod | null {
    return toFlowPeriod(model.total.lastPeriod(interval));
  }

  @FieldResolver(() => [FlowGroup], { description: 'The set divided by category.' })
  groups(
    @Root() { model }: FlowReport,
    @OrderByArg(FlowOrder, 'NET_FLOW', { of: 'groups', ties: 'category' })
    orderBy: FlowOrder,
  ): FlowGroup[] {
    return rankGroups(model.categories, orderBy).map((group) => new FlowGroup(group));
  }

  @FieldResolver(() => FlowLineConnection, { description: 'The set fund by fund.' })
  lines(
    @Root() { model }: FlowReport,
    @OrderByArg(FlowOrder, 'NET_FLOW', { ties: 'name' })
    orderBy: FlowOrder,
    @FirstArg() first: number,
    @AfterArg() after: string | null,
  ): FlowLineConnection {
    const { panel, lines, name } = model;
    const list = `FlowLine ${orderBy.field} ${orderBy.direction} ${name}`;
    const nameOf = (member: (typeof lines)[0]) => panel.funds.names[member.history.fund] ?? '';
    const ranked = rankLines(lines, nameOf, orderBy);
    return paginate(ranked, first, after, list, (member) => toFlowLine(panel, member));
  }

  @FieldResolver(() => Series, { description: 'A measure of the whole set bucket by bucket.' })
  series(
    @Root() { model }: FlowReport,
    @Arg('interval', () => Interval, BUCKET_INTERVAL) interval: Interval,
    @Arg('measure', () => FlowMeasure, MEASURE) measure: FlowMeasure,
  ): Series {
    return makeSeries(flowSeries(model.total, interval, measure));
  }
}

@Resolver(() => FlowGroup)
export class FlowGroupResolver {
  @Takes({ units: 40 })
  @FieldResolver(() => FlowPeriod, PERIOD)
  lastPeriod(
    @Root() { part }: FlowGroup,
    @Arg('interval', () => Interval, PERIOD_INTERVAL) interval: Interval,
  ): FlowPeriod | null {
    return toFlowPeriod(part.lastPeriod(interval));
  }

  @FieldResolver(() => Series, { description: 'A measure of the category bucket by bucket.' })
  series(
    @Root() { part }: FlowGroup,
    @Arg('interval', () => Interval, BUCKET_INTERVAL) interval: Interval,
    @Arg('measure', () => FlowMeasure, MEASURE) measure: FlowMeasure,
  ): Series {
    return makeSeries(flowSeries(part, interval, measure));
  }
}
