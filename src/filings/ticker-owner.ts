import type { Panel } from '../panel/panel.js';
import type { Day } from '../time/day.js';

interface Use {
  readonly security: number;
  readonly fromOn: Day;
}

const made = new WeakMap<Panel, ReadonlyMap<number, readonly Use[]>>();

/**
 * Whether what is filed under a ticker on a day is about a security (M3). A ticker that several
 * shares have used belongs to the one that took it up last; what was filed before all of them, to
 * the first.
 */
export function isOwnOn(panel: Panel, security: number, tickerId: number, on: Day): boolean {
  const uses = reusedTickers(panel).get(tickerId);
  if (uses === undefined) return true;
  return (uses.findLast(({ fromOn }) => fromOn <= on) ?? uses[0])?.security === security;
}

/** The uses of tickers that more than one share has had, ascending by first day. */
function reusedTickers(panel: Panel): ReadonlyMap<number, readonly Use[]> {
  const known = made.get(panel);
  if (known !== undefined) return known;
  const uses = new Map<number, Use[]>();
  panel.securities.tickerIds.forEach((tickers, security) => {
    tickers.forEach((ticker, k) => {
      const fromOn = panel.securities.spells[security]?.[k]?.fromOn ?? Number.NEGATIVE_INFINITY;
      uses.set(ticker, [...(uses.get(ticker) ?? []), { security, fromOn }]);
    });
  });
  const reused = [...uses].filter(([, own]) => new Set(own.map((it) => it.security)).size > 1);
  for (const [, own] of reused) own.sort((a, b) => a.fromOn - b.fromOn);
  const found = new Map(reused);
  made.set(panel, found);
  return found;
}
