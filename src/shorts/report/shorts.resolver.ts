import { Takes } from '../../graphql/passes.js';
import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../graphql/context.js';
import { WindowInput } from '../../graphql/window.type.js';
import { MarketIndex } from '../../indices/index.type.js';
import { Security } from '../../securities/security.type.js';
import { SecurityFilterInput } from '../../securities/security-filter.type.js';
import { ShortInquiry } from '../short-inquiry.js';
import { ShortOptionsInput } from './short-options.type.js';
import { ShortReport } from './short-report.type.js';

@Resolver()
export class ShortsResolver {
  @Takes({ passes: 3, dailyPasses: 4 })
  @Query(() => ShortReport, {
    nullable: true,
    description: 'Profit and loss of short sellers in a set of securities over a window.',
  })
  shorts(
    @Ctx() { panel }: Context,
    @Arg('window', () => WindowInput, { description: 'The span to measure over.' })
    window: WindowInput,
    @Arg('where', () => SecurityFilterInput, {
      nullable: true,
      description: 'Restricts the set. Omit it for all securities.',
    })
    where: SecurityFilterInput | null,
    @Arg('options', () => ShortOptionsInput, { nullable: true, description: 'How to measure.' })
    options: ShortOptionsInput | null,
  ): ShortReport {
    return new ShortReport(ShortInquiry.of(panel, { window, where, options }));
  }
}

@Resolver(() => Security)
export class SecurityShortsResolver {
  @Takes({ passes: 3, dailyPasses: 4 })
  @FieldResolver(() => ShortReport, {
    nullable: true,
    description: 'Profit and loss of its short sellers over a window.',
  })
  shorts(
    @Ctx() { panel }: Context,
    @Root() { ordinal }: Security,
    @Arg('window', () => WindowInput, { description: 'The span to measure over.' })
    window: WindowInput,
    @Arg('options', () => ShortOptionsInput, { nullable: true, description: 'How to measure.' })
    options: ShortOptionsInput | null,
  ): ShortReport {
    return new ShortReport(ShortInquiry.of(panel, { window, options, security: ordinal }));
  }
}

@Resolver(() => MarketIndex)
export class IndexShortsResolver {
  @Takes({ passes: 3, dailyPasses: 4 })
  @FieldResolver(() => ShortReport, {
    nullable: true,
    description: 'Profit and loss of short sellers in its members over a window.',
  })
  shorts(
    @Ctx() { panel }: Context,
    @Root() { symbol }: MarketIndex,
    @Arg('window', () => WindowInput, { description: 'The span to measure over.' })
    window: WindowInput,
    @Arg('where', () => SecurityFilterInput, {
      nullable: true,
      description: 'Restricts the members further.',
    })
    where: SecurityFilterInput | null,
    @Arg('options', () => ShortOptionsInput, { nullable: true, description: 'How to measure.' })
    options: ShortOptionsInput | null,
  ): ShortReport {
    return new ShortReport(ShortInquiry.of(panel, { window, where, options, index: symbol }));
  }
}
