import type { DataWarning } from '../graphql/coverage.type.js';
import { unknownSymbolWarning } from '../graphql/unknown-symbol.js';
import { findSecurityBy, knownKeys } from '../panel/find-security.js';
import type { Panel } from '../panel/panel.js';
import { suggestForEach } from '../suggest.js';
import { symbolKey } from '../symbol.js';
import type { Day } from '../time/day.js';
import { unknownSymbol } from './lookup.js';

/** What the symbols of a filter mean. */
export interface NamedSecurities {
  /** Ordinals, each with the symbols that mean it, as the request writes them and in its order. */
  readonly requested: ReadonlyMap<number, readonly string[]>;
  /** Symbols that no security has used, each once. */
  readonly unknown: readonly string[];
}

/**
 * The securities that used some symbols last on or before a day. Error: UNKNOWN_SYMBOL where none
 * of the symbols is known; an unknown one beside others is a warning, see `unknownSymbols`.
 */
export function nameSecurities(panel: Panel, symbols: readonly string[], by: Day): NamedSecurities {
  const requested = new Map<number, string[]>();
  const unknown = new Set<string>();
  for (const symbol of symbols) {
    const i = findSecurityBy(panel, symbol, by);
    const known = requested.get(i);
    if (i < 0) unknown.add(symbol);
    else if (known === undefined) requested.set(i, [symbol]);
    else if (!known.includes(symbol)) known.push(symbol);
  }
  const [first] = unknown;
  if (first !== undefined && requested.size === 0) throw unknownSymbol(panel, first);
  return { requested, unknown: [...unknown] };
}

/** Says which symbols of a filter no security has used; nothing when all are known. */
export function unknownSymbols(panel: Panel, named: NamedSecurities | null): DataWarning[] {
  const unknown = named?.unknown ?? [];
  if (unknown.length === 0) return [];
  const near = suggestForEach(unknown.map(symbolKey), knownKeys(panel));
  return [unknownSymbolWarning('security', unknown, near)];
}
