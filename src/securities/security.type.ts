import { Field, ID, ObjectType } from 'type-graphql';
import { TerminalKind } from '../graphql/enums.js';
import { Node, toGlobalId } from '../graphql/node.js';
import { DateScalar } from '../graphql/scalars/date.js';
import type { Panel } from '../panel/panel.js';
import type { Day } from '../time/day.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A share that is or was listed. It keeps its ID when its symbol changes.',
})
export class Security extends Node {
  /** Ordinal in the panel of the request. */
  ordinal: number;

  @Field(() => ID, { description: 'Global ID.' })
  override id: string;

  @Field(() => String, {
    description: 'Current ticker symbol, or the last one of a security that is no longer listed.',
  })
  symbol: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The symbol of the request that means it, as it was written there, and the first of ' +
      'several; null where it was not asked for by symbol.',
  })
  requestedSymbol: string | null;

  @Field(() => [String], {
    description: 'All symbols of the request that mean it, in the order of the request.',
  })
  requestedSymbols: readonly string[];

  @Field(() => String, { description: 'Name of the issuer.' })
  name: string;

  @Field(() => String, {
    nullable: true,
    description: 'Exchange on which it is or was last listed, such as "NYSE"; null when unknown.',
  })
  exchange: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day of listing that is stored.',
  })
  listedOn: Day | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day of listing; null while it is listed.',
  })
  delistedOn: Day | null;

  @Field(() => TerminalKind, {
    nullable: true,
    description: 'What became of its shares when the listing ended; null while it is listed.',
  })
  terminalKind: TerminalKind | null;
}

@ObjectType({ simpleResolvers: true, description: 'A ticker symbol and the time of its use.' })
export class DatedSymbol {
  @Field(() => String, { description: 'The symbol.' })
  symbol: string;

  @Field(() => DateScalar, { description: 'First day of use that is stored.' })
  fromOn: Day;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day of use; null while it is in use.',
  })
  toOn: Day | null;
}

/**
 * The security of an ordinal of the panel, as the schema shows it, with the symbols of the request
 * that mean it.
 */
export function securityOf(
  panel: Panel,
  ordinal: number,
  requestedSymbols: readonly string[] = [],
): Security {
  const { securities, prices, axis } = panel;
  const first = prices.firstIndex[ordinal] as number;
  const isDelisted = prices.isDelisted[ordinal] === 1;
  const security = new Security();
  security.ordinal = ordinal;
  security.id = toGlobalId('Security', securities.ids[ordinal] as string);
  security.symbol = securities.symbols[ordinal] as string;
  security.requestedSymbol = requestedSymbols[0] ?? null;
  security.requestedSymbols = requestedSymbols;
  security.name = securities.names[ordinal] as string;
  security.exchange = securities.exchanges[ordinal] ?? null;
  security.listedOn = first < 0 ? null : axis.day(first);
  security.delistedOn = isDelisted ? axis.day(prices.lastIndex[ordinal] as number) : null;
  security.terminalKind = isDelisted ? (securities.terminals[ordinal]?.kind ?? 'UNKNOWN') : null;
  return security;
}
