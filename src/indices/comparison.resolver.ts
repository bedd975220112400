import { Takes } from '../graphql/passes.js';
import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { IntervalArg } from '../graphql/arguments.js';
import { RequestError } from '../errors.js';
import { Context } from '../graphql/context.js';
import { Interval } from '../graphql/enums.js';
import { makeSeries, Series } from '../graphql/series.type.js';
import { WindowInput } from '../graphql/window.type.js';
import { ReturnOptions } from '../returns/return-options.type.js';
import { Attribution, AttributionLinking, toAttribution } from './attribution.type.js';
import { compareIndices, unexplained } from './comparison.service.js';
import { IndexComparison } from './comparison.type.js';

@Resolver(() => IndexComparison)
export class IndexComparisonResolver {
  @Takes({ passes: 2, dailyPasses: 90 })
  @Query(() => IndexComparison, {
    nullable: true,
    description: 'Compares one index with another over a window.',
  })
  indexComparison(
    @Ctx() { panel }: Context,
    @Arg('subject', () => String, {
      description: 'Symbol of the index under study, such as "RUT".',
    })
    subject: string,
    @Arg('benchmark', () => String, {
      description: 'Symbol of the index it is measured against, such as "SPX".',
    })
    benchmark: string,
    @Arg('window', () => WindowInput, { description: 'The span to compare over.' })
    window: WindowInput,
    @Arg('options', () => ReturnOptions, { nullable: true, description: 'How to measure.' })
    options: ReturnOptions | null,
  ): IndexComparison {
    const model = compareIndices(panel, { subject, benchmark, window, options });
    if (model.subject.index === model.benchmark.index) {
      throw new RequestError(
        'BAD_USER_INPUT',
        `subject and benchmark are both ${model.subject.index.symbol}: name two indices.`,
      );
    }
    return new IndexComparison(model);
  }

  @Takes({ shared: 31 })
  @FieldResolver(() => Attribution, {
    nullable: true,
    description: 'How sectors explain `excessReturn`.',
  })
  attribution(
    @Root() { model }: IndexComparison,
    @Arg('linking', () => AttributionLinking, {
      defaultValue: 'CARINO',
      description: 'How the effects of single days are joined so that they add up over the window.',
    })
    linking: AttributionLinking,
  ): Attribution {
    return toAttribution(model.attribution.linked(linking), unexplained(model));
  }

  @FieldResolver(() => Series, {
    description:
      'Subject relative to benchmark, rebased to 1 on the base day: above 1 the subject leads.',
  })
  relativeStrength(@Root() { model }: IndexComparison, @IntervalArg() interval: Interval): Series {
    return makeSeries(model.relativeStrength(interval));
  }
}
