import 'reflect-metadata';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { type Day, formatDay, parseDay } from '../../time/day.js';

/** Inside the program a date is a `Day`; on the wire it is `YYYY-MM-DD`. */
export const DateScalar = new GraphQLScalarType<Day, string>({
  name: 'Date',
  description: 'A calendar date without a time zone, as an ISO 8601 string such as "2023-09-08".',
  serialize: (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw new TypeError('not a day');
    return textOf(value);
  },
  parseValue: (value) => parse(value),
  parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined, node),
});

/** Texts of the days from 1970 to 2106, made on first use: answers repeat few days often. */
const TEXTS: (string | undefined)[] = new Array(50_000).fill(undefined);

function textOf(day: Day): string {
  if (day < 0 || day >= TEXTS.length) return formatDay(day);
  let text = TEXTS[day];
  if (text === undefined) {
    text = formatDay(day);
    TEXTS[day] = text;
  }
  return text;
}

function parse(value: unknown, node: ValueNode | null = null): Day {
  const day = typeof value === 'string' ? parseDay(value) : null;
  if (day === null) {
    const found = typeof value === 'string' ? `, not "${value.slice(0, 40)}"` : '';
    throw new GraphQLError(`A date is a string such as "2023-09-08"${found}.`, { nodes: node });
  }
  return day;
}
