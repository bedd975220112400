import {
  BREAK,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  TokenKind,
  visit,
} from 'graphql';

/** The size of an operation in ways that its values and its data do not change. */
export interface Shape {
  /** Fields on the longest way from the root to a leaf. */
  readonly depth: number;
  /** Lists inside lists on any way. */
  readonly listDepth: number;
  /** Fields under another name, with fragments spread out. */
  readonly aliases: number;
  /** Directives, with fragments spread out. */
  readonly directives: number;
  /** Fields of the operation itself, with fragments spread out. */
  readonly rootFields: number;
  /** Tokens of the whole document. */
  readonly tokens: number;
  /** Whether a field is written down twice, so that it may be asked for twice. */
  readonly hasRepeats: boolean;
}

type Part = Omit<Shape, 'rootFields' | 'tokens' | 'hasRepeats'>;
const NOTHING: Part = { depth: 0, listDepth: 0, aliases: 0, directives: 0 };

/** Introspection has its own limit inside graphql-js, and its usual query is a very deep one. */
const INTROSPECTION = new Set(['__schema', '__type']);

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly parts: Map<string, Part>;
  readonly roots: Map<string, number>;
}

/**
 * The shape of an operation of a validated document. What a fragment adds does not depend on where
 * it is spread, so it is worked out once: time is linear in the document however often a fragment
 * is used, and a fragment that first appears high up still counts in full where it appears deep
 * down.
 */
export function shapeOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Shape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const it of document.definitions) {
    if (it.kind === Kind.FRAGMENT_DEFINITION) fragments.set(it.name.value, it);
  }
  const walk: Walk = { schema, fragments, parts: new Map(), roots: new Map() };
  const root = schema.getRootType(operation.operation) ?? undefined;
  const part = partOfSet(walk, root, operation.selectionSet);
  const directives = part.directives + (operation.directives?.length ?? 0);
  const rootFields = rootFieldsOf(walk, operation.selectionSet);
  return {
    ...part,
    directives,
    rootFields,
    tokens: tokensOf(document),
    hasRepeats: hasRepeats(document),
  };
}

/** Fields without arguments are read and not computed. */
function hasRepeats(document: DocumentNode): boolean {
  const seen = new Set<string>();
  let isRepeated = false;
  visit(document, {
    Field({ name, arguments: args }) {
      if (args === undefined || args.length === 0) return undefined;
      if (seen.has(name.value)) {
        isRepeated = true;
        return BREAK;
      }
      seen.add(name.value);
      return undefined;
    },
  });
  return isRepeated;
}

function tokensOf({ loc }: DocumentNode): number {
  let count = 0;
  for (let token = loc?.startToken.next; token; token = token.next) {
    if (token.kind !== TokenKind.COMMENT) count++;
  }
  // The last one is the end of the file.
  return Math.max(0, count - 1);
}

type ParentType = GraphQLNamedType | undefined;

function partOfSet(walk: Walk, type: ParentType, set: SelectionSetNode | undefined): Part {
  let { depth, listDepth, aliases, directives } = NOTHING;
  for (const selection of set?.selections ?? []) {
    const part = partOf(walk, type, selection);
    depth = Math.max(depth, part.depth);
    listDepth = Math.max(listDepth, part.listDepth);
    aliases += part.aliases;
    directives += part.directives + (selection.directives?.length ?? 0);
  }
  return { depth, listDepth, aliases, directives };
}

function partOf(walk: Walk, type: ParentType, node: SelectionNode): Part {
  if (node.kind === Kind.INLINE_FRAGMENT) {
    const on = node.typeCondition?.name.value;
    return partOfSet(walk, on === undefined ? type : walk.schema.getType(on), node.selectionSet);
  }
  if (node.kind === Kind.FRAGMENT_SPREAD) return partOfFragment(walk, node.name.value);
  const aliases = node.alias === undefined ? 0 : 1;
  if (INTROSPECTION.has(node.name.value)) return { ...NOTHING, depth: 1, aliases };
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
  const result = field[node.name.value]?.type;
  const inner = partOfSet(walk, result && getNamedType(result), node.selectionSet);
  const isList = result !== undefined && isListType(getNullableType(result));
  return {
    depth: inner.depth + 1,
    listDepth: inner.listDepth + (isList ? 1 : 0),
    aliases: inner.aliases + aliases,
    directives: inner.directives,
  };
}

function partOfFragment(walk: Walk, name: string): Part {
  const known = walk.parts.get(name);
  if (known !== undefined) return known;
  // A fragment that spreads itself is refused by another rule; here it must only not loop.
  walk.parts.set(name, NOTHING);
  const fragment = walk.fragments.get(name);
  const type = fragment && walk.schema.getType(fragment.typeCondition.name.value);
  const part = partOfSet(walk, type, fragment?.selectionSet);
  walk.parts.set(name, part);
  return part;
}

function rootFieldsOf(walk: Walk, { selections }: SelectionSetNode): number {
  return selections.reduce((sum, node) => {
    if (node.kind === Kind.FIELD) return sum + 1;
    if (node.kind === Kind.INLINE_FRAGMENT) return sum + rootFieldsOf(walk, node.selectionSet);
    const name = node.name.value;
    let count = walk.roots.get(name);
    if (count === undefined) {
      walk.roots.set(name, 0);
      const fragment = walk.fragments.get(name);
      count = fragment === undefined ? 0 : rootFieldsOf(walk, fragment.selectionSet);
      walk.roots.set(name, count);
    }
    return sum + count;
  }, 0);
}
