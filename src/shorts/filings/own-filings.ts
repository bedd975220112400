import type { Panel } from '../../panel/panel.js';
import type { Day } from '../../time/day.js';
import type { ShortFiling } from './known-filings.js';

const shared = new WeakMap<Panel, ReadonlySet<number>>();

/**
 * The rows of its tickers that belong to a security. A ticker that was reused belongs to several;
 * of those only the settlements are its own that lie within its time under the ticker and at which
 * the panel has a report of it, not an absence.
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
    if (!isUnder(panel, security, tickerId, settledOn)) return false;
    days ??= settlementIndices(panel, security);
    return days.has(panel.axis.indexOnOrBefore(settledOn));
  });
}

/** Whether a security had a ticker on a day. */
function isUnder({ securities }: Panel, security: number, ticker: number, on: Day): boolean {
  const spells = securities.spells[security] ?? [];
  return (securities.tickerIds[security] ?? []).some((own, k) => {
    const spell = spells[k];
    if (own !== ticker || spell === undefined) return false;
    return spell.fromOn <= on && on <= (spell.toOn ?? on);
  });
}

function settlementIndices(panel: Panel, security: number): Set<number> {
  const { offsets, index, isAbsence } = panel.shorts;
  const reported = new Set<number>();
  for (let k = offsets[security] as number; k < (offsets[security + 1] as number); k++) {
    if (isAbsence[k] === 0) reported.add(index[k] as number);
  }
  return reported;
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
