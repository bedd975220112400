import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Fields of a compiled document, fragments spread out: more take too long to compile. */
const MAX_FIELDS = 600;

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  fields: number;
}

/**
 * Whether an operation may be compiled. Left to graphql-js are directives, which graphql-jit
 * resolves by node instead of by place; introspection; names that mean something to an object of
 * JavaScript; and documents that would make a long program.
 */
export function canCompile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): boolean {
  if (operation.operation !== 'query' || hasDirectives(operation)) return false;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    if (hasDirectives(definition)) return false;
    fragments.set(definition.name.value, definition);
  }
  const query = schema.getQueryType();
  const walk: Walk = { schema, fragments, fields: 0 };
  return (
    query !== null && query !== undefined && isPlainSet(walk, query, operation.selectionSet, 1)
  );
}

/** `copies`: how often the set is compiled, once for each type that it may stand on. */
function isPlainSet(
  walk: Walk,
  type: GraphQLNamedType,
  { selections }: SelectionSetNode,
  copies: number,
): boolean {
  return selections.every((selection) => {
    if (hasDirectives(selection)) return false;
    if (selection.kind === Kind.FRAGMENT_SPREAD || selection.kind === Kind.INLINE_FRAGMENT) {
      const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
      const fragment = isSpread ? walk.fragments.get(selection.name.value) : selection;
      if (fragment === undefined) return false;
      const on = fragment.typeCondition?.name.value;
      const inner = on === undefined ? type : walk.schema.getType(on);
      return inner !== undefined && isPlainSet(walk, inner, fragment.selectionSet, copies);
    }
    const name = (selection.alias ?? selection.name).value;
    walk.fields += copies;
    if (walk.fields > MAX_FIELDS || name.startsWith('__')) return name === '__typename';
    if (selection.name.value === '__typename') return true;
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
    const result = field[selection.name.value]?.type;
    if (result === undefined) return false;
    if (selection.selectionSet === undefined) return true;
    const named = getNamedType(result);
    const times = isAbstractType(named) ? walk.schema.getPossibleTypes(named).length : 1;
    return isPlainSet(walk, named, selection.selectionSet, copies * times);
  });
}

function hasDirectives({ directives }: { directives?: readonly unknown[] | undefined }): boolean {
  return directives !== undefined && directives.length > 0;
}
