import type DataLoader from 'dataloader';
import type { LoaderSource } from '../graphql/context.js';
import { readShortVolume, type StoredShortVolume } from '../store/readers/read-short-volume.js';
import { spanLoader, type TickerSpan } from './span.loader.js';

/** Loads the short volume of tickers. */
export function shortVolumeLoader(
  source: LoaderSource,
): DataLoader<TickerSpan, readonly StoredShortVolume[], string> {
  return spanLoader(
    source,
    ({ store, panel }, tickerIds, { fromOn, toOn }) =>
      readShortVolume(store, panel.version.number, tickerIds, fromOn, toOn),
    ({ tradedOn }) => tradedOn,
  );
}
