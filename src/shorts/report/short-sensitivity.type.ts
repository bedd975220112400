import { Field, Int, ObjectType } from 'type-graphql';
import { CapTier, UniverseAt } from '../../graphql/enums.js';
import { orNull } from '../../graphql/or-null.js';
import { RatioScalar } from '../../graphql/scalars/ratio.js';
import { UsdScalar } from '../../graphql/scalars/usd.js';
import { DelistingRule, Interpolation, ShortPnlMethod } from './short-options.type.js';
import type { Sensitivity } from '../sums/short-sensitivity.js';
import type { Migration } from '../sums/tier-migration.js';

@ObjectType({
  simpleResolvers: true,
  description: 'Profit and loss of one set by one combination of conventions.',
})
export class ShortSensitivity {
  @Field(() => ShortPnlMethod, { description: 'How profit and loss is estimated.' })
  method: ShortPnlMethod;

  @Field(() => UniverseAt, { description: 'The day at which the set is formed.' })
  universeAt: UniverseAt;

  @Field(() => Interpolation, {
    description: 'How many shares are short on days between reports.',
  })
  interpolation: Interpolation;

  @Field(() => DelistingRule, {
    description: 'Where the price ends when a listing ends within the window.',
  })
  delisting: DelistingRule;

  @Field(() => UsdScalar, {
    nullable: true,
    description: 'Profit of short sellers; negative when they lost.',
  })
  pnl: number | null;

  @Field(() => RatioScalar, {
    nullable: true,
    description: '`pnl` over the average value of shares short.',
  })
  pnlRatio: number | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Securities that were in one size class on the base day and in one on the end day.',
})
export class TierMigration {
  @Field(() => CapTier, { description: 'Size class on the base day.' })
  startTier: CapTier;

  @Field(() => CapTier, { description: 'Size class on the end day.' })
  endTier: CapTier;

  @Field(() => Int, {
    description: 'Number of securities with a short position at some time in the window.',
  })
  positionCount: number;

  @Field(() => UsdScalar, {
    nullable: true,
    description: 'Profit of short sellers in them; negative when they lost.',
  })
  pnl: number | null;
}

/** A row of the sensitivity block as the schema shows it. */
export function toSensitivity(row: Sensitivity): ShortSensitivity {
  return { ...row, pnl: orNull(row.pnl), pnlRatio: orNull(row.pnlRatio) };
}

/** A row of the migration block as the schema shows it. */
export function toMigration(row: Migration): TierMigration {
  return { ...row, pnl: orNull(row.pnl) };
}
