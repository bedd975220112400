import { type DocumentNode, GraphQLError, visit } from 'graphql';
import { LIMITS } from '../../graphql/limits.js';
import { HTTP_LIMITS } from './limits.js';

const { maxListLength, maxTextLength } = LIMITS;

/**
 * Refuses variables that are nested too deep, or hold a list or a text that is too long, before
 * they are read by type: that goes down into them and says of each entry what is wrong. What takes
 * more than a moment for each entry, such as the search for the nearest symbols, is bounded by it.
 */
export function checkVariables(variables: Readonly<Record<string, unknown>> | undefined): void {
  const { variableDepth } = HTTP_LIMITS;
  const open: [value: unknown, depth: number][] = [[variables, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, depth] = next;
    if (typeof value === 'string') checkText(value, 'variables');
    if (typeof value !== 'object' || value === null) continue;
    if (depth > variableDepth) {
      throw refusal(`Variables are nested more than ${variableDepth} deep.`);
    }
    if (Array.isArray(value)) checkList(value, 'variables');
    for (const entry of Object.values(value)) open.push([entry, depth + 1]);
  }
}

/** The same of the values that are written into a document, whose depth its parser bounds. */
export function checkLiterals(document: DocumentNode): void {
  visit(document, {
    ListValue: ({ values }) => checkList(values, 'document'),
    StringValue: ({ value }) => checkText(value, 'document'),
  });
}

function checkList({ length }: { readonly length: number }, place: string): void {
  if (length <= maxListLength) return;
  throw refusal(`A list in the ${place} has ${length} entries, more than ${maxListLength}.`);
}

function checkText({ length }: string, place: string): void {
  if (length <= maxTextLength) return;
  throw refusal(`A text in the ${place} has ${length} characters, more than ${maxTextLength}.`);
}

function refusal(message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
}
