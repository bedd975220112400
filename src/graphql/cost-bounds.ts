import type { MarketSize } from './market-size.js';

// How long lists are, as far as arguments bound them.

/** Trading days of one bucket of a series. */
const BUCKET_DAYS = { DAY: 1, WEEK: 5, MONTH: 21, QUARTER: 63, YEAR: 252 } as const;

/** How many groups a dimension makes at most. */
const GROUPS = { CAP_TIER: 7, SECTOR: 12, INDUSTRY: 200, EXCHANGE: 12 } as const;

/** Length of a list that nothing in the request bounds, such as checks and warnings. */
export const SHORT_LIST = 10;

/** Trading days of a window that is not known, and what `complexity` of a dated list refers to. */
export const YEAR_DAYS = 252;

type Args = Readonly<Record<string, unknown>>;

/** Days of the field's own window, or null when it has none. */
export function ownDays({ window }: Args, market: MarketSize): number | null {
  if (typeof window !== 'object' || window === null) return null;
  return market.days(window);
}

/**
 * How many entries the arguments of a field allow in the lists that it bounds; undefined when none
 * of them says. A series has one point for each bucket of the `days` around it.
 */
export function boundOf(args: Args, days: number): number | undefined {
  const { first, by, interval, ids, symbols } = args;
  const bounds: number[] = [];
  if (typeof first === 'number') bounds.push(Math.max(first, 1));
  if (Array.isArray(by)) {
    bounds.push(by.reduce((n, it) => n * (GROUPS[it as keyof typeof GROUPS] ?? 1), 1));
  }
  if (typeof interval === 'string') {
    const width = BUCKET_DAYS[interval as keyof typeof BUCKET_DAYS] ?? 1;
    // A window may begin and end within a bucket, and holidays make weeks shorter.
    bounds.push(width === 1 ? days : Math.ceil((days * 1.06) / width) + 2);
  }
  for (const list of [ids, symbols]) if (Array.isArray(list)) bounds.push(list.length);
  return bounds.length > 0 ? Math.min(...bounds) : undefined;
}
