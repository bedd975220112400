import { Arg, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { WindowInput } from '../graphql/window.type.js';
import { Security } from '../securities/security.type.js';
import { failLoader } from './fail-to-deliver.loader.js';
import { FailToDeliver } from './fail-to-deliver.type.js';
import { filingSpan } from './filing-window.js';
import { ownFails, ownShortVolume } from './own-rows.js';
import { shortVolumeLoader } from './short-volume.loader.js';
import { ShortVolume } from './short-volume.type.js';

/** A list with a row a session: what costs are worked out from. */
const SESSIONS_A_YEAR = 252;

@Resolver(() => Security)
export class SecurityFilingsResolver {
  @Extensions({ entriesAYear: SESSIONS_A_YEAR })
  @FieldResolver(() => [FailToDeliver], {
    nullable: true,
    description:
      'Shares not delivered by day, in ascending order; days without fails are left out. Each is ' +
      'a balance, and balances must not be summed over days. Null when no file of fails is stored.',
  })
  async failsToDeliver(
    @Root() { ordinal }: Security,
    @Arg('window', () => WindowInput, { description: 'The span of settlement days.' })
    window: WindowInput,
    @Ctx() { panel, loaders }: Context,
  ): Promise<FailToDeliver[] | null> {
    const span = filingSpan(panel, 'FAILS_TO_DELIVER', window);
    if (span === null) return null;
    const loader = loaders.of(failLoader);
    return ownFails(panel, ordinal, (tickerId) => loader.load({ tickerId, ...span }));
  }

  @Extensions({ entriesAYear: SESSIONS_A_YEAR })
  @FieldResolver(() => [ShortVolume], {
    nullable: true,
    description:
      'Volume sold short by day, in ascending order. Volume of one day, and no position: see ' +
      '`shortPositions` for those. Null when no file of short volume is stored.',
  })
  async shortVolume(
    @Root() { ordinal }: Security,
    @Arg('window', () => WindowInput, { description: 'The span of trading days.' })
    window: WindowInput,
    @Ctx() { panel, loaders }: Context,
  ): Promise<ShortVolume[] | null> {
    const span = filingSpan(panel, 'SHORT_VOLUME', window);
    if (span === null) return null;
    const loader = loaders.of(shortVolumeLoader);
    return ownShortVolume(panel, ordinal, (tickerId) => loader.load({ tickerId, ...span }));
  }
}
