import DataLoader from 'dataloader';
import type { LoaderSource } from '../graphql/context.js';
import type { Day } from '../time/day.js';
import type { FilingSpan } from './filing-window.js';

/** The filings of one ticker over one span. */
export interface TickerSpan extends FilingSpan {
  readonly tickerId: number;
}

type Read<Row> = (
  source: LoaderSource,
  tickerIds: readonly number[],
  span: FilingSpan,
) => Promise<readonly Row[]>;

/**
 * Loads rows of tickers over spans: one statement for all that is asked for in one go, from the
 * earliest day of it to the latest. Rows of a ticker come in the order of `read`.
 */
export function spanLoader<Row extends { readonly tickerId: number }>(
  source: LoaderSource,
  read: Read<Row>,
  dayOf: (row: Row) => Day,
): DataLoader<TickerSpan, readonly Row[], string> {
  return new DataLoader(
    async (keys) => {
      const tickerIds = [...new Set(keys.map(({ tickerId }) => tickerId))];
      const fromOn = Math.min(...keys.map((key) => key.fromOn));
      const toOn = Math.max(...keys.map((key) => key.toOn));
      const byTicker = new Map<number, Row[]>(tickerIds.map((id) => [id, []]));
      for (const row of await read(source, tickerIds, { fromOn, toOn })) {
        byTicker.get(row.tickerId)?.push(row);
      }
      return keys.map((key) =>
        (byTicker.get(key.tickerId) as Row[]).filter((row) => {
          const on = dayOf(row);
          return key.fromOn <= on && on <= key.toOn;
        }),
      );
    },
    { cacheKeyFn: ({ tickerId, fromOn, toOn }) => `${tickerId} ${fromOn} ${toOn}` },
  );
}
