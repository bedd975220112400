import { Arg, Ctx, Extensions, FieldResolver, Float, Int, Resolver, Root } from 'type-graphql';
import { RequestError } from '../../errors.js';
import { Context } from '../../graphql/context.js';
import { DateScalar } from '../../graphql/scalars/date.js';
import { WindowInput } from '../../graphql/window.type.js';
import { Security } from '../../securities/security.type.js';
import type { Day } from '../../time/day.js';
import { reportDays } from '../../time/report-days.js';
import { resolveWindow } from '../../time/window.js';
import { knownFilings } from './known-filings.js';
import { ownFilings } from './own-filings.js';
import { reportedPosition, shortRatioOver } from './reported-position.js';
import { shortFilingLoader } from './short-position.loader.js';
import { ShortPosition } from './short-position.type.js';

const MAX_SESSIONS = 250;

@Resolver(() => Security)
export class SecurityShortPositionsResolver {
  // Two reports a month.
  @Extensions({ entriesAYear: 24 })
  @FieldResolver(() => [ShortPosition], {
    nullable: true,
    description: 'Short positions as they were reported, in ascending order of settlement.',
  })
  async shortPositions(
    @Root() { ordinal }: Security,
    @Arg('window', () => WindowInput, { description: 'The span of settlement dates.' })
    window: WindowInput,
    @Arg('knownOn', () => DateScalar, {
      nullable: true,
      description:
        'Uses only reports that had been published by this day, in the version of that day. Omit ' +
        'it to use the last version of all that are stored.',
    })
    knownOn: Day | null,
    @Ctx() { panel, loaders }: Context,
  ): Promise<ShortPosition[]> {
    const span = resolveWindow(window, reportDays(panel.axis, panel.shorts.settlements));
    const tickers = [...new Set(panel.securities.tickerIds[ordinal])];
    const rows = await Promise.all(tickers.map((id) => loaders.of(shortFilingLoader).load(id)));
    const filings = knownFilings(ownFilings(panel, ordinal, rows.flat()), knownOn ?? null);
    return filings.flatMap((filing, k) =>
      filing.settledOn < span.fromOn || filing.settledOn > span.toOn
        ? []
        : [reportedPosition(panel, ordinal, filing, filings[k - 1] ?? null)],
    );
  }
}

@Resolver(() => ShortPosition)
export class ShortPositionResolver {
  @FieldResolver(() => Float, {
    nullable: true,
    description:
      '`shares` over average daily volume, in days, without limits. Zero for no shares short; ' +
      'otherwise null without volume.',
  })
  shortRatio(
    @Root() { security, settledOn, shares, averageDailyVolume }: ShortPosition,
    @Arg('sessions', () => Int, {
      nullable: true,
      description:
        'Averages the volume of this many sessions up to `settledOn`, 1 to 250; null when fewer ' +
        'than half of them have a volume. Omit it for the average as reported.',
    })
    sessions: number | null,
    @Ctx() { panel }: Context,
  ): number | null {
    if (sessions === null || sessions === undefined) {
      if (shares === 0) return 0;
      return averageDailyVolume ? shares / averageDailyVolume : null;
    }
    if (sessions < 1 || sessions > MAX_SESSIONS) {
      throw new RequestError(
        'BAD_USER_INPUT',
        `sessions must be between 1 and ${MAX_SESSIONS}, not ${sessions}.`,
      );
    }
    return shortRatioOver(panel, security, shares, settledOn, sessions);
  }
}
