import type { StoredShortInterest } from '../store/stored-columns.js';
import type { Day } from '../time/day.js';
import type { SymbolChange, TickerUse } from './identity.js';

/** A match below this quantity needs equal names as well: small counts coincide by chance. */
const MIN_QUANTITY = 1000;

interface Report {
  readonly ticker: number;
  readonly batch: number;
  readonly shares: number;
  readonly previousShares: number;
  readonly name: string;
}

/**
 * Changes of symbol that no record tells but the short positions show (M9 c): a ticker vanishes
 * from one settlement to the next, and a new one appears whose previous quantity is equal. Accepted
 * when the pair is unique and counts at least 1,000 shares, or when the names agree; refused when
 * prices show that the old ticker went on or that the new one existed before.
 */
export function matchSymbols(
  stored: StoredShortInterest,
  prices: ReadonlyMap<number, TickerUse>,
): SymbolChange[] {
  const bySettlement = groupBySettlement(stored);
  const settlements = [...bySettlement.keys()].sort((a, b) => a - b);
  const changes: SymbolChange[] = [];
  for (let k = 1; k < settlements.length; k++) {
    const before = settlements[k - 1] as Day;
    const after = settlements[k] as Day;
    if (after - before > 20) continue;
    const pairs = matchCycle(bySettlement.get(before)!, bySettlement.get(after)!);
    for (const [from, to] of pairs) {
      const change = acceptedChange(from, to, { before, after }, prices);
      if (change !== null) changes.push(change);
    }
  }
  return changes;
}

function acceptedChange(
  from: number,
  to: number,
  cycle: { before: Day; after: Day },
  prices: ReadonlyMap<number, TickerUse>,
): SymbolChange | null {
  const old = prices.get(from);
  const fresh = prices.get(to);
  if (old !== undefined && old.lastOn > cycle.after) return null;
  if (fresh !== undefined && old !== undefined && fresh.firstOn <= old.firstOn) return null;
  if (fresh !== undefined && fresh.firstOn <= cycle.before - 5) return null;
  const lastOn = old?.lastOn ?? cycle.before;
  const effectiveOn = Math.max(fresh?.firstOn ?? 0, lastOn + 1);
  return { from, to, effectiveOn, isMatched: true };
}

function matchCycle(before: Map<number, Report>, after: Map<number, Report>): [number, number][] {
  const vanished = new Map<number, Report[]>();
  for (const report of before.values()) {
    if (report.shares <= 0 || after.has(report.ticker)) continue;
    vanished.set(report.shares, [...(vanished.get(report.shares) ?? []), report]);
  }
  const claims = new Map<number, Report[]>();
  for (const report of after.values()) {
    if (before.has(report.ticker) || report.previousShares <= 0) continue;
    claims.set(report.previousShares, [...(claims.get(report.previousShares) ?? []), report]);
  }
  const pairs: [number, number][] = [];
  for (const [quantity, fresh] of claims) {
    const old = vanished.get(quantity);
    if (old !== undefined) pairs.push(...pairUp(quantity, old, fresh));
  }
  return pairs;
}

function pairUp(quantity: number, old: Report[], fresh: Report[]): [number, number][] {
  if (old.length === 1 && fresh.length === 1 && quantity >= MIN_QUANTITY) {
    return [[old[0]!.ticker, fresh[0]!.ticker]];
  }
  return old.flatMap((a): [number, number][] => {
    const same = fresh.filter((b) => firstWord(a.name) === firstWord(b.name));
    const rivals = old.filter((other) => firstWord(other.name) === firstWord(a.name));
    return same.length === 1 && rivals.length === 1 ? [[a.ticker, same[0]!.ticker]] : [];
  });
}

function firstWord(name: string): string {
  return name.toUpperCase().split(/[^A-Z0-9&]+/, 1)[0] ?? '';
}

function groupBySettlement(stored: StoredShortInterest): Map<Day, Map<number, Report>> {
  const groups = new Map<Day, Map<number, Report>>();
  for (let k = 0; k < stored.count; k++) {
    if (stored.vintage[k] !== 1) continue;
    const on = stored.settledOn[k] as Day;
    const ticker = stored.tickerId[k] as number;
    const batch = stored.batchId[k] as number;
    const group = groups.get(on) ?? new Map<number, Report>();
    groups.set(on, group);
    if ((group.get(ticker)?.batch ?? -1) > batch) continue;
    group.set(ticker, {
      ticker,
      batch,
      shares: stored.shares[k] as number,
      previousShares: stored.previousShares[k] as number,
      name: stored.names[k] as string,
    });
  }
  return groups;
}
