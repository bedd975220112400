import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getOperationAST,
  getVariableValues,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** Points of a series for one year, by width of a bucket: how long a usual window is. */
const POINTS = { DAY: 252, WEEK: 52, MONTH: 12, QUARTER: 4, YEAR: 1 } as const;

/** How many groups a dimension makes at most. */
const GROUPS = { CAP_TIER: 7, SECTOR: 12, INDUSTRY: 200, EXCHANGE: 12 } as const;

/** Length of a list that nothing in the request bounds, such as checks and warnings. */
const SHORT_LIST = 10;

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Record<string, unknown>;
  readonly known: Map<string, number>;
}

/**
 * What an operation costs: the number of values that its answer may hold, by its arguments after
 * variables and defaults were filled in. A list counts as long as its `complexity` says or its
 * arguments allow, a series as long as a year, any other list as ten. Introspection is free. Each
 * fragment is walked once for each length it meets. 0 when variables do not fit, for that is
 * another error.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  variableValues: Record<string, unknown>,
): number {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return 0;
  const { coerced } = getVariableValues(
    schema,
    operation.variableDefinitions ?? [],
    variableValues,
  );
  if (coerced === undefined) return 0;
  const fragments = new Map(
    document.definitions.flatMap((it) =>
      it.kind === Kind.FRAGMENT_DEFINITION ? [[it.name.value, it] as const] : [],
    ),
  );
  const walk: Walk = { schema, fragments, variables: coerced, known: new Map() };
  return costOfSet(walk, root, operation.selectionSet, SHORT_LIST);
}

/** Cost of one object; `length` is that of the lists which its parent's arguments bound. */
function costOfSet(
  walk: Walk,
  type: GraphQLNamedType,
  set: SelectionSetNode,
  length: number,
): number {
  let cost = 0;
  for (const selection of set.selections) {
    if (!isIncluded(walk, selection.directives ? selection : { directives: [] })) continue;
    if (selection.kind === Kind.FIELD) cost += costOfField(walk, type, selection, length);
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const on = selection.typeCondition?.name.value;
      const inner = (on && walk.schema.getType(on)) || type;
      cost += costOfSet(walk, inner, selection.selectionSet, length);
    } else cost += costOfFragment(walk, selection.name.value, length);
  }
  return cost;
}

function costOfFragment(walk: Walk, name: string, length: number): number {
  const key = `${name} ${length}`;
  const known = walk.known.get(key);
  if (known !== undefined) return known;
  // A fragment that spreads itself is refused by another rule; here it must only not loop.
  walk.known.set(key, 0);
  const fragment = walk.fragments.get(name);
  const type = fragment && walk.schema.getType(fragment.typeCondition.name.value);
  const cost = fragment && type ? costOfSet(walk, type, fragment.selectionSet, length) : 0;
  walk.known.set(key, cost);
  return cost;
}

function costOfField(
  walk: Walk,
  parent: GraphQLNamedType,
  node: FieldNode,
  length: number,
): number {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return 0;
  const field = parent.getFields()[node.name.value];
  // Introspection and __typename are not among the fields of a type.
  if (field === undefined) return 0;
  const args = argumentsOf(walk, field, node);
  const isList = isListType(getNullableType(field.type));
  const bound = boundOf(args);
  const fixed = field.extensions.complexity;
  const copies = isList ? (typeof fixed === 'number' ? fixed : (bound ?? length)) : 1;
  if (node.selectionSet === undefined) return copies;
  const inner = costOfSet(
    walk,
    getNamedType(field.type),
    node.selectionSet,
    isList ? SHORT_LIST : (bound ?? SHORT_LIST),
  );
  return copies * (1 + inner);
}

/** How many entries the arguments of a field allow; undefined when none of them says. */
function boundOf(args: Record<string, unknown>): number | undefined {
  const { first, by, interval, ids, symbols } = args;
  const bounds: number[] = [];
  if (typeof first === 'number') bounds.push(Math.max(first, 1));
  if (Array.isArray(by)) {
    bounds.push(by.reduce((n, it) => n * (GROUPS[it as keyof typeof GROUPS] ?? 1), 1));
  }
  if (typeof interval === 'string') bounds.push(POINTS[interval as keyof typeof POINTS]);
  for (const list of [ids, symbols]) if (Array.isArray(list)) bounds.push(list.length);
  return bounds.length > 0 ? Math.min(...bounds) : undefined;
}

function argumentsOf(
  walk: Walk,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
): Record<string, unknown> {
  try {
    return getArgumentValues(field, node, walk.variables);
  } catch {
    return {};
  }
}

function isIncluded(walk: Walk, node: Parameters<typeof getDirectiveValues>[1]): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, node, walk.variables);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, walk.variables);
  return skip?.if !== true && include?.if !== false;
}
