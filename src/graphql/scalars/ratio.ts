import { GraphQLScalarType } from 'graphql';
import { finite, literalNumber, numberInput, rounded } from './number.js';

const SENTENCE = 'A ratio is a number such as 0.05, which means 5 %.';

export const RatioScalar = new GraphQLScalarType<number, number>({
  name: 'Ratio',
  description:
    'A ratio, as a JSON number rounded to ten decimal places: 0.05 means 5 %. Never NaN and ' +
    'never infinite.',
  serialize: (value) => rounded(finite(value, 'Ratio'), 1e10),
  parseValue: (value) => numberInput(value, SENTENCE),
  parseLiteral: (node) => literalNumber(node, SENTENCE),
});
