import { GraphQLScalarType } from 'graphql';
import { finite, literalNumber, numberInput } from './number.js';

const SENTENCE = 'A number of shares is a whole number such as 1000.';

/** Fractions, which arise where counts are restated for splits, are rounded on the way out. */
export const SharesScalar = new GraphQLScalarType<number, number>({
  name: 'Shares',
  description: 'A whole number of shares, as a JSON number between 0 and 9007199254740991.',
  serialize: (value) => whole(Math.round(finite(value, 'Shares'))),
  parseValue: (value) => whole(numberInput(value, SENTENCE)),
  parseLiteral: (node) => whole(literalNumber(node, SENTENCE)),
});

function whole(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new TypeError(SENTENCE);
  return value;
}
