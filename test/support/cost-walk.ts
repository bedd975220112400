import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** One field of the schema with one choice of arguments, as an operation. */
export interface Asked {
  /** Such as `Query.shorts > ShortReport.series(interval: DAY, measure: PNL)`. */
  readonly name: string;
  /** It takes `$to`, so that the same text can be asked over windows that nobody has asked yet. */
  readonly query: string;
}

const WINDOW = '{preset: MAX, to: $to}';
const HEADER = 'query($to: Date!) ';

/** Values of required arguments, and those that ask for much. */
const RIGHT: Record<string, string> = {
  window: WINDOW,
  'security.symbol': '"LUMN"',
  symbol: '"RUT"',
  subject: '"RUT"',
  benchmark: '"SPX"',
  over: '"SPX"',
  provider: '"ICI_WEEKLY"',
  by: '[SECTOR]',
  id: '"SW5kZXg6UlVU"',
  ids: '["SW5kZXg6UlVU"]',
  on: '$to',
};
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

type Way = { readonly name: string; wrap(inner: string): string };

/** Every field that a query can reach, with each choice for each of its arguments by turns. */
export function costWalk(schema: GraphQLSchema): Asked[] {
  const found: Asked[] = [];
  for (const [type, way] of waysToTypes(schema)) {
    for (const field of Object.values(type.getFields())) {
      for (const given of choicesFor(field)) {
        const told = Object.entries(given).map(([name, value]) => `${name}: ${value}`);
        const call = told.length > 0 ? `(${told.join(', ')})` : '';
        const name = `${way.name} ${type.name}.${field.name}${call}`;
        for (const selection of new Set([selectionOf(field), leastOf(field)])) {
          const query = way.wrap(`${callOf(field, given)}${selection}`);
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

/** How a query reaches each type, breadth first. */
function waysToTypes(schema: GraphQLSchema): Map<GraphQLObjectType, Way> {
  const root = schema.getQueryType() as GraphQLObjectType;
  const ways = new Map<GraphQLObjectType, Way>([
    [root, { name: '', wrap: (inner) => `{ ${inner} }` }],
  ]);
  for (const [type, way] of ways) {
    for (const field of Object.values(type.getFields())) {
      const target = getNamedType(field.type);
      if (!isObjectType(target) || ways.has(target)) continue;
      ways.set(target, {
        name: `${way.name}/${field.name}`,
        wrap: (inner) => way.wrap(`${callOf(field, {})} { ${inner} }`),
      });
    }
  }
  return ways;
}

/** Nothing, then one argument at a time with each of its choices. */
function choicesFor(field: GraphQLField<unknown, unknown>): Record<string, string>[] {
  const single = field.args.flatMap((arg) =>
    choicesOf(field, arg).map((value) => ({ [arg.name]: value })),
  );
  return [{}, ...single];
}

function choicesOf(
  field: GraphQLField<unknown, unknown>,
  { name, type }: GraphQLArgument,
): readonly string[] {
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

function callOf(field: GraphQLField<unknown, unknown>, given: Record<string, string>): string {
  const args = field.args
    .filter((arg) => arg.name in given || isRequiredArgument(arg))
    .map((arg) => {
      const right = RIGHT[`${field.name}.${arg.name}`] ?? RIGHT[arg.name];
      return `${arg.name}: ${given[arg.name] ?? right}`;
    });
  return args.length === 0 ? field.name : `${field.name}(${args.join(', ')})`;
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
