import { symbolKey } from '../symbol.js';

/** Those of some symbols that are not among the known ones in any spelling, each once. */
export function unknownOf(known: readonly string[], wanted: readonly string[]): string[] {
  const keys = new Set(known.map(symbolKey));
  return [...new Set(wanted.filter((symbol) => !keys.has(symbolKey(symbol))))];
}
