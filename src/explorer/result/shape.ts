import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  NoFragmentCyclesRule,
  parse,
  validate,
} from 'graphql';

/** One selected field with what the schema says of it, and the fields selected below. */
export interface Shape {
  /** Name in the answer: the alias, or else the field. */
  readonly name: string;
  readonly field: string;
  readonly parentType: string;
  /** Name of the type without lists and exclamation marks. */
  readonly type: string;
  readonly isList: boolean;
  readonly isLeaf: boolean;
  readonly description: string;
  readonly args: readonly ArgumentNode[];
  /** Name of the measure that a series was asked for, with its description. */
  readonly measure: Measure | null;
  readonly children: readonly Shape[];
}

export interface Measure {
  readonly name: string;
  readonly description: string;
}

/** The operation that was run: the one of that name, or the only one. */
export function operationOf(
  document: DocumentNode,
  name?: string | null,
): OperationDefinitionNode | null {
  const all = document.definitions.filter((it) => it.kind === Kind.OPERATION_DEFINITION);
  return all.find((it) => it.name?.value === name) ?? (name ? null : (all[0] ?? null));
}

/** The document of a text; null for one that does not parse. */
export function parsed(query: string): DocumentNode | null {
  try {
    return parse(query);
  } catch {
    return null;
  }
}

/**
 * The fields an operation selects, as a tree. Empty when the schema has no such operation, or its
 * fragments go in circles, so that it selects no end of fields.
 */
export function shapesOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName?: string | null,
): readonly Shape[] {
  const operation = operationOf(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return [];
  if (validate(schema, document, [NoFragmentCyclesRule]).length > 0) return [];
  const fragments = new Map(
    document.definitions
      .filter((it) => it.kind === Kind.FRAGMENT_DEFINITION)
      .map((it) => [it.name.value, it]),
  );
  return shapesBelow({ schema, fragments }, root, [operation.selectionSet]);
}

interface Reading {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

interface Selected {
  readonly parent: GraphQLNamedType;
  readonly nodes: FieldNode[];
}

function shapesBelow(
  reading: Reading,
  parent: GraphQLNamedType,
  sets: readonly SelectionSetNode[],
): Shape[] {
  const selected = new Map<string, Selected>();
  for (const set of sets) collect(reading, parent, set, selected);
  return [...selected.values()].flatMap((it) => shapeOf(reading, it) ?? []);
}

function collect(
  reading: Reading,
  parent: GraphQLNamedType,
  set: SelectionSetNode,
  into: Map<string, Selected>,
): void {
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) {
      const name = node.alias?.value ?? node.name.value;
      const known = into.get(name);
      if (known) known.nodes.push(node);
      else into.set(name, { parent, nodes: [node] });
      continue;
    }
    const source =
      node.kind === Kind.INLINE_FRAGMENT ? node : reading.fragments.get(node.name.value);
    const condition = source?.typeCondition?.name.value;
    const type = condition === undefined ? parent : reading.schema.getType(condition);
    if (source && type) collect(reading, type, source.selectionSet, into);
  }
}

function shapeOf(reading: Reading, { parent, nodes }: Selected): Shape | null {
  const node = nodes[0] as FieldNode;
  const field = (parent as GraphQLObjectType).getFields?.()[node.name.value];
  if (field === undefined) return null;
  const type = getNamedType(field.type);
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  return {
    name: node.alias?.value ?? node.name.value,
    field: node.name.value,
    parentType: parent.name,
    type: type.name,
    isList: isListOf(field.type),
    isLeaf: !isCompositeType(type),
    description: field.description ?? '',
    args: node.arguments ?? [],
    measure: measureOf(reading.schema, field, node),
    children: isCompositeType(type) ? shapesBelow(reading, type, sets) : [],
  };
}

function isListOf(type: GraphQLOutputType): boolean {
  return isListType(getNullableType(type));
}

type Field = ReturnType<GraphQLObjectType['getFields']>[string];

/** The `measure` that the field was asked for, or that it has by default. */
function measureOf(schema: GraphQLSchema, field: Field, node: FieldNode): Measure | null {
  const argument = field.args.find(({ name }) => name === 'measure');
  if (argument === undefined) return null;
  const given = node.arguments?.find(({ name }) => name.value === 'measure')?.value;
  const name = given?.kind === Kind.ENUM ? given.value : String(argument.defaultValue ?? '');
  const type = schema.getType(getNamedType(argument.type).name);
  const values = type && 'getValues' in type ? type.getValues() : [];
  const value = values.find((it) => it.name === name || it.value === name);
  return { name: value?.name ?? name, description: value?.description ?? '' };
}
