import { GraphQLError, Lexer, Source, TokenKind } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { RequestLimits } from '../../graphql/limits.js';
import { HTTP_LIMITS } from './limits.js';

/** Texts that were counted, so that those in use are read once; so many characters of them. */
const KNOWN = new LRUCache<string, number>({
  maxSize: 4 * 1024 * 1024,
  sizeCalculation: (_tokens, text) => text.length,
});

/**
 * Refuses a document by its tokens, before it is parsed and validated: validation compares every
 * two fields of a name in a selection, and every two fragments, which takes seconds for a document
 * that is long and legal. Throws a GraphQLError of code OPERATION_LIMIT; what is no document is
 * left to the parser.
 */
export function checkSource(text: string, { maxTokens }: RequestLimits): void {
  if (text.length <= HTTP_LIMITS.sourceUnchecked) return;
  let tokens = KNOWN.get(text);
  if (tokens === undefined) {
    tokens = measure(text);
    KNOWN.set(text, tokens);
  }
  if (tokens > maxTokens) throw refusal(`has more than ${maxTokens} tokens`);
}

/** Counts tokens, up to where the parser gives up; throws for names that repeat too often. */
function measure(text: string): number {
  const lexer = new Lexer(new Source(text));
  const sets: Map<string, number>[] = [];
  let parentheses = 0;
  let fragments = 0;
  for (let count = 0; count <= HTTP_LIMITS.tokens; count++) {
    const kind = advance(lexer);
    if (kind === null || kind === TokenKind.EOF) return count;
    if (kind === TokenKind.PAREN_L) parentheses++;
    else if (kind === TokenKind.PAREN_R) parentheses--;
    if (parentheses > 0) continue;
    if (kind === TokenKind.BRACE_L) sets.push(new Map());
    else if (kind === TokenKind.BRACE_R) sets.pop();
    else if (kind === TokenKind.NAME) {
      const name = lexer.token.value;
      if (name.length > HTTP_LIMITS.nameLength) throw refusal('has a name that is too long');
      const names = sets.at(-1);
      if (names !== undefined) repeat(names, name);
      else if (name === 'fragment' && ++fragments > HTTP_LIMITS.fragments) {
        throw refusal(`has more than ${HTTP_LIMITS.fragments} fragments`);
      }
    }
  }
  return HTTP_LIMITS.tokens + 1;
}

function repeat(names: Map<string, number>, name: string): void {
  const times = (names.get(name) ?? 0) + 1;
  if (times > HTTP_LIMITS.repeats) {
    throw refusal(`names "${name.slice(0, 40)}" more than ${HTTP_LIMITS.repeats} times in a row`);
  }
  names.set(name, times);
}

/** Null for what is no token. */
function advance(lexer: Lexer): TokenKind | null {
  try {
    return lexer.advance().kind;
  } catch {
    return null;
  }
}

function refusal(words: string): GraphQLError {
  return new GraphQLError(`The document ${words}.`, {
    extensions: { code: 'OPERATION_LIMIT', http: { status: 400 } },
  });
}
