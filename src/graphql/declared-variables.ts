import { getOperationAST, parse } from 'graphql';

/**
 * The names of the variables that an operation of a document declares; null for a text or a name
 * that no operation can be found by, which its execution refuses.
 */
export function declaredVariables(query: string, operation: string | undefined): string[] | null {
  try {
    const found = getOperationAST(parse(query), operation);
    return found?.variableDefinitions?.map(({ variable }) => variable.name.value) ?? null;
  } catch {
    return null;
  }
}
