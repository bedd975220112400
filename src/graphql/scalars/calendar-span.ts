import 'reflect-metadata';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { type CalendarSpan, parseMonth, parseQuarter } from '../../time/calendar-span.js';

/** Inside the program a month is its first and last day; on the wire it is `YYYY-MM`. */
export const MonthScalar = spanScalar('Month', 'A calendar month', '2023-06', parseMonth);

/** Inside the program a quarter is its first and last day; on the wire it is `YYYYQn`. */
export const QuarterScalar = spanScalar('Quarter', 'A calendar quarter', '2023Q2', parseQuarter);

/** A scalar that goes in and never out. */
function spanScalar(
  name: string,
  title: string,
  example: string,
  parse: (text: string) => CalendarSpan | null,
) {
  const read = (value: unknown, node: ValueNode | null = null): CalendarSpan => {
    const span = typeof value === 'string' ? parse(value) : null;
    if (span !== null) return span;
    const found = typeof value === 'string' ? `, not "${value.slice(0, 40)}"` : '';
    const message = `${title} is a string such as "${example}"${found}.`;
    throw new GraphQLError(message, { nodes: node });
  };
  return new GraphQLScalarType<CalendarSpan, never>({
    name,
    description: `${title}, as a string such as "${example}".`,
    parseValue: (value) => read(value),
    parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : undefined, node),
  });
}
