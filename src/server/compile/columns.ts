import {
  GraphQLFloat,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigMap,
  type GraphQLLeafType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLUnionType,
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { isPromise } from './is-promise.js';

/** The type that a compiled document declares for every variable: values arrive coerced. */
export const COERCED = new GraphQLScalarType({ name: 'LowtideCoerced' });

/** Thrown where a compiled document meets a promise: graphql-js answers such documents. */
export const NOT_SYNCHRONOUS = new Error('a resolver returned a promise');

/**
 * The schema as documents are compiled against: its answers are those of `schema`, but a list of
 * scalars or enums is one leaf, written in one loop instead of by a call for each entry, and a
 * resolver that returns a promise throws. Whatever such a leaf cannot write throws as well, so that
 * graphql-js finds the words for the error. It must not be shown to clients.
 */
export function columnSchema(schema: GraphQLSchema): GraphQLSchema {
  const copies = new Map<string, GraphQLNamedType>();
  const columns: Columns = new Map();
  const copy = <T extends GraphQLNamedType>(type: T): T =>
    (copies.get(type.name) as T | undefined) ?? type;
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isObjectType(type)) {
      const config = type.toConfig();
      const interfaces = () => config.interfaces.map(copy);
      const fields = () => fieldsOf(config.fields, copy, columns);
      copies.set(type.name, new GraphQLObjectType({ ...config, interfaces, fields }));
    } else if (isInterfaceType(type)) {
      const config = type.toConfig();
      const interfaces = () => config.interfaces.map(copy);
      const fields = () => fieldsOf(config.fields, copy, columns);
      copies.set(type.name, new GraphQLInterfaceType({ ...config, interfaces, fields }));
    } else if (isUnionType(type)) {
      const config = type.toConfig();
      const types = () => config.types.map(copy);
      copies.set(type.name, new GraphQLUnionType({ ...config, types }));
    }
  }
  const config = schema.toConfig();
  const rootOf = (type: GraphQLObjectType | null | undefined) => (type ? copy(type) : null);
  return new GraphQLSchema({
    ...config,
    query: rootOf(config.query),
    mutation: null,
    subscription: null,
    types: [...config.types.map(copy), COERCED],
    assumeValid: true,
  });
}

type Copy = <T extends GraphQLNamedType>(type: T) => T;
type Columns = Map<string, GraphQLScalarType>;
type Field = GraphQLFieldConfig<unknown, unknown>;

function fieldsOf(fields: GraphQLFieldConfigMap<unknown, unknown>, copy: Copy, columns: Columns) {
  const entries = Object.entries(fields).map(([name, field]) => {
    const type = outputOf(field.type, copy, columns);
    const resolve = field.resolve && synchronous(field.resolve);
    return [name, { ...field, type, ...(resolve && { resolve }) }] as const;
  });
  return Object.fromEntries(entries);
}

function synchronous(resolve: NonNullable<Field['resolve']>): NonNullable<Field['resolve']> {
  return (source, args, context, info) => {
    const value = resolve(source, args, context, info);
    if (!isPromise(value)) return value;
    // graphql-js asks again and hears of the failure there.
    value.then(undefined, () => {});
    throw NOT_SYNCHRONOUS;
  };
}

function outputOf(type: GraphQLOutputType, copy: Copy, columns: Columns): GraphQLOutputType {
  if (isNonNullType(type)) return new GraphQLNonNull(outputOf(type.ofType, copy, columns));
  if (!isListType(type)) return copy(type);
  const item: GraphQLOutputType = type.ofType;
  const leaf = getNullableType(item);
  if (isLeafType(leaf)) return columnOf(leaf, isNonNullType(item), columns);
  return new GraphQLList(outputOf(item, copy, columns));
}

/** A list of leaves as one leaf, one for each kind of list of a schema. */
function columnOf(leaf: GraphQLLeafType, isRequired: boolean, made: Columns): GraphQLScalarType {
  const name = `LowtideColumn_${leaf.name}${isRequired ? '_Required' : ''}`;
  let column = made.get(name);
  if (column === undefined) {
    column = new GraphQLScalarType({ name, serialize: (list) => write(list, leaf, isRequired) });
    made.set(name, column);
  }
  return column;
}

/** What graphql-js would write; throws where it would say what is wrong. */
function write(list: unknown, leaf: GraphQLLeafType, isRequired: boolean): unknown[] {
  if (typeof list !== 'object' || list === null || !(Symbol.iterator in list)) {
    throw new TypeError('not a list');
  }
  const written: unknown[] = [];
  const isFloat = leaf === GraphQLFloat;
  for (const item of list as Iterable<unknown>) {
    if (item === null || item === undefined) {
      if (isRequired) throw new TypeError('an entry is null');
      written.push(null);
      continue;
    }
    // What GraphQLFloat does to a number, without a call.
    if (isFloat && Number.isFinite(item)) {
      written.push(item);
      continue;
    }
    if (isPromise(item) || item instanceof Error) throw new TypeError('an entry is no value');
    const value = leaf.serialize(item);
    if (value === null || value === undefined) throw new TypeError('an entry is nothing');
    written.push(value);
  }
  return written;
}
