import { Arg, Extensions, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import {
  AfterArg,
  FirstArg,
  FirstGroupsArg,
  GroupByArg,
  IntervalArg,
  MeasureArg,
  OrderByArg,
} from '../../graphql/arguments.js';
import { paginate } from '../../graphql/connection.js';
import { Interval, SecurityDimension } from '../../graphql/enums.js';
import { checkFirst, LIMITS } from '../../graphql/limits.js';
import { DateScalar } from '../../graphql/scalars/date.js';
import { makeSeries, Series } from '../../graphql/series.type.js';
import { checkDimensions } from '../../securities/group-members.js';
import { securityOf } from '../../securities/security.type.js';
import type { Day } from '../../time/day.js';
import { ShortDay, toShortDay } from './short-day.type.js';
import { shortDays } from '../series/short-days.js';
import type { ShortInquiry } from '../short-inquiry.js';
import type { Lines } from '../lines/lines.js';
import { ShortMeasure, ShortOrder } from './short-order.type.js';
import { rankGroups, rankSecurities } from '../sums/short-rankings.js';
import {
  ShortGroup,
  ShortLineConnection,
  ShortLineType,
  ShortReport,
} from './short-report.type.js';
import { describedSeries } from '../series/short-series.js';
import type { Division } from '../short-set.js';
import { ShortStats } from './short-stats.type.js';

@Resolver(() => ShortReport)
export class ShortReportResolver {
  @FieldResolver(() => [ShortGroup], {
    description: 'The set divided into groups, one for each combination of keys that occurs.',
  })
  groups(
    @Root() { inquiry }: ShortReport,
    @GroupByArg() by: SecurityDimension[],
    @OrderByArg(ShortOrder, 'PNL', { of: 'groups', ties: 'label' })
    { field, direction }: ShortOrder,
    @FirstGroupsArg() first: number,
  ): ShortGroup[] {
    checkFirst(first);
    checkDimensions(by);
    const ordered = rankGroups(inquiry, inquiry.groups(by), field, direction);
    return ordered.slice(0, first).map((group) => new ShortGroup(inquiry, group));
  }

  @FieldResolver(() => ShortLineConnection, { description: 'The set security by security.' })
  lines(
    @Root() { inquiry }: ShortReport,
    @OrderByArg(ShortOrder, 'PNL', { ties: 'symbol' })
    { field, direction }: ShortOrder,
    @FirstArg() first: number,
    @AfterArg() after: string | null,
  ): ShortLineConnection {
    const list = `ShortLine ${field} ${direction} ${inquiry.name}`;
    const count = after == null ? first : Number.POSITIVE_INFINITY;
    const ordered = inquiry.once(inquiry.set.lines, `rank ${field} ${direction} ${count}`, () =>
      rankSecurities(inquiry, field, direction, count),
    );
    return paginate(ordered, first, after, list, (k) => toLine(inquiry, inquiry.linesAt(k)));
  }

  @FieldResolver(() => Series, { description: 'A measure of the whole set bucket by bucket.' })
  series(
    @Root() { inquiry }: ShortReport,
    @IntervalArg() interval: Interval,
    @MeasureArg(ShortMeasure, 'CUMULATIVE_PNL') measure: ShortMeasure,
  ): Series {
    return seriesOf(inquiry, inquiry.set.lines, interval, measure);
  }
}

@Resolver(() => ShortGroup)
export class ShortGroupResolver {
  @FieldResolver(() => Series, { description: 'A measure of the group bucket by bucket.' })
  series(
    @Root() { inquiry, group }: ShortGroup,
    @IntervalArg() interval: Interval,
    @MeasureArg(ShortMeasure, 'CUMULATIVE_PNL') measure: ShortMeasure,
  ): Series {
    return seriesOf(inquiry, group.lines, interval, measure, group.division);
  }
}

@Resolver(() => ShortLineType)
export class ShortLineResolver {
  @Extensions({ entriesAYear: 252 })
  @FieldResolver(() => [ShortDay], {
    nullable: true,
    description:
      'The daily rows that add up to `stats`, in ascending order of date: each can be recomputed ' +
      'by hand from its own fields.',
  })
  days(
    @Root() { inquiry, lines }: ShortLineType,
    @Arg('first', () => Int, {
      defaultValue: LIMITS.maxPageSize,
      description: 'How many to return, 1 to 500.',
    })
    first: number,
    @Arg('after', () => DateScalar, {
      nullable: true,
      description: 'Returns those after this day.',
    })
    after: Day | null,
  ): ShortDay[] {
    checkFirst(first);
    const rows = shortDays(inquiry.question, lines);
    const from = after == null ? 0 : rows.findIndex((row) => row.tradedOn > after);
    return from < 0 ? [] : rows.slice(from, from + first).map(toShortDay);
  }
}

function seriesOf(
  inquiry: ShortInquiry,
  lines: Lines,
  interval: Interval,
  measure: ShortMeasure,
  division?: Division,
): Series {
  const name = `series ${interval} ${measure}`;
  const { question } = inquiry;
  const make = () => describedSeries(question, lines, interval, measure, division);
  return makeSeries(inquiry.once(lines, name, make));
}

function toLine(inquiry: ShortInquiry, lines: Lines): ShortLineType {
  const security = lines.securityAt(0);
  const { panel, universe } = inquiry.question;
  return Object.assign(new ShortLineType(), {
    inquiry,
    lines,
    security: securityOf(panel, security, universe.named?.requested.get(security)),
    stats: new ShortStats(inquiry, lines),
  });
}
