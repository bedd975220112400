import { Takes } from '../graphql/passes.js';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import {
  AfterArg,
  FirstArg,
  FirstGroupsArg,
  GroupByArg,
  IntervalArg,
  MeasureArg,
  OrderByArg,
} from '../graphql/arguments.js';
import { paginate } from '../graphql/connection.js';
import { Interval, SecurityDimension } from '../graphql/enums.js';
import { checkFirst } from '../graphql/limits.js';
import { makeSeries, Series } from '../graphql/series.type.js';
import { ReturnGroup } from './return-group.type.js';
import { ReturnLineConnection, toLine } from './return-line.type.js';
import { ReturnMeasure } from './return-measure.type.js';
import { ReturnLineOrder, ReturnOrder } from './return-order.type.js';
import { rankGroups, rankLines } from './return-rankings.js';
import { ReturnReport } from './return-report.type.js';
import { returnSeries } from './return-series.js';

@Resolver(() => ReturnReport)
export class ReturnReportResolver {
  @FieldResolver(() => [ReturnGroup], {
    description: 'The set divided into groups, one for each combination of keys that occurs.',
  })
  groups(
    @Root() { model }: ReturnReport,
    @GroupByArg() by: SecurityDimension[],
    @OrderByArg(ReturnOrder, 'CAP_WEIGHT_RETURN', { of: 'groups', ties: 'label' })
    { field, direction }: ReturnOrder,
    @FirstGroupsArg() first: number,
  ): ReturnGroup[] {
    checkFirst(first);
    const ranked = rankGroups(model.groups(by), by, field, direction);
    return ranked.slice(0, first).map((part) => new ReturnGroup(part));
  }

  @FieldResolver(() => ReturnLineConnection, { description: 'The set security by security.' })
  lines(
    @Root() { model }: ReturnReport,
    @OrderByArg(ReturnLineOrder, 'PERIOD_RETURN', { ties: 'symbol' })
    { field, direction }: ReturnLineOrder,
    @FirstArg() first: number,
    @AfterArg() after: string | null,
  ): ReturnLineConnection {
    const list = `ReturnLine ${field} ${direction} ${model.name}`;
    const ranked = rankLines(model.lines, field, direction);
    return paginate(ranked, first, after, list, (k) => toLine(model, k));
  }

  @Takes({ passes: 1, cumulativePasses: 8 })
  @FieldResolver(() => Series, { description: 'A measure of the whole set bucket by bucket.' })
  series(
    @Root() { model }: ReturnReport,
    @IntervalArg() interval: Interval,
    @MeasureArg(ReturnMeasure, 'ADVANCE_DECLINE_LINE') measure: ReturnMeasure,
  ): Series {
    return makeSeries(returnSeries(model.total, interval, measure));
  }
}

@Resolver(() => ReturnGroup)
export class ReturnGroupResolver {
  @Takes({ passes: 1, cumulativePasses: 8 })
  @FieldResolver(() => Series, { description: 'A measure of the group bucket by bucket.' })
  series(
    @Root() { part }: ReturnGroup,
    @IntervalArg() interval: Interval,
    @MeasureArg(ReturnMeasure, 'ADVANCE_DECLINE_LINE') measure: ReturnMeasure,
  ): Series {
    return makeSeries(returnSeries(part.set, interval, measure));
  }
}
