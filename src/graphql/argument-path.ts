import { GraphQLError, isValueNode, type Token, TokenKind } from 'graphql';

/**
 * The argument whose literal an error points at, with the input fields on the way to it, such as
 * `window.to`; null for an error that points elsewhere. graphql-js itself tells the place alone.
 */
export function argumentPath(error: unknown): string | null {
  const node = error instanceof GraphQLError ? error.nodes?.[0] : undefined;
  if (node?.loc === undefined || !isValueNode(node)) return null;
  const names = namesBefore(node.loc.startToken);
  return names.length > 0 ? names.join('.') : null;
}

/** Reads the tokens back to the parenthesis that opens the arguments. */
function namesBefore(start: Token): string[] {
  const names: string[] = [];
  let depth = 0;
  let isNameNext = true;
  for (let token = start.prev; token !== null; token = token.prev) {
    if (isClosing(token)) depth++;
    else if (isOpening(token)) {
      if (depth > 0) depth--;
      else if (token.kind === TokenKind.PAREN_L) break;
      else isNameNext = true;
    } else if (token.kind === TokenKind.COLON && depth === 0 && isNameNext) {
      names.unshift(token.prev?.value ?? '');
      isNameNext = false;
    }
  }
  return names;
}

function isClosing({ kind }: Token): boolean {
  return kind === TokenKind.PAREN_R || kind === TokenKind.BRACE_R || kind === TokenKind.BRACKET_R;
}

function isOpening({ kind }: Token): boolean {
  return kind === TokenKind.PAREN_L || kind === TokenKind.BRACE_L || kind === TokenKind.BRACKET_L;
}
