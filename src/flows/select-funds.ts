import { RequestError } from '../errors.js';
import type { DataWarning } from '../graphql/coverage.type.js';
import type { Panel } from '../panel/panel.js';
import { symbolKey } from '../symbol.js';
import type { FundCategory } from '../vocabulary.js';
import { unknownFunds } from './unknown-funds.js';
import type { FundHistory, ProviderFlows } from './provider-flows.js';

/** Restricts a set of funds: conditions by AND, the values of one list by OR. */
export interface FundFilter {
  readonly symbols?: readonly string[] | null;
  readonly categories?: readonly FundCategory[] | null;
}

/** Funds of a provider, and what is to be said of how they were asked for. */
export interface SelectedFunds {
  readonly funds: FundHistory[];
  /** Symbols that no fund of the provider has. */
  readonly warnings: DataWarning[];
}

/**
 * The funds of a provider that pass a filter. Error: UNKNOWN_SYMBOL with the nearest symbols where
 * no fund of the provider has any of those of the filter; an unknown one beside others is a
 * warning.
 */
export function selectFunds(
  panel: Panel,
  flows: ProviderFlows,
  where: FundFilter | null,
): SelectedFunds {
  const { categories, symbols } = panel.funds;
  const named = where?.symbols ?? null;
  const known = flows.histories.flatMap(({ fund }) => symbols[fund] ?? []);
  const refusal = (symbol: string, near: readonly string[]) =>
    new RequestError(
      'UNKNOWN_SYMBOL',
      `${flows.source.code} has no fund with the symbol "${symbol}". ${hint(known, near)}`,
      near,
    );
  const warnings = named === null ? [] : unknownFunds(known, named, refusal);
  const keys = named === null ? null : new Set(named.map(symbolKey));
  const wanted = where?.categories == null ? null : new Set(where.categories);
  const funds = flows.histories.filter(({ fund }) => {
    const symbol = symbols[fund] ?? null;
    if (keys !== null && (symbol === null || !keys.has(symbolKey(symbol)))) return false;
    return wanted === null || wanted.has(categories[fund] as FundCategory);
  });
  return { funds, warnings };
}

function hint(known: readonly string[], near: readonly string[]): string {
  if (near.length > 0) return `Did you mean ${near.join(', ')}?`;
  return known.length > 0
    ? 'The query `funds` lists all funds.'
    : 'It reports no single funds: restrict the set by `categories`, or leave `symbols` out.';
}

/** What a provider has stored for a fund of any provider: under the same symbol, or as its own. */
export function sameFund(panel: Panel, flows: ProviderFlows, wanted: number): FundHistory[] {
  const symbols = panel.funds.symbols;
  const own = symbols[wanted] ?? null;
  return flows.histories.filter(({ fund }) => {
    const symbol = symbols[fund] ?? null;
    if (fund === wanted) return true;
    return own !== null && symbol !== null && symbolKey(symbol) === symbolKey(own);
  });
}
