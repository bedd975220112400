import {
  type ArgumentNode,
  astFromValue,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isRequiredArgument,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
  visit,
} from 'graphql';

// A query is edited by its parts. A path is a list of names of fields from the root; a field that
// is selected several times, under aliases, is edited where it comes first.

/** The operation that is edited: the first one. */
export function firstOperation(document: DocumentNode): OperationDefinitionNode | null {
  return document.definitions.find((it) => it.kind === Kind.OPERATION_DEFINITION) ?? null;
}

/** The first selection of a field, or null when it is not selected by the operation itself. */
export function selectedField(set: SelectionSetNode | undefined, name: string): FieldNode | null {
  const found = set?.selections.find((it) => it.kind === Kind.FIELD && it.name.value === name);
  return found?.kind === Kind.FIELD ? found : null;
}

/** Changes the selections below a path. Nothing changes when the path is not selected. */
function changed(
  document: DocumentNode,
  path: readonly string[],
  change: (selections: readonly SelectionNode[]) => readonly SelectionNode[],
): DocumentNode {
  const operation = firstOperation(document);
  const within = (set: SelectionSetNode, names: readonly string[]): SelectionSetNode => {
    const [name, ...rest] = names;
    if (name === undefined) return { ...set, selections: change(set.selections) };
    const field = selectedField(set, name);
    if (!field?.selectionSet) return set;
    const inner = { ...field, selectionSet: within(field.selectionSet, rest) };
    return { ...set, selections: set.selections.map((it) => (it === field ? inner : it)) };
  };
  const definitions = document.definitions.map((it) =>
    it === operation ? { ...it, selectionSet: within(it.selectionSet, path) } : it,
  );
  return { ...document, definitions };
}

/**
 * Selects a field below a path with what it cannot do without: values of required arguments, and a
 * first field of its own.
 */
export function addField(
  document: DocumentNode,
  path: readonly string[],
  field: GraphQLField<unknown, unknown>,
): DocumentNode {
  return changed(document, path, (all) => [...all, newField(field)]);
}

/** Takes a field out. The last field of a selection stays, for a selection may not be empty. */
export function removeField(
  document: DocumentNode,
  path: readonly string[],
  name: string,
): DocumentNode {
  return changed(document, path, (all) => {
    const left = all.filter((it) => !(it.kind === Kind.FIELD && it.name.value === name));
    return left.length === 0 ? all : left;
  });
}

/** Gives an argument of a selected field another value; undefined takes it out. */
export function setArgument(
  document: DocumentNode,
  path: readonly string[],
  argument: string,
  value: ValueNode | undefined,
): DocumentNode {
  const name = path.at(-1) ?? '';
  return changed(document, path.slice(0, -1), (all) => {
    const field = all.find((it) => it.kind === Kind.FIELD && it.name.value === name);
    if (field?.kind !== Kind.FIELD) return all;
    const others = (field.arguments ?? []).filter((it) => it.name.value !== argument);
    const given = value === undefined ? [] : [argumentOf(argument, value)];
    return all.map((it) => (it === field ? { ...field, arguments: [...others, ...given] } : it));
  });
}

/** Whether a value rests on variables, whose values are changed elsewhere. */
export function usesVariables(value: ValueNode): boolean {
  const used: string[] = [];
  visit(value, { Variable: ({ name }) => void used.push(name.value) });
  return used.length > 0;
}

/** The query as text, under the comments that the old text began with. */
export function printed(document: DocumentNode, old: string): string {
  const comments = /^(?:[ \t]*(?:#.*)?\n)*/.exec(old)?.[0] ?? '';
  return `${comments.trim() === '' ? '' : comments}${print(document)}\n`;
}

function newField(field: GraphQLField<unknown, unknown>): FieldNode {
  const type = getNamedType(field.type);
  const given = field.args.filter(isRequiredArgument).map(({ name, type: wanted }) => {
    return argumentOf(name, firstValue(name, wanted));
  });
  const inner = isCompositeType(type) ? firstFields(type) : null;
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: field.name },
    ...(given.length > 0 && { arguments: given }),
    ...(inner && { selectionSet: { kind: Kind.SELECTION_SET, selections: inner } }),
  };
}

/** Fields that name a thing, or else its first one that asks for nothing. */
function firstFields(type: GraphQLNamedType): FieldNode[] {
  if (!isObjectType(type)) return [leaf('__typename')];
  const free = Object.values(type.getFields()).filter((it) => !it.args.some(isRequiredArgument));
  const leaves = free.filter((it) => !isCompositeType(getNamedType(it.type)));
  const names = leaves.filter(({ name }) => ['symbol', 'name', 'label'].includes(name));
  const values = leaves.filter(({ name }) => ['dates', 'values', 'pnl', 'netFlow'].includes(name));
  const chosen = [...names, ...values];
  if (chosen.length > 0) return chosen.map(({ name }) => leaf(name));
  const first = leaves.find(({ name }) => name !== 'id') ?? leaves[0];
  if (first !== undefined) return [leaf(first.name)];
  const below = free.find(({ name }) => name === 'nodes' || name === 'total') ?? free[0];
  return [below === undefined ? leaf('__typename') : newField(below)];
}

function leaf(name: string): FieldNode {
  return { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name } };
}

function argumentOf(name: string, value: ValueNode): ArgumentNode {
  return { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value };
}

const FIRST: Readonly<Record<string, unknown>> = {
  symbol: 'RUT',
  subject: 'RUT',
  benchmark: 'SPX',
  over: 'SPX',
  provider: 'ICI_WEEKLY',
  window: { preset: 'YTD' },
};

/** A value that a required argument can begin with. */
function firstValue(name: string, type: GraphQLInputType): ValueNode {
  const known = astFromValue(FIRST[name], type);
  if (known && known.kind !== Kind.NULL) return known;
  const named = getNamedType(type);
  if (isEnumType(named)) {
    return { kind: Kind.ENUM, value: named.getValues()[0]?.name ?? '' };
  }
  if (isInputObjectType(named)) return { kind: Kind.OBJECT, fields: [] };
  return { kind: Kind.STRING, value: '' };
}
