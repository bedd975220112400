import { RequestError } from '../errors.js';
import type { DataWarning } from '../graphql/coverage.type.js';
import type { Panel } from '../panel/panel.js';
import { symbolKey } from '../symbol.js';
import type { FundCategory } from '../vocabulary.js';
import type { FundFilter } from './select-funds.js';
import { unknownFunds } from './unknown-funds.js';

/** Funds in order, and what tells their list from any other, for cursors. */
export interface FundList {
  /** Ordinals in the columns of the panel. */
  readonly ordinals: readonly number[];
  /** Symbols of the filter that no fund has. */
  readonly warnings: DataWarning[];
  readonly name: string;
}

/**
 * The funds that pass a filter, in order of name, then of symbol; capital and small letters alike.
 * What a provider reports as a whole category is no fund. A fund that several providers report
 * stands once, as the first of them in order of code names it. Error: UNKNOWN_SYMBOL with the
 * nearest symbols where no fund has any of those of the filter.
 */
export function listFunds(panel: Panel, where: FundFilter | null): FundList {
  const { funds } = panel;
  const known = distinctFunds(panel);
  const wanted = where?.symbols ?? null;
  const symbols = known.flatMap((f) => funds.symbols[f] ?? []);
  const warnings = wanted === null ? [] : unknownFunds(symbols, wanted, refusal);
  const keys = wanted === null ? null : new Set(wanted.map(symbolKey));
  const categories = where?.categories == null ? null : new Set(where.categories);
  const kept = known.filter((f) => {
    const symbol = funds.symbols[f] ?? null;
    if (keys !== null && (symbol === null || !keys.has(symbolKey(symbol)))) return false;
    return categories === null || categories.has(funds.categories[f] as FundCategory);
  });
  const name = JSON.stringify([panel.version.hash, where]);
  return { ordinals: inOrder(panel, kept), warnings, name };
}

/** One row for each symbol; every fund without a symbol is a row of its own. */
function distinctFunds({ funds }: Panel): number[] {
  const seen = new Set<string>();
  const found: number[] = [];
  for (let f = 0; f < funds.count; f++) {
    if (funds.isSingleFund[f] !== 1) continue;
    const symbol = funds.symbols[f] ?? null;
    if (symbol !== null) {
      const key = symbolKey(symbol);
      if (seen.has(key)) continue;
      seen.add(key);
    }
    found.push(f);
  }
  return found;
}

function refusal(symbol: string, near: readonly string[]): RequestError {
  const hint = near.length > 0 ? ` Did you mean ${near.join(', ')}?` : '';
  const message = `No fund with the symbol "${symbol}" is stored.${hint}`;
  return new RequestError('UNKNOWN_SYMBOL', message, near);
}

function inOrder({ funds }: Panel, ordinals: readonly number[]): number[] {
  const nameOf = (f: number) => (funds.names[f] as string).toUpperCase();
  const symbolOf = (f: number) => funds.symbols[f] ?? '';
  return [...ordinals].sort(
    (a, b) => compare(nameOf(a), nameOf(b)) || compare(symbolOf(a), symbolOf(b)) || a - b,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
