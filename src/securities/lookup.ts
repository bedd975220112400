import { RequestError } from '../errors.js';
import { findSecurity, knownKeys } from '../panel/find-security.js';
import type { Panel } from '../panel/panel.js';
import { suggest } from '../suggest.js';
import { symbolKey } from '../symbol.js';
import { type Day, formatDay } from '../time/day.js';

/**
 * Ordinal of the security that used a symbol on a day, or that used it last when no day is given.
 * Error: UNKNOWN_SYMBOL, which names the nearest symbols, or the days on which it was in use.
 */
export function lookUpSecurity(panel: Panel, symbol: string, on: Day | null = null): number {
  const ordinal = findSecurity(panel, symbol, on);
  if (ordinal >= 0) return ordinal;
  const last = findSecurity(panel, symbol);
  throw last < 0 ? unknownSymbol(panel, symbol) : unusedSymbol(panel, symbol, on as Day);
}

/** The error for a symbol that no security has used. */
export function unknownSymbol(panel: Panel, symbol: string): RequestError {
  const near = suggest(symbolKey(symbol), knownKeys(panel));
  const hint = near.length > 0 ? ` Did you mean ${near.join(', ')}?` : '';
  const message = `No security with the symbol "${symbol}" is stored.${hint}`;
  return new RequestError('UNKNOWN_SYMBOL', message, near);
}

function unusedSymbol(panel: Panel, symbol: string, on: Day): RequestError {
  const key = symbolKey(symbol);
  const uses = panel.securities.spells
    .flatMap((spells) => spells.filter((spell) => spell.key === key))
    .sort((a, b) => a.fromOn - b.fromOn)
    .map(({ fromOn, toOn }) =>
      toOn === null
        ? `from ${formatDay(fromOn)} on`
        : `from ${formatDay(fromOn)} to ${formatDay(toOn)}`,
    );
  return new RequestError(
    'UNKNOWN_SYMBOL',
    `The symbol "${symbol}" was not in use on ${formatDay(on)}. ` +
      `It was in use ${uses.join(' and ')}.`,
  );
}
