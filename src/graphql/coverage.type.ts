import { Field, Int, ObjectType } from 'type-graphql';
import { DataSource } from './data-source.type.js';
import { describedEnum } from './described-enum.js';
import { orNull } from './or-null.js';
import { RatioScalar } from './scalars/ratio.js';

export const DataWarningCode = describedEnum(
  'DataWarningCode',
  'A kind of reservation about data.',
  {
    MISSING_PRICE:
      'No price on the base day or on the end day; the member was left out. A listing within the ' +
      'window misses none.',
    STALE_PRICE:
      'No trade on the base day or on the end day, because of a halt or no interest; the last ' +
      'close counts.',
    SUSPECT_PRICE:
      'In returns, a price moved by more than a factor of ten in a day without a recorded split. ' +
      'In shorts, a profit or loss exceeds three times the average position, and neither a fall ' +
      'of the price nor a change of size class explains it. It was kept.',
    MISSING_MARKET_CAP: 'Market value is unknown; the member is UNCLASSIFIED and has no weight.',
    SPLIT_BASIS_MISMATCH:
      'Prices and share counts disagree about a split, as volumes show; the member was left out.',
    DELISTED_NO_TERMINAL_PRICE:
      'The listing ended within the window and no terminal price is stored; the last price was ' +
      'kept.',
    STALE_POSITION:
      'No file tells a short position within the window; the last earlier one was carried forward.',
    MISSING_SETTLEMENT:
      'A scheduled settlement lies between two known ones, and no stored file tells the position ' +
      'there; the shares before it were held, or the line drawn over it.',
    PARTIAL_FILE:
      'A stored file of short positions lacks a part of the market that those next to it have: ' +
      'what it does not list is unknown, not zero.',
    OTC_ONLY:
      'A stored file of short positions lists over-the-counter names alone: it says nothing of ' +
      'listed ones.',
    USES_LATER_REPORTS:
      'Most of the window lies after the last settlement that was public by its end, so nobody ' +
      'could have known these numbers on its last day; `knownOn` avoids it. Not raised for the ' +
      'mere use of LINEAR, which `options` already shows.',
    CONVERSION:
      'Shares of one class were converted into another: the change in shares short is not all ' +
      'new selling or buying back.',
    SYMBOL_LINKED:
      'The symbol changed and the security was followed by matching its short position, not by a ' +
      'record.',
    TIER_CHANGED:
      'A large part of the set crossed the bounds of a filter by size within the window: another ' +
      '`universeAt` gives another number.',
    UNIVERSE_CHANGED:
      'The set itself changed within the window: a tenth of an index was replaced, or funds were ' +
      'added or dropped.',
    STALE_HOLDINGS:
      'Holdings of the index on the exact day are not stored; the nearest ones were used.',
    INSUFFICIENT_COVERAGE:
      'Too few members have data for a fair figure; measures that need 90 % of them are null.',
    UNKNOWN_SYMBOL:
      'Nothing with a symbol of the filter is stored; the numbers are about the others. The ' +
      '`symbols` of the warning hold it as the request writes it.',
    CLIPPED_WINDOW: 'The window reaches beyond the stored data and was clipped.',
  },
);
export type DataWarningCode = keyof typeof DataWarningCode;

@ObjectType({
  simpleResolvers: true,
  description: 'A reservation about the data behind a report.',
})
export class DataWarning {
  @Field(() => DataWarningCode, { description: 'What kind of reservation it is.' })
  code: DataWarningCode;

  @Field(() => String, { description: 'The reservation in words.' })
  message: string;

  @Field(() => Int, { description: 'Number of members it touches.' })
  count: number;

  @Field(() => [String], {
    description: 'Up to ten symbols it touches, in alphabetical order.',
  })
  symbols: string[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'How much of a requested set has data.',
})
export class Coverage {
  @Field(() => Int, { description: 'Number of members that were asked for.' })
  requested: number;

  @Field(() => Int, { description: 'Number of members whose data sufficed.' })
  used: number;

  @Field(() => [DataSource], { description: 'Sources that contributed, in order of code.' })
  sources: DataSource[];

  @Field(() => [DataWarning], {
    description:
      'What a careful reader should know about the numbers. Empty when there is nothing to know.',
  })
  warnings: DataWarning[];
}

export const CheckName = describedEnum(
  'CheckName',
  'An identity that the numbers of a report must satisfy.',
  {
    COUNTS: 'Advancers, decliners and unchanged add up to `pricedCount`.',
    CONTRIBUTIONS: 'Contributions of all lines add up to the cap-weighted return.',
    EFFECTS: 'Effects of all sectors add up to the difference in return that the members rebuild.',
    LINES: 'All lines add up to the total: in profit and loss, or in net flow.',
    GROUPS: 'All size classes, or all fund categories, add up to the total.',
    VALUE_CHANGE: '`netShorting` plus `priceEffect` is `valueChange`.',
    PRICE_EFFECT: '`priceEffect` plus the daily mark-to-market profit is zero.',
    NET_PNL: '`pnl` less `dividendsPaid` less `financingCost` is `netPnl`.',
    ASSETS: '`startAssets` plus `netFlow` plus `portfolioChange` is `endAssets`.',
  },
);
export type CheckName = keyof typeof CheckName;

@ObjectType({
  simpleResolvers: true,
  description: 'An identity that the numbers of a report must satisfy.',
})
export class Check {
  @Field(() => CheckName, { description: 'The identity.' })
  name: CheckName;

  @Field(() => RatioScalar, {
    nullable: true,
    description:
      'What is left over, as a share of the largest term: zero but for rounding. Null when a ' +
      'term is null.',
  })
  residual: number | null;
}

/**
 * A warning that names up to ten of the symbols it touches, in alphabetical order. `count` is the
 * number of symbols unless the warning touches members that have none.
 */
export function warning(
  code: DataWarningCode,
  message: string,
  symbols: readonly string[] = [],
  count: number = symbols.length,
): DataWarning {
  return { code, message, count, symbols: [...symbols].sort().slice(0, 10) };
}

/**
 * The residual of an identity: the sum of `terms` as a share of the largest of them; 0 when all are
 * zero, null when one is null or NaN.
 */
export function check(name: CheckName, terms: readonly (number | null)[]): Check {
  let sum = 0;
  let largest = 0;
  for (const term of terms) {
    if (orNull(term) === null) return { name, residual: null };
    sum += term as number;
    largest = Math.max(largest, Math.abs(term as number));
  }
  return { name, residual: largest === 0 ? 0 : sum / largest };
}
