import { RequestError } from '../errors.js';
import type { Panel } from '../panel/panel.js';
import { suggest } from '../suggest.js';
import { symbolKey } from '../symbol.js';
import type { FundCategory } from '../vocabulary.js';
import type { FundHistory, ProviderFlows } from './provider-flows.js';

/** Restricts a set of funds: conditions by AND, the values of one list by OR. */
export interface FundFilter {
  readonly symbols?: readonly string[] | null;
  readonly categories?: readonly FundCategory[] | null;
}

/**
 * The funds of a provider that pass a filter. Error: UNKNOWN_SYMBOL with the nearest symbols for
 * one that no fund of the provider has.
 */
export function selectFunds(
  panel: Panel,
  flows: ProviderFlows,
  where: FundFilter | null,
): FundHistory[] {
  const { categories, symbols } = panel.funds;
  const keys = where?.symbols == null ? null : symbolKeys(panel, flows, where.symbols);
  const wanted = where?.categories == null ? null : new Set(where.categories);
  return flows.histories.filter(({ fund }) => {
    const symbol = symbols[fund] ?? null;
    if (keys !== null && (symbol === null || !keys.has(symbolKey(symbol)))) return false;
    return wanted === null || wanted.has(categories[fund] as FundCategory);
  });
}

function symbolKeys(panel: Panel, flows: ProviderFlows, wanted: readonly string[]): Set<string> {
  const known = flows.histories.flatMap(({ fund }) => panel.funds.symbols[fund] ?? []);
  const keys = new Set(known.map(symbolKey));
  for (const symbol of wanted) {
    if (keys.has(symbolKey(symbol))) continue;
    const near = suggest(symbol, known);
    throw new RequestError(
      'UNKNOWN_SYMBOL',
      `${flows.source.code} has no fund with the symbol "${symbol}". ${hint(known, near)}`,
      near,
    );
  }
  return new Set(wanted.map(symbolKey));
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
