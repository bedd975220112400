import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isLeafType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { countOf, countValues } from './count-values.js';

/** How many values an answer of one operation holds. */
export type ValueCounter = (data: unknown) => number;

/** What every object of a selection holds: as many leaves, and what must be looked at. */
interface Plan {
  readonly leaves: number;
  /** Names in the answer of fields whose values differ, with the plan of objects there. */
  readonly others: readonly (readonly [name: string, plan: Plan | null])[];
}

interface Walk {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
}

/**
 * Counts as `countValues` does, for answers of one validated operation: an object of the schema has
 * the fields that were selected, so that leaves are not looked at one by one. What only the answer
 * tells, as with directives and abstract types, is counted value by value.
 */
export function valueCounter(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ValueCounter {
  const plan = planOf({ schema, document }, schema.getRootType(operation.operation), [
    operation.selectionSet,
  ]);
  if (plan === null) return countValues;
  return (data) => (isObject(data) ? countBy(plan, data) : 0);
}

function countBy(plan: Plan, object: object): number {
  let count = plan.leaves;
  for (const [name, inner] of plan.others) {
    const value = (object as Record<string, unknown>)[name];
    if (!isObject(value)) count++;
    else if (inner === null) count += countOf(value);
    else count += Array.isArray(value) ? countList(inner, value) : 1 + countBy(inner, value);
  }
  return count;
}

function countList(plan: Plan, list: readonly unknown[]): number {
  let count = list.length;
  for (const item of list) {
    if (Array.isArray(item)) count += countList(plan, item);
    else if (isObject(item)) count += plan.others.length === 0 ? plan.leaves : countBy(plan, item);
  }
  return count;
}

/** Null where objects of a selection need not have the same fields. */
function planOf(
  walk: Walk,
  type: GraphQLNamedType | null | undefined,
  sets: readonly SelectionSetNode[],
): Plan | null {
  if (!isObjectType(type)) return null;
  const nodes = new Map<string, FieldNode[]>();
  if (!sets.every((set) => collect(walk, set, nodes))) return null;
  let leaves = 0;
  const others: [string, Plan | null][] = [];
  for (const [name, [first, ...more]] of nodes) {
    const field = type.getFields()[(first as FieldNode).name.value];
    // Only a list of leaves, and introspection, are values that may hold more than one.
    // Clients ask for names of types by themselves, and those are free.
    if (isTypeName(first)) continue;
    if (field !== undefined && isLeafType(getNullableType(field.type))) {
      leaves++;
      continue;
    }
    const inner = [first as FieldNode, ...more].flatMap(({ selectionSet }) => selectionSet ?? []);
    others.push([
      name,
      inner.length === 0 ? null : planOf(walk, field && getNamedType(field.type), inner),
    ]);
  }
  return { leaves, others };
}

/** Fields by their names in the answer; false where a directive decides about one. */
function collect(walk: Walk, set: SelectionSetNode, into: Map<string, FieldNode[]>): boolean {
  return set.selections.every((node) => {
    if (node.directives !== undefined && node.directives.length > 0) return false;
    if (node.kind === Kind.FIELD) {
      const name = node.alias?.value ?? node.name.value;
      const known = into.get(name);
      if (known === undefined) into.set(name, [node]);
      else known.push(node);
      return true;
    }
    // A valid fragment inside an object type is of that type or of an interface of it.
    if (node.kind === Kind.INLINE_FRAGMENT) return collect(walk, node.selectionSet, into);
    const fragment = walk.document.definitions.find(
      (it) => it.kind === Kind.FRAGMENT_DEFINITION && it.name.value === node.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION
      ? collect(walk, fragment.selectionSet, into)
      : false;
  });
}

/** What is not among the fields of a type is that, or a field of introspection. */
function isTypeName(node: FieldNode | undefined): boolean {
  return node?.name.value === '__typename';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
