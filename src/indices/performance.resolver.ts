import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { IntervalArg, MeasureArg } from '../graphql/arguments.js';
import { Context } from '../graphql/context.js';
import { Interval } from '../graphql/enums.js';
import { orNull } from '../graphql/or-null.js';
import { RatioScalar } from '../graphql/scalars/ratio.js';
import { makeSeries, Series } from '../graphql/series.type.js';
import { excessReturnOver } from './performance.service.js';
import { Performance, PerformanceMeasure } from './performance.type.js';

@Resolver(() => Performance)
export class PerformanceResolver {
  @FieldResolver(() => RatioScalar, {
    nullable: true,
    description:
      '`periodReturn` less that of another index over the same window and on the same basis.',
  })
  excessReturn(
    @Root() { model }: Performance,
    @Arg('over', () => String, { description: 'Symbol of the other index.' }) over: string,
    @Ctx() { panel }: Context,
  ): number | null {
    return orNull(excessReturnOver(panel, model, over));
  }

  @FieldResolver(() => Series, { description: 'The move as a series.' })
  series(
    @Root() { model }: Performance,
    @IntervalArg() interval: Interval,
    @MeasureArg(PerformanceMeasure, 'CUMULATIVE_RETURN') measure: PerformanceMeasure,
  ): Series {
    return makeSeries(model.series(interval, measure));
  }
}
