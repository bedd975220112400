import DataLoader from 'dataloader';
import type { LoaderSource } from '../../graphql/context.js';
import { readShortFilings } from '../../store/readers/read-short-filings.js';
import type { ShortFiling } from './known-filings.js';

/**
 * Loads the raw filings of tickers, both vintages of each: one statement for all tickers that are
 * asked for in one go, whatever the number of securities.
 */
export function shortFilingLoader({
  store,
  panel,
}: LoaderSource): DataLoader<number, readonly ShortFiling[]> {
  return new DataLoader(async (tickerIds) => {
    const rows = await readShortFilings(store, panel.version.number, tickerIds);
    const byTicker = new Map<number, ShortFiling[]>(tickerIds.map((id) => [id, []]));
    for (const row of rows) byTicker.get(row.tickerId)?.push(row);
    return tickerIds.map((id) => byTicker.get(id) as ShortFiling[]);
  });
}
