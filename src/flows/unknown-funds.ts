import type { RequestError } from '../errors.js';
import type { DataWarning } from '../graphql/coverage.type.js';
import { unknownSymbolWarning } from '../graphql/unknown-symbol.js';
import { suggestForEach } from '../suggest.js';
import { symbolKey } from '../symbol.js';

/**
 * Says which symbols of a filter no fund has, in any spelling; nothing when all are known. Throws
 * what `refusal` makes of the first one and the nearest known ones when none is known.
 */
export function unknownFunds(
  known: readonly string[],
  wanted: readonly string[],
  refusal: (symbol: string, near: readonly string[]) => RequestError,
): DataWarning[] {
  const keys = new Set(known.map(symbolKey));
  const asked = [...new Set(wanted)];
  const unknown = asked.filter((symbol) => !keys.has(symbolKey(symbol)));
  const [first] = unknown;
  if (first === undefined) return [];
  const near = suggestForEach(unknown, known);
  if (unknown.length === asked.length) throw refusal(first, near);
  return [unknownSymbolWarning('fund', unknown, near)];
}
