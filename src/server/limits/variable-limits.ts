import { GraphQLError } from 'graphql';
import { HTTP_LIMITS } from './limits.js';

/**
 * Refuses variables that are nested too deep or hold a list too long, before they are read by type:
 * that goes down into them and says of each entry what is wrong. Bytes are bounded with the body.
 */
export function checkVariables(variables: Readonly<Record<string, unknown>> | undefined): void {
  const { variableDepth, variableList } = HTTP_LIMITS;
  const open: [value: unknown, depth: number][] = [[variables, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, depth] = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > variableDepth) {
      throw refusal(`Variables are nested more than ${variableDepth} deep.`);
    }
    const entries = Object.values(value);
    if (Array.isArray(value) && entries.length > variableList) {
      throw refusal(
        `A list in the variables has ${entries.length} entries, more than ${variableList}.`,
      );
    }
    for (const entry of entries) open.push([entry, depth + 1]);
  }
}

function refusal(message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
}
