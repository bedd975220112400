import { publicationDay } from '../../time/calendar.js';
import type { Day } from '../../time/day.js';

/** A stored row about one settlement: vintage 1 as first published, 2 as restated a cycle later. */
export interface ShortFiling {
  readonly tickerId: number;
  readonly settledOn: Day;
  readonly vintage: number;
  /** Shares short, in shares of `settledOn`. */
  readonly shares: number;
  /** Shares a day; null in vintage 2. */
  readonly averageDailyVolume: number | null;
  readonly publishedOn: Day;
}

/** One settlement as it was known on a day, both vintages in one. */
export interface KnownFiling {
  readonly settledOn: Day;
  readonly publishedOn: Day;
  readonly shares: number;
  /** Null when only a revised figure is stored. */
  readonly firstPublishedShares: number | null;
  readonly isRevised: boolean;
  readonly averageDailyVolume: number | null;
}

/**
 * Filings of one security, one for each settlement in ascending order (M9 b). Rows published after
 * `knownOn` do not count. Where two tickers of the security report one settlement, the later ticker
 * counts: `rows` are in the order of its tickers, one for each ticker, settlement and vintage.
 */
export function knownFilings(rows: readonly ShortFiling[], knownOn: Day | null): KnownFiling[] {
  const settlements = new Map<Day, { first?: ShortFiling; second?: ShortFiling }>();
  for (const row of rows) {
    if (knownOn !== null && row.publishedOn > knownOn) continue;
    const vintages = settlements.get(row.settledOn) ?? {};
    const slot = row.vintage === 1 ? 'first' : 'second';
    vintages[slot] = row;
    settlements.set(row.settledOn, vintages);
  }
  return [...settlements.keys()]
    .sort((a, b) => a - b)
    .map((settledOn) => joined(settledOn, settlements.get(settledOn) ?? {}));
}

function joined(
  settledOn: Day,
  { first, second }: { first?: ShortFiling; second?: ShortFiling },
): KnownFiling {
  const latest = (second ?? first) as ShortFiling;
  return {
    settledOn,
    publishedOn: first?.publishedOn ?? publicationDay(settledOn),
    shares: latest.shares,
    firstPublishedShares: first?.shares ?? null,
    isRevised: second !== undefined,
    averageDailyVolume: first?.averageDailyVolume ?? null,
  };
}
