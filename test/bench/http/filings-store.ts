import { openStore, type Store } from '../../../src/store/store.js';
import type { StoredColumns } from '../../../src/store/stored-columns.js';
import { formatDay } from '../../../src/time/day.js';

const ROWS_AT_ONCE = 500;
const COLUMNS = [
  'settled_on',
  'ticker_id',
  'vintage',
  'batch_id',
  'shares',
  'previous_shares',
  'average_daily_volume',
  'is_split',
  'is_revised',
  'name',
  'exchange',
  'published_on',
];

/** A store with the raw filings of some tickers: answers ask a store for nothing else. */
export async function filingsStore(
  url: string,
  stored: StoredColumns,
  symbols: ReadonlySet<string>,
): Promise<Store> {
  const store = await openStore(url);
  await store.migrate('up');
  await addBatches(store, stored);
  const { shortInterest: rows, tickers } = stored;
  const wanted = new Set(tickers.id.filter((_, k) => symbols.has(tickers.symbol[k]!)));
  const found: number[] = [];
  for (let k = 0; k < rows.count; k++) if (wanted.has(rows.tickerId[k]!)) found.push(k);
  for (let at = 0; at < found.length; at += ROWS_AT_ONCE) {
    const part = found
      .slice(at, at + ROWS_AT_ONCE)
      .map((k) => [
        formatDay(rows.settledOn[k]!),
        rows.tickerId[k]!,
        rows.vintage[k]!,
        rows.batchId[k]!,
        rows.shares[k]!,
        orNull(rows.previousShares[k]!),
        orNull(rows.averageDailyVolume[k]!),
        rows.isSplit[k]!,
        rows.isRevised[k]!,
        rows.names.at(k)!,
        rows.exchanges.at(k) ?? null,
        formatDay(rows.publishedOn[k]!),
      ]);
    await store.insert('short_interest', COLUMNS, part);
  }
  return store;
}

async function addBatches(store: Store, { batches }: StoredColumns): Promise<void> {
  const rows = batches
    .filter(({ format }) => format === 'finra-short-interest')
    .map((batch) => ({
      id: batch.id,
      format: batch.format,
      scope: batch.scope,
      source_code: batch.sourceCode,
      file_name: `shrt${batch.id}.csv`,
      file_sha256: String(batch.id).padStart(64, '0'),
      byte_size: 0,
      basis: null,
      status: 'PUBLISHED',
      rows_read: 0,
      accepted: 0,
      quarantined: 0,
      skipped: 0,
      sums: '{}',
      first_on: formatDay(batch.firstOn!),
      last_on: formatDay(batch.lastOn!),
      is_simulated: 1,
      imported_at: batch.importedAt,
      version_number: 1,
    }));
  for (const row of rows)
    await store.insert('import_batch', Object.keys(row), [Object.values(row)]);
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
