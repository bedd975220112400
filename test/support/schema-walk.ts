import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** An argument, or a field of an input object on the way down from one. */
export interface ArgumentPlace {
  /** Such as `Query.shorts(options.financing)`: how tests name it. */
  readonly coordinate: string;
  /** Such as `options.financing`: how errors name it. */
  readonly path: string;
  readonly input: GraphQLArgument | GraphQLInputField;
  /** An operation in which everything is right but what is put for this argument. */
  operationWith(literal: string, header?: string): string;
}

/** What is right for the required arguments of the schema, on the simulated market. */
export const RIGHT: Readonly<Record<string, string>> = {
  window: '{preset: YTD}',
  symbol: '"RUT"',
  'security.symbol': '"LUMN"',
  subject: '"RUT"',
  benchmark: '"SPX"',
  over: '"SPX"',
  provider: '"ICI_WEEKLY"',
  by: '[SECTOR]',
  id: '"SW5kZXg6UlVU"',
  ids: '["SW5kZXg6UlVU"]',
  // Required fields of input objects.
  count: '1',
  unit: 'DAY',
  direction: 'ASC',
};

export type Wrap = (inner: string) => string;

/** Every argument of every field that a query can reach, with the input fields inside it. */
export function argumentPlaces(schema: GraphQLSchema): ArgumentPlace[] {
  const places: ArgumentPlace[] = [];
  for (const [type, wayTo] of waysToTypes(schema)) {
    for (const field of Object.values(type.getFields())) {
      for (const arg of field.args) places.push(...placesIn(type, field, arg, wayTo));
    }
  }
  return places;
}

/** For every type that a query can reach, an operation that selects all of its fields. */
export function wholeTypes(schema: GraphQLSchema): { type: string; operation: string }[] {
  return [...waysToTypes(schema)].map(([type, wayTo]) => {
    const fields = Object.values(type.getFields()).map((field) => {
      const isLeaf = isLeafType(getNamedType(field.type));
      return `${call(field, {})}${isLeaf ? '' : ' { __typename }'}`;
    });
    return { type: type.name, operation: wayTo(fields.join(' ')) };
  });
}

/** How a query reaches each type, breadth first. */
export function waysToTypes(schema: GraphQLSchema, right = RIGHT): Map<GraphQLObjectType, Wrap> {
  const root = schema.getQueryType() as GraphQLObjectType;
  const waysTo = new Map<GraphQLObjectType, Wrap>([[root, (inner) => `{ ${inner} }`]]);
  // Maps keep the order of insertion, so that this goes breadth first.
  for (const [type, wayTo] of waysTo) {
    for (const field of Object.values(type.getFields())) {
      const target = getNamedType(field.type);
      if (isObjectType(target) && !waysTo.has(target)) {
        waysTo.set(target, (inner) => wayTo(`${call(field, {}, right)} { ${inner} }`));
      }
    }
  }
  return waysTo;
}

function placesIn(
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  arg: GraphQLArgument,
  wayTo: Wrap,
): ArgumentPlace[] {
  const leaf = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
  const operation: Wrap = (literal) => wayTo(`${call(field, { [arg.name]: literal })}${leaf}`);
  const found: ArgumentPlace[] = [];
  const add = (input: ArgumentPlace['input'], path: string, around: Wrap): void => {
    found.push({
      coordinate: `${type.name}.${field.name}(${path})`,
      path,
      input,
      operationWith: (literal, header = '') => `${header}${operation(around(literal))}`,
    });
    const inner = getNamedType(input.type);
    if (!isInputObjectType(inner)) return;
    for (const own of Object.values(inner.getFields())) {
      const siblings = Object.values(inner.getFields())
        .filter((it) => it !== own && isRequiredArgument(it))
        .map((it) => `${it.name}: ${RIGHT[it.name] ?? orderField(it)}, `);
      add(own, `${path}.${own.name}`, (text) =>
        around(`{${siblings.join('')}${own.name}: ${text}}`),
      );
    }
  };
  add(arg, arg.name, (text) => text);
  return found;
}

/** Any field to order by: each order has an enum of its own. */
function orderField({ type }: GraphQLInputField): string {
  const named = getNamedType(type);
  return 'getValues' in named ? (named.getValues()[0]?.name ?? '') : '';
}

/** A field with the arguments that are given and those that it requires. */
export function call(
  field: GraphQLField<unknown, unknown>,
  given: Record<string, string>,
  known = RIGHT,
): string {
  const args = field.args
    .filter((arg) => arg.name in given || isRequiredArgument(arg))
    .map((arg) => {
      const right = known[`${field.name}.${arg.name}`] ?? known[arg.name];
      return `${arg.name}: ${given[arg.name] ?? right}`;
    });
  return args.length === 0 ? field.name : `${field.name}(${args.join(', ')})`;
}
