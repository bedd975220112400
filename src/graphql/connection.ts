import 'reflect-metadata';
import { type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { RequestError } from '../errors.js';
import { DataWarning } from './coverage.type.js';
import { checkFirst } from './limits.js';

@ObjectType({ simpleResolvers: true, description: 'Where a page of a connection stands.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow this page.' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'Whether some precede this page.' })
  hasPreviousPage: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first entry, or null on an empty page.',
  })
  startCursor: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Cursor of the last entry, or null on an empty page. Pass it as `after` to get the next ' +
      'page.',
  })
  endCursor: string | null;
}

/** What every connection holds, and what `paginate` returns. */
export interface Page<T> {
  edges: { cursor: string; node: T }[];
  nodes: T[];
  pageInfo: PageInfo;
  totalCount: number;
  warnings?: DataWarning[];
}

/** How descriptions name the entries: "securities with their returns", "The security with ...". */
export interface ConnectionWords {
  readonly many: string;
  /** A whole sentence. */
  readonly one: string;
  /** Whether the list itself has reservations to tell, which a report tells in its coverage. */
  readonly hasWarnings?: boolean;
}

/** The object type `${name}Connection`, with its edge, over nodes of one class. */
export function connectionOf<T extends object>(
  nodeClass: () => ClassType<T>,
  name: string,
  words: ConnectionWords,
): ClassType<Page<T>> {
  @ObjectType(`${name}Edge`, {
    simpleResolvers: true,
    description: `An entry of a page of ${words.many}.`,
  })
  class Edge {
    @Field(() => String, { description: 'Position of the entry. Opaque.' })
    cursor: string;

    @Field(() => nodeClass(), { description: words.one })
    node: T;
  }

  @ObjectType(`${name}Connection`, {
    simpleResolvers: true,
    description: `A page of ${words.many}.`,
  })
  class Connection {
    @Field(() => [Edge], { description: 'The page with a cursor for each entry.' })
    edges: Edge[];

    @Field(() => [nodeClass()], { description: 'The page without cursors.' })
    nodes: T[];

    @Field(() => PageInfo, { description: 'Where the page stands.' })
    pageInfo: PageInfo;

    @Field(() => Int, { description: 'Number of entries on all pages.' })
    totalCount: number;
  }
  if (words.hasWarnings) WarningsField()(Connection.prototype, 'warnings');
  return Connection;
}

/** `warnings` of a list that stands in no report. */
export function WarningsField(): PropertyDecorator {
  return Field(() => [DataWarning], {
    description:
      'What a careful reader should know about the list. Empty when there is nothing to know.',
  });
}

/**
 * One page of a list in memory. `list` names the list: its type, its order, what it was filtered by
 * and the data version, so that the cursor of another list is refused instead of misread. `toNode`
 * is called for the entries of the page only.
 */
export function paginate<I, T = I>(
  items: ArrayLike<I>,
  first: number,
  after: string | null | undefined,
  list: string,
  toNode: (item: I) => T = (item) => item as unknown as T,
): Page<T> {
  checkFirst(first);
  const from = after === null || after === undefined ? 0 : readCursor(after, list) + 1;
  const to = Math.min(items.length, from + first);
  const nodes: T[] = [];
  for (let k = from; k < to; k++) nodes.push(toNode(items[k] as I));
  const name = digest(list);
  const cursorAt = (k: number) => (k < nodes.length ? writeCursor(from + k, name) : null);
  return {
    // Most ask for the nodes alone: a cursor for each is made for those who want them.
    get edges() {
      return nodes.map((node, k) => ({ cursor: cursorAt(k) as string, node }));
    },
    nodes,
    pageInfo: {
      hasNextPage: to < items.length,
      hasPreviousPage: from > 0 && items.length > 0,
      startCursor: cursorAt(0),
      endCursor: cursorAt(Math.max(nodes.length - 1, 0)),
    },
    totalCount: items.length,
  };
}

/** The cursor of a position in the list with this digest. */
function writeCursor(position: number, name: string): string {
  return Buffer.from(`${position}:${name}`, 'latin1').toString('base64url');
}

function readCursor(cursor: string, list: string): number {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const match = /^(0|[1-9]\d{0,8}):([0-9a-z]+)$/.exec(text);
  const name = digest(list);
  if (match === null || match[2] !== name || writeCursor(Number(match[1]), name) !== cursor) {
    throw new RequestError(
      'BAD_CURSOR',
      'after is not a cursor of this list: pass an endCursor of the same field, arguments and ' +
        'data version, or leave it out to start again.',
    );
  }
  return Number(match[1]);
}

/** FNV-1a, 32 bits: enough to tell the cursors of one list from those of another. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let k = 0; k < text.length; k++) {
    hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
