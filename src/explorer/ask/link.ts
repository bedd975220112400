import { Kind, parse, type TypeNode } from 'graphql';

/** A question that a link asks: a saved operation by name, or a whole query. */
export type Asked =
  | { readonly kind: 'example'; readonly slug: string; readonly values: Record<string, string> }
  | { readonly kind: 'query'; readonly query: string; readonly variables: string };

/**
 * Reads a link: `/?operation=SLUG&NAME=VALUE` or `/#query=...&variables=...`. Null when it asks
 * nothing. The part behind `#` is not sent to the server, so that it may be long.
 */
export function readLink(address: string): Asked | null {
  const { searchParams, hash } = new URL(address);
  const slug = searchParams.get('operation');
  if (slug !== null) {
    const values = Object.fromEntries([...searchParams].filter(([name]) => name !== 'operation'));
    return { kind: 'example', slug, values };
  }
  const asked = new URLSearchParams(hash.slice(1));
  const query = asked.get('query');
  if (query === null) return null;
  return { kind: 'query', query, variables: asked.get('variables') ?? '' };
}

/**
 * The link that asks the same again. `slug` is that of the example with this very query, or null.
 * Headers are never part of it: they may hold a key.
 */
export function linkTo(
  origin: string,
  slug: string | null,
  query: string,
  variables: string,
): string {
  const values = valuesOf(variables);
  if (slug !== null && values !== null) {
    const pairs = Object.entries(values).map(([name, value]): [string, string] => {
      return [name, typeof value === 'string' ? value : JSON.stringify(value)];
    });
    return `${origin}/?${new URLSearchParams([['operation', slug], ...pairs])}`;
  }
  const asked = new URLSearchParams({ query });
  if (variables.trim() !== '') asked.set('variables', variables);
  return `${origin}/#${asked}`;
}

function valuesOf(variables: string): Record<string, unknown> | null {
  if (variables.trim() === '') return {};
  try {
    const values: unknown = JSON.parse(variables);
    const isObject = typeof values === 'object' && values !== null && !Array.isArray(values);
    return isObject ? (values as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Scalars whose values are numbers or booleans; all other single values of a link are text. */
const LITERAL = new Set(['Int', 'Float', 'Boolean', 'Ratio', 'Usd', 'Shares']);

/**
 * Values of a link as variables of a query, by the types that it declares, as the JSON that the
 * editor shows. What the query does not declare is left out.
 */
export function variablesOf(query: string, values: Readonly<Record<string, string>>): string {
  const operation = parse(query).definitions.find((it) => it.kind === Kind.OPERATION_DEFINITION);
  const entries = (operation?.variableDefinitions ?? []).flatMap(({ variable, type }) => {
    const name = variable.name.value;
    const given = values[name];
    return given === undefined ? [] : [[name, parsedAs(given, type)] as const];
  });
  return entries.length === 0 ? '' : JSON.stringify(Object.fromEntries(entries), null, 2);
}

function parsedAs(text: string, type: TypeNode): unknown {
  const bare = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  const isJson = bare.kind === Kind.LIST_TYPE || LITERAL.has(bare.name.value) || /^[{[]/.test(text);
  if (!isJson && text !== 'null') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
