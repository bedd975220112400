import { GraphQLScalarType } from 'graphql';
import { finite, literalNumber, numberInput, rounded } from './number.js';

const SENTENCE = 'An amount of US dollars is a number such as 2000000000.';

export const UsdScalar = new GraphQLScalarType<number, number>({
  name: 'Usd',
  description:
    'An amount of US dollars, as a JSON number rounded to cents. Gains and inflows are positive, ' +
    'losses and outflows are negative.',
  serialize: (value) => rounded(finite(value, 'Usd'), 100),
  parseValue: (value) => numberInput(value, SENTENCE),
  parseLiteral: (node) => literalNumber(node, SENTENCE),
});
