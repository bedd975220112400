import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { PageInfo, paginate, WarningsField } from '../graphql/connection.js';
import type { DataWarning } from '../graphql/coverage.type.js';
import { describedEnum } from '../graphql/described-enum.js';
import { OrderDirection } from '../graphql/enums.js';
import { orNull } from '../graphql/or-null.js';
import { DateScalar } from '../graphql/scalars/date.js';
import { RatioScalar } from '../graphql/scalars/ratio.js';
import type { Panel } from '../panel/panel.js';
import { unknownSymbols } from '../securities/named-securities.js';
import { Security, securityOf } from '../securities/security.type.js';
import type { Day } from '../time/day.js';
import type { MemberList } from './list-members.js';

export const IndexMemberOrderField = describedEnum(
  'IndexMemberOrderField',
  'Fields by which members of an index can be ordered.',
  { WEIGHT: 'Weight in the index.', SYMBOL: 'Ticker symbol.' },
);
export type IndexMemberOrderField = keyof typeof IndexMemberOrderField;

@InputType({ description: 'How to order members of an index.' })
export class IndexMemberOrder {
  @Field(() => IndexMemberOrderField, { description: 'The field to order by.' })
  field: IndexMemberOrderField;

  @Field(() => OrderDirection, { description: 'The direction to order in.' })
  direction: OrderDirection;
}

@ObjectType({ simpleResolvers: true, description: 'Membership of a security in an index.' })
export class IndexMemberEdge {
  @Field(() => String, { description: 'Position of the entry. Opaque.' })
  cursor: string;

  @Field(() => Security, { description: 'The member.' })
  node: Security;

  @Field(() => RatioScalar, {
    nullable: true,
    description:
      'Share of the whole index by market value, at the close of the day. The known weights add ' +
      'up to 1; null where neither the value of shares held nor a market value is known.',
  })
  weight: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of members of an index.' })
export class IndexMemberConnection {
  @Field(() => [IndexMemberEdge], {
    description: 'The page with a cursor and a weight for each entry.',
  })
  edges: IndexMemberEdge[];

  @Field(() => [Security], { description: 'The page without cursors or weights.' })
  nodes: Security[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo: PageInfo;

  @Field(() => Int, { description: 'Number of members on all pages.' })
  totalCount: number;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Day of the holdings that were read: the last up to the day that is read, or else the ' +
      'first after it. They give members and weights; where dated memberships are stored, those ' +
      'give the members and holdings the weights alone. Null when no holdings are stored, and ' +
      'weights then go by market value.',
  })
  heldOn: Day | null;

  @WarningsField()
  warnings: DataWarning[];
}

/** One page of a list of members. Errors: BAD_USER_INPUT and BAD_CURSOR, as of every page. */
export function pageOfMembers(
  panel: Panel,
  { members, heldOn, named, name }: MemberList,
  first: number,
  after: string | null | undefined,
): IndexMemberConnection {
  const page = paginate(members, first, after, `IndexMember ${name}`);
  const edges = page.edges.map(({ cursor, node: { security, weight } }) => ({
    cursor,
    node: securityOf(panel, security, named?.requested.get(security)),
    weight: orNull(weight),
  }));
  const { pageInfo, totalCount } = page;
  const nodes = edges.map(({ node }) => node);
  const warnings = unknownSymbols(panel, named);
  return { edges, nodes, pageInfo, totalCount, heldOn, warnings };
}
