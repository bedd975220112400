import 'reflect-metadata';
import { Arg, Ctx, Field, ID, InterfaceType, Query, Resolver } from 'type-graphql';
import { RequestError } from '../errors.js';
import type { Context } from './context.js';
import { datasetOf } from './datasets.js';

/** Implementing classes are returned as instances, so that the type of a node can be told. */
@InterfaceType('Node', { description: 'A thing with a global ID.' })
export abstract class Node {
  @Field(() => ID, { description: 'Global ID. Opaque: do not parse it.' })
  id: string;
}

type FetchNode = (context: Context, localId: string) => Node | null;
const fetchers = new Map<string, FetchNode>();

const MAX_IDS = 100;

/** Tells how nodes of a type are fetched by local ID; called once beside each type. */
export function registerNode(type: string, fetch: FetchNode): void {
  fetchers.set(type, fetch);
}

/** The global ID of a node, from its type and an ID that is unique within it. */
export function toGlobalId(type: string, localId: string | number): string {
  return Buffer.from(`${type}:${localId}`, 'utf8').toString('base64url');
}

/** Type and local ID; null for a text that is no global ID. */
export function fromGlobalId(id: string): { type: string; localId: string } | null {
  const text = Buffer.from(id, 'base64url').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) return null;
  const parts = { type: text.slice(0, colon), localId: text.slice(colon + 1) };
  return toGlobalId(parts.type, parts.localId) === id ? parts : null;
}

@Resolver()
export class NodeResolver {
  @Query(() => Node, { nullable: true, description: 'Fetches any object by its global ID.' })
  node(
    @Arg('id', () => ID, { description: 'A global ID that this API returned.' }) id: string,
    @Ctx() context: Context,
  ): Node | null {
    return fetchNode(context, id);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description:
      'Fetches several objects by their global IDs, in the order asked; null where there is none.',
  })
  nodes(
    @Arg('ids', () => [ID], { description: 'Up to 100 global IDs.' }) ids: string[],
    @Ctx() context: Context,
  ): (Node | null)[] {
    if (ids.length > MAX_IDS) {
      throw new RequestError(
        'BAD_USER_INPUT',
        `ids must hold at most ${MAX_IDS} entries, not ${ids.length}.`,
      );
    }
    return ids.map((id) => fetchNode(context, id));
  }
}

function fetchNode(context: Context, id: string): Node | null {
  const parts = fromGlobalId(id);
  const dataset = parts && datasetOf(parts.type);
  // What is closed answers as what does not exist: an ID that was guessed tells nothing.
  if (dataset !== null && context.caller.closed.includes(dataset)) return null;
  return (parts && fetchers.get(parts.type)?.(context, parts.localId)) ?? null;
}
