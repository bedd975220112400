import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  getOperationAST,
  getVariableValues,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { boundOf, ownDays, SHORT_LIST, YEAR_DAYS } from './cost-bounds.js';
import type { Passes } from './passes.js';
import { type MarketSize, NO_MARKET } from './market-size.js';

/** Closes, one a security and day, that are read for the price of one value in the answer. */
const CELLS_PER_UNIT = 4_000;
/** Securities that are filtered and sorted for that price. */
const ROWS_PER_UNIT = 125;

/** Where a selection stands: what arguments above it bound. */
interface Scope {
  /** Length of the lists which the parent's arguments bound. */
  readonly length: number;
  /** Trading days of the window around it. */
  readonly days: number;
  /** Cells that one pass over the report around it reads; null outside of reports. */
  readonly cells: number | null;
  /** Whether the report around it reads its set each day. */
  readonly isDaily: boolean;
}

/** Cost of a selection. Lists multiply `values` and `own`; a pass serves all parts of a report. */
interface Cost {
  /** Values of the answer. */
  readonly values: number;
  /** Work of reports inside. */
  readonly own: number;
  /** Passes over the report around it. */
  readonly passes: number;
  /** Passes whose results its parts share, so that the most of them counts. */
  readonly shared: number;
}

const NOTHING: Cost = { values: 0, own: 0, passes: 0, shared: 0 };

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Record<string, unknown>;
  readonly market: MarketSize;
  readonly known: Map<string, Cost>;
  /** Beyond this sum nobody needs to know more. */
  readonly enough: number;
}

/** What an operation asks for. */
export interface Estimate {
  /** Values that the answer may hold, and work. */
  readonly total: number;
  /** The part of it that is work, whatever the answer holds. */
  readonly work: number;
}

/**
 * What an operation costs, by its arguments after variables and defaults were filled in: the values
 * that its answer may hold, and the closes that must be read for it, of which 4,000 count as a
 * value. A list counts as long as its `complexity` says or its arguments allow, a dated one as long
 * as its window, a series as its buckets, any other list as ten. A field with a window reads one
 * close for each day and security that it may concern, and so does each field with arguments inside
 * its report, or as many as it says by `Takes`. A list that chooses among all securities pays for
 * looking at them. Introspection is free. Each fragment is walked once for each place it meets, and
 * the walk ends as soon as the sum is above `enough`. 0 when variables do not fit, for that is
 * another error.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  variableValues: Record<string, unknown>,
  market: MarketSize = NO_MARKET,
  enough = Number.POSITIVE_INFINITY,
): Estimate {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return { total: 0, work: 0 };
  const definitions = operation.variableDefinitions ?? [];
  const { coerced: variables } = getVariableValues(schema, definitions, variableValues);
  if (variables === undefined) return { total: 0, work: 0 };
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const it of document.definitions) {
    if (it.kind === Kind.FRAGMENT_DEFINITION) fragments.set(it.name.value, it);
  }
  const walk: Walk = { schema, fragments, variables, market, known: new Map(), enough };
  const scope = { length: SHORT_LIST, days: YEAR_DAYS, cells: null, isDaily: false };
  const { values, own } = costOfSet(walk, root, operation.selectionSet, scope);
  const work = Math.ceil(own);
  return { total: values + work, work };
}

function costOfSet(walk: Walk, type: GraphQLNamedType, set: SelectionSetNode, scope: Scope): Cost {
  let values = 0;
  let own = 0;
  let passes = 0;
  let shared = 0;
  for (const selection of set.selections) {
    // Lists around it only make it more.
    if (values + own > walk.enough) break;
    if (selection.directives?.length && !isIncluded(walk, selection)) continue;
    const cost = costOfSelection(walk, type, selection, scope);
    values += cost.values;
    own += cost.own;
    passes += cost.passes;
    shared = Math.max(shared, cost.shared);
  }
  return { values, own, passes, shared };
}

function costOfSelection(
  walk: Walk,
  type: GraphQLNamedType,
  selection: SelectionSetNode['selections'][number],
  scope: Scope,
): Cost {
  if (selection.kind === Kind.FIELD) return costOfField(walk, type, selection, scope);
  if (selection.kind === Kind.FRAGMENT_SPREAD) {
    return costOfFragment(walk, selection.name.value, scope);
  }
  const on = selection.typeCondition?.name.value;
  const inner = (on && walk.schema.getType(on)) || type;
  return costOfSet(walk, inner, selection.selectionSet, scope);
}

function costOfFragment(walk: Walk, name: string, scope: Scope): Cost {
  const key = `${name} ${scope.length} ${scope.days} ${scope.cells} ${scope.isDaily}`;
  const known = walk.known.get(key);
  if (known !== undefined) return known;
  // A fragment that spreads itself is refused by another rule; here it must only not loop.
  walk.known.set(key, NOTHING);
  const fragment = walk.fragments.get(name);
  const type = fragment && walk.schema.getType(fragment.typeCondition.name.value);
  const cost = fragment && type ? costOfSet(walk, type, fragment.selectionSet, scope) : NOTHING;
  walk.known.set(key, cost);
  return cost;
}

function costOfField(walk: Walk, parent: GraphQLNamedType, node: FieldNode, scope: Scope): Cost {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return NOTHING;
  const field = parent.getFields()[node.name.value];
  // Introspection and __typename are not among the fields of a type.
  if (field === undefined) return NOTHING;
  const args = argumentsOf(walk, field, node);
  const window = ownDays(args, walk.market);
  const days = filingDays(field, args, walk.market) ?? window ?? scope.days;
  const isDaily = window === null ? scope.isDaily : readsDaily(args);
  const isList = isListType(getNullableType(field.type));
  const bound = boundOf(args, days);
  const copies = isList ? lengthOf(field, bound, days, scope.length) : 1;
  const cells = window === null ? scope.cells : window * breadthOf(walk, field, args);
  const within = isList || bound === undefined ? SHORT_LIST : bound;
  const inner =
    node.selectionSet === undefined
      ? NOTHING
      : costOfSet(walk, getNamedType(field.type), node.selectionSet, {
          length: within,
          days,
          cells,
          isDaily,
        });
  const values = node.selectionSet === undefined ? copies : copies * (1 + inner.values);
  const passes = inner.passes + passesOf(field, args, isDaily);
  const shared = Math.max(inner.shared, (field.extensions as Partial<Passes>).shared ?? 0);
  if (window !== null) {
    // The report itself takes passes, and those inside it are over its cells.
    const work = ((passes + shared) * (cells ?? 0)) / CELLS_PER_UNIT;
    return { values, own: copies * inner.own + work, passes: 0, shared: 0 };
  }
  const rows = isOfMany(field) ? walk.market.securities / ROWS_PER_UNIT : 0;
  const { units = 0 } = field.extensions as Passes;
  const own = copies * inner.own + rows + units;
  return scope.cells === null
    ? { values, own, passes: 0, shared: 0 }
    : { values, own, passes, shared };
}

/** As `Takes` says; else one for a field whose arguments choose what is computed. */
function passesOf(
  { args, extensions }: GraphQLField<unknown, unknown>,
  { measure }: Record<string, unknown>,
  isDaily: boolean,
): number {
  const { passes, dailyPasses = 0, cumulativePasses = 0 } = extensions as Passes;
  const isCumulative = typeof measure === 'string' && measure.startsWith('CUMULATIVE');
  return (
    (passes ?? Math.min(1, args.length)) +
    (isDaily ? dailyPasses : 0) +
    (isCumulative ? cumulativePasses : 0)
  );
}

