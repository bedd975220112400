import type { Panel } from '../../panel/panel.js';
import type { ShortFiling } from './known-filings.js';

const shared = new WeakMap<Panel, ReadonlySet<number>>();

/**
 * The rows of its tickers that belong to a security. A ticker that was reused belongs to several;
 * of those only the settlements that the panel counts for this security are its own.
 */
export function ownFilings(
  panel: Panel,
  security: number,
  rows: readonly ShortFiling[],
): ShortFiling[] {
  const reused = reusedTickers(panel);
  let days: Set<number> | null = null;
  return rows.filter(({ tickerId, settledOn }) => {
    if (!reused.has(tickerId)) return true;
    days ??= settlementIndices(panel, security);
    return days.has(panel.axis.indexOnOrBefore(settledOn));
  });
}

function settlementIndices(panel: Panel, security: number): Set<number> {
  const { offsets, index } = panel.shorts;
  return new Set(index.subarray(offsets[security] as number, offsets[security + 1] as number));
}

function reusedTickers(panel: Panel): ReadonlySet<number> {
  const known = shared.get(panel);
  if (known !== undefined) return known;
  const seen = new Set<number>();
  const reused = new Set<number>();
  for (const tickers of panel.securities.tickerIds) {
    for (const ticker of new Set(tickers)) (seen.has(ticker) ? reused : seen).add(ticker);
  }
  shared.set(panel, reused);
  return reused;
}
