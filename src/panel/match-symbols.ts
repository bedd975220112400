import { NO_DAY, type StoredShortInterest } from '../store/stored-columns.js';
import type { Day } from '../time/day.js';
import { daySpan } from './day-span.js';
import type { SymbolChange, TickerUse } from './identity.js';

/** A match below this quantity needs equal names as well: small counts coincide by chance. */
const MIN_QUANTITY = 1000;

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
  const { days, starts, rows } = rowsBySettlement(stored);
  let before = new Listed(stored);
  let after = new Listed(stored);
  const changes: SymbolChange[] = [];
  for (let k = 0; k < days.length; k++) {
    [before, after] = [after, before];
    after.take(days[k] as Day, rows.subarray(starts[k], starts[k + 1]));
    if (k === 0 || after.on - before.on > 20) continue;
    const vanished = before.without(after).filter((row) => (stored.shares[row] as number) > 0);
    const fresh = after.without(before).filter((row) => (stored.previousShares[row] as number) > 0);
    for (const [from, to] of matchCycle(stored, vanished, fresh)) {
      const change = acceptedChange(from, to, { before: before.on, after: after.on }, prices);
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

/** Pairs of tickers: one that vanished, and a fresh one whose previous quantity is equal. */
function matchCycle(
  stored: StoredShortInterest,
  vanished: readonly number[],
  fresh: readonly number[],
): [number, number][] {
  const left = byQuantity(vanished, stored.shares);
  const pairs: [number, number][] = [];
  for (const [quantity, claims] of byQuantity(fresh, stored.previousShares)) {
    const old = left.get(quantity);
    if (old !== undefined) pairs.push(...pairUp(stored, quantity, old, claims));
  }
  return pairs;
}

function byQuantity(rows: readonly number[], quantities: Float64Array): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const row of rows) {
    const quantity = quantities[row] as number;
    const group = groups.get(quantity);
    if (group === undefined) groups.set(quantity, [row]);
    else group.push(row);
  }
  return groups;
}

function pairUp(
  { tickerId, names }: StoredShortInterest,
  quantity: number,
  old: number[],
  fresh: number[],
): [number, number][] {
  const ticker = (row: number) => tickerId[row] as number;
  if (old.length === 1 && fresh.length === 1 && quantity >= MIN_QUANTITY) {
    return [[ticker(old[0] as number), ticker(fresh[0] as number)]];
  }
  const word = (row: number) => firstWord(names.at(row) ?? '');
  return old.flatMap((a): [number, number][] => {
    const same = fresh.filter((b) => word(b) === word(a));
    const rivals = old.filter((other) => word(other) === word(a));
    return same.length === 1 && rivals.length === 1 ? [[ticker(a), ticker(same[0] as number)]] : [];
  });
}

function firstWord(name: string): string {
  return name.toUpperCase().split(/[^A-Z0-9&]+/, 1)[0] ?? '';
}

/** The tickers of one settlement with their rows, the later batch winning. */
class Listed {
  on: Day = 0;
  private readonly tickers: number[] = [];
  /** By ticker: the settlement it was last seen at, and its row there. */
  private readonly seenOn: Int32Array;
  private readonly rowOf: Int32Array;

  constructor(private readonly stored: StoredShortInterest) {
    const top = stored.tickerId.reduce((a, b) => Math.max(a, b), 0);
    this.seenOn = new Int32Array(top + 1).fill(NO_DAY);
    this.rowOf = new Int32Array(top + 1);
  }

  /** Begins another settlement. */
  take(on: Day, rows: Int32Array): void {
    const { tickerId, batchId } = this.stored;
    this.on = on;
    this.tickers.length = 0;
    for (const row of rows) {
      const ticker = tickerId[row] as number;
      const isKnown = this.seenOn[ticker] === on;
      if (isKnown && batchId[this.rowOf[ticker] as number]! > batchId[row]!) continue;
      if (!isKnown) this.tickers.push(ticker);
      this.seenOn[ticker] = on;
      this.rowOf[ticker] = row;
    }
  }

  /** Rows of the tickers that another settlement does not have. */
  without(other: Listed): number[] {
    const { tickers, rowOf } = this;
    return tickers
      .filter((ticker) => other.seenOn[ticker] !== other.on)
      .map((ticker) => rowOf[ticker] as number);
  }
}

/** Rows of vintage 1 by settlement, settlements ascending. */
function rowsBySettlement({ count, settledOn, vintage }: StoredShortInterest) {
  const [first, last] = daySpan(settledOn, count) ?? [0, -1];
  // By day from the first on: rows before it, and then the place of its next row.
  const cursor = new Int32Array(last - first + 2);
  for (let k = 0; k < count; k++) {
    if (vintage[k] === 1) cursor[(settledOn[k] as number) - first + 1]!++;
  }
  const days: Day[] = [];
  const starts: number[] = [];
  for (let d = 0; d <= last - first; d++) {
    const before = cursor[d] as number;
    if ((cursor[d + 1] as number) > 0) {
      days.push(first + d);
      starts.push(before);
    }
    cursor[d + 1]! += before;
  }
  const rows = new Int32Array(cursor[last - first + 1] as number);
  for (let k = 0; k < count; k++) {
    if (vintage[k] === 1) rows[cursor[(settledOn[k] as number) - first]!++] = k;
  }
  return { days, starts: Int32Array.from([...starts, rows.length]), rows };
}
