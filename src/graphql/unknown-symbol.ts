import { type DataWarning, warning } from './coverage.type.js';

/** The warning for symbols of a filter that nothing of a kind has, with the nearest known ones. */
export function unknownSymbolWarning(
  kind: 'security' | 'fund',
  unknown: readonly string[],
  near: readonly string[],
): DataWarning {
  const hint = near.length > 0 ? ` Did you mean ${near.join(', ')}?` : '';
  const what =
    unknown.length === 1
      ? `No ${kind} with this symbol is stored: it is left out.`
      : `No ${kind} with any of these ${unknown.length} symbols is stored: they are left out.`;
  return warning('UNKNOWN_SYMBOL', `${what}${hint}`, unknown);
}