function readsDaily({ options }: Record<string, unknown>): boolean {
  return (options as { universeAt?: unknown } | null | undefined)?.universeAt === 'DAILY';
}

/** Days of the window of a dated list, which reaches as far as its files; null for other fields. */
function filingDays(
  { extensions }: GraphQLField<unknown, unknown>,
  { window }: Record<string, unknown>,
  market: MarketSize,
): number | null {
  if (typeof extensions.entriesAYear !== 'number') return null;
  return typeof window === 'object' && window !== null ? market.filingDays(window) : null;
}

/** Entries of a list: as declared, as its dates allow, or as arguments bound it. */
function lengthOf(
  { extensions }: GraphQLField<unknown, unknown>,
  bound: number | undefined,
  days: number,
  length: number,
): number {
  const { complexity, entriesAYear } = extensions;
  if (typeof entriesAYear === 'number') {
    const dated = Math.ceil((entriesAYear * Math.max(days, 1)) / YEAR_DAYS) + 1;
    return Math.min(dated, bound ?? dated);
  }
  return typeof complexity === 'number' ? complexity : (bound ?? length);
}

/** Whether a field chooses among all securities. */
function isOfMany({ args }: GraphQLField<unknown, unknown>): boolean {
  return args.some(
    ({ name, type }) => name === 'subject' || getNamedType(type).name === 'SecurityFilter',
  );
}

/** How many securities a field with a window concerns: one of a security, else all. */
function breadthOf(
  walk: Walk,
  field: GraphQLField<unknown, unknown>,
  { where }: Record<string, unknown>,
): number {
  if (!isOfMany(field)) return 1;
  const { symbols } = (where ?? {}) as { symbols?: unknown };
  return Array.isArray(symbols)
    ? Math.min(symbols.length, walk.market.securities)
    : walk.market.securities;
}

function argumentsOf(
  walk: Walk,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
): Record<string, unknown> {
  if (field.args.length === 0) return {};
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
