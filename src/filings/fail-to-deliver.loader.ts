import type DataLoader from 'dataloader';
import type { LoaderSource } from '../graphql/context.js';
import { readFailsToDeliver, type StoredFail } from '../store/readers/read-fails-to-deliver.js';
import { spanLoader, type TickerSpan } from './span.loader.js';

/** Loads the fails to deliver of tickers. */
export function failLoader(
  source: LoaderSource,
): DataLoader<TickerSpan, readonly StoredFail[], string> {
  return spanLoader(
    source,
    ({ store, panel }, tickerIds, { fromOn, toOn }) =>
      readFailsToDeliver(store, panel.version.number, tickerIds, fromOn, toOn),
    ({ settledOn }) => settledOn,
  );
}
