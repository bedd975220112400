import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Sector } from '../graphql/enums.js';
import { Node, toGlobalId } from '../graphql/node.js';
import { RatioScalar } from '../graphql/scalars/ratio.js';
import type { IndexColumns } from '../panel/panel.js';

@ObjectType('Index', {
  implements: Node,
  simpleResolvers: true,
  description: 'A stock-market index.',
})
export class MarketIndex extends Node {
  columns: IndexColumns;

  @Field(() => ID, { description: 'Global ID.' })
  override id: string;

  @Field(() => String, { description: 'Symbol, such as "RUT".' })
  symbol: string;

  @Field(() => String, { description: 'Name, such as "Russell 2000".' })
  name: string;
}

@ObjectType({ simpleResolvers: true, description: 'Weight of a sector in an index.' })
export class SectorWeight {
  @Field(() => Sector, { description: 'The sector.' })
  sector: Sector;

  @Field(() => RatioScalar, { description: 'Share of the index by market value.' })
  weight: number;

  @Field(() => Int, { description: 'Number of members in the sector.' })
  memberCount: number;
}

/** An index of the panel, as the schema shows it. */
export function toIndex(columns: IndexColumns): MarketIndex {
  const { symbol, name } = columns;
  return Object.assign(new MarketIndex(), {
    columns,
    id: toGlobalId('Index', symbol),
    symbol,
    name,
  });
}
