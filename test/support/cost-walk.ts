import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql';
import { call, RIGHT, waysToTypes } from './schema-walk.js';

/** One field of the schema with one choice of arguments, as an operation. */
export interface Asked {
  /** Such as `Query.shorts > ShortReport.series(interval: DAY, measure: PNL)`. */
  readonly name: string;
  /** It takes `$to`, so that the same text can be asked over windows that nobody has asked yet. */
  readonly query: string;
}

const WINDOW = '{preset: MAX, to: $to}';
const HEADER = 'query($to: Date!) ';

/** Values of required arguments: a window that nobody has asked yet. */
const NEW: Record<string, string> = { ...RIGHT, window: WINDOW, on: '$to' };
/** Choices for arguments whose types do not tell them. */
const CHOICES: Record<string, readonly string[]> = {
  window: [WINDOW, '{from: "2022-12-30", to: $to}'],
  first: ['1', '500'],
  on: ['$to'],
  by: ['[SECTOR]', '[INDUSTRY]', '[CAP_TIER, SECTOR]', '[CAP_TIER, SECTOR, INDUSTRY]'],
  where: ['{minMarketCap: 0}', '{index: "RUT"}', '{sectors: [FINANCIALS, ENERGY]}'],
  options: [
    '{universeAt: START}',
    '{universeAt: DAILY}',
    '{basis: TOTAL}',
    '{weightCap: 0.05}',
    '{interpolation: STEP}',
    '{knownOn: $to}',
    '{financing: 0.003}',
    '{method: AVERAGE_POSITION}',
    '{delisting: LAST_PRICE}',
  ],
};
/** Where `where` is of funds. */
const FUND_WHERE = ['{categories: [US_SMALL_CAP]}'];

/** Every field that a query can reach, with each choice for each of its arguments by turns. */
export function costWalk(schema: GraphQLSchema): Asked[] {
  const found: Asked[] = [];
  for (const [type, wayTo] of waysToTypes(schema, NEW)) {
    for (const field of Object.values(type.getFields())) {
      for (const given of choicesFor(field)) {
        const told = Object.entries(given).map(([name, value]) => `${name}: ${value}`);
        const written = told.length > 0 ? `(${told.join(', ')})` : '';
        const name = `${type.name}.${field.name}${written}`;
        for (const selection of new Set([selectionOf(field), leastOf(field)])) {
          const query = wayTo(`${call(field, given, NEW)}${selection}`);
          const what = selection === leastOf(field) ? ' alone' : '';
          found.push({
            name: `${name}${what}`,
            query: `${query.includes('$to') ? HEADER : ''}${query}`,
          });
        }
      }
    }
  }
  return found;
}

/** Nothing, then one argument at a time with each of its choices. */
function choicesFor(field: GraphQLField<unknown, unknown>): Record<string, string>[] {
  const single = field.args.flatMap((arg) =>
    choicesOf(arg).map((value) => ({ [arg.name]: value })),
  );
  return [{}, ...single];
}

function choicesOf({ name, type }: GraphQLArgument): readonly string[] {
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues().map((value) => listed(type, value.name));
  if (name === 'orderBy' && isInputObjectType(named)) {
    const order = getNamedType(named.getFields().field?.type as GraphQLInputType);
    if (!isEnumType(order)) return [];
    return order.getValues().map((value) => `{field: ${value.name}, direction: ASC}`);
  }
  if (named.name === 'FundFilter') return FUND_WHERE;
  const choices = CHOICES[name] ?? [];
  if (name !== 'options' || !isInputObjectType(named)) return choices;
  const known = new Set(Object.keys(named.getFields()));
  return choices.filter((choice) => known.has(/\w+/.exec(choice)?.[0] ?? ''));
}

function listed(type: GraphQLInputType, value: string): string {
  return isListType(getNullableType(type)) ? `[${value}]` : value;
}

/** As little of the result as there is to ask for. */
function leastOf(field: GraphQLField<unknown, unknown>): string {
  return isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
}

/** All leaves of the result, and of what it holds two levels down. */
function selectionOf(field: GraphQLField<unknown, unknown>, depth = 3): string {
  const target = getNamedType(field.type);
  if (isLeafType(target)) return '';
  if (!isObjectType(target)) return ' { __typename }';
  const inner = Object.values(target.getFields())
    .filter((it) => it.args.length === 0 && (isLeafType(getNamedType(it.type)) || depth > 1))
    .filter((it) => it.name !== 'edges')
    .map((it) => `${it.name}${selectionOf(it, depth - 1)}`);
  return inner.length === 0 ? ' { __typename }' : ` { ${inner.join(' ')} }`;
}
