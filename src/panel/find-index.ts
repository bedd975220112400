import { RequestError } from '../errors.js';
import type { IndexColumns, Panel } from './panel.js';
import { suggest } from '../suggest.js';

/** The index of a symbol, in any case. Error: UNKNOWN_INDEX with the nearest symbols. */
export function findIndex(panel: Panel, symbol: string): IndexColumns {
  const wanted = symbol.trim().toUpperCase();
  const found = panel.indices.find((index) => index.symbol.toUpperCase() === wanted);
  if (found !== undefined) return found;
  const symbols = panel.indices.map((index) => index.symbol).sort();
  const near = suggest(wanted, symbols);
  const hint =
    near.length > 0
      ? `Did you mean ${near.join(', ')}?`
      : `Stored: ${symbols.length > 0 ? symbols.join(', ') : 'none'}.`;
  throw new RequestError(
    'UNKNOWN_INDEX',
    `No index with the symbol "${symbol}" is stored. ${hint}`,
    near.length > 0 ? near : symbols,
  );
}

/** Indices in order of symbol: all of them, or those of some symbols, each once. */
export function listIndices(panel: Panel, symbols: readonly string[] | null): IndexColumns[] {
  const wanted = symbols?.map((symbol) => findIndex(panel, symbol));
  const found = [...new Set(wanted ?? panel.indices)];
  return found.sort((a, b) => (a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : 0));
}
