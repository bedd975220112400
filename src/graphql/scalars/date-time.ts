import 'reflect-metadata';
import { GraphQLError, GraphQLScalarType } from 'graphql';
import { formatInstant } from '../../time/day.js';

/** Inside the program an instant is in milliseconds since 1970; on the wire it is ISO 8601. */
export const DateTimeScalar = new GraphQLScalarType<number, string>({
  name: 'DateTime',
  description: 'An instant in UTC, as an ISO 8601 string such as "2023-09-08T21:30:00Z".',
  serialize: (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new TypeError('not an instant');
    return formatInstant(value);
  },
  parseValue: refuse,
  parseLiteral: refuse,
});

function refuse(): never {
  throw new GraphQLError('No argument takes an instant.');
}
