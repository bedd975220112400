import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { describedEnum } from '../graphql/described-enum.js';
import { Node, registerNode, toGlobalId } from '../graphql/node.js';
import type { Panel } from '../panel/panel.js';

export const FundCategory = describedEnum(
  'FundCategory',
  'What a fund invests in. Importers map the labels of each source onto these.',
  {
    US_LARGE_CAP: 'US shares of large companies.',
    US_MID_CAP: 'US shares of medium companies.',
    US_SMALL_CAP: 'US shares of small companies.',
    US_MULTI_CAP: 'US shares of companies of all sizes.',
    US_SECTOR: 'US shares of one sector.',
    INTERNATIONAL_EQUITY: 'Shares from outside the US, or from the whole world.',
    BOND: 'Bonds.',
    HYBRID: 'Shares and bonds together.',
    MONEY_MARKET: 'Cash-like holdings.',
    OTHER: 'Anything else.',
  },
);
export type FundCategory = keyof typeof FundCategory;

@InputType('FundFilter', {
  description:
    'Restricts a set of funds. Conditions are combined with AND; the values of one list with OR.',
})
export class FundFilterInput {
  @Field(() => [String], { nullable: true, description: 'Ticker symbols.' })
  symbols?: string[] | null;

  @Field(() => [FundCategory], { nullable: true, description: 'Categories.' })
  categories?: FundCategory[] | null;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A mutual fund or exchange-traded fund.',
})
export class Fund extends Node {
  /** Ordinal in the panel of the request. */
  ordinal: number;

  @Field(() => ID, { description: 'Global ID.' })
  override id: string;

  @Field(() => String, { nullable: true, description: 'Ticker symbol; null when it has none.' })
  symbol: string | null;

  @Field(() => String, { description: 'Name.' })
  name: string;

  @Field(() => FundCategory, { description: 'What it invests in.' })
  category: FundCategory;
}

/** The fund of an ordinal of the panel, as the schema shows it. */
export function fundOf({ funds }: Panel, ordinal: number): Fund {
  const fund = new Fund();
  fund.ordinal = ordinal;
  fund.id = toGlobalId('Fund', funds.ids[ordinal] as number);
  fund.symbol = funds.symbols[ordinal] ?? null;
  fund.name = funds.names[ordinal] as string;
  fund.category = funds.categories[ordinal] as FundCategory;
  return fund;
}

registerNode('Fund', ({ panel }, localId) => {
  const ordinal = panel.funds.ids.findIndex((id) => String(id) === localId);
  return ordinal < 0 ? null : fundOf(panel, ordinal);
});
