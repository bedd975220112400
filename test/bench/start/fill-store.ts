import { encodeChunks, writeChunks } from '../../../src/store/chunks/write-chunks.js';
import type { Sql, SqlValue } from '../../../src/store/sql.js';
import type { Store } from '../../../src/store/store.js';
import type { StoredColumns } from '../../../src/store/stored-columns.js';
import { FACT_TABLES } from '../../../src/store/tables.js';
import { Tally } from '../../../src/store/tally.js';
import { formatDay } from '../../../src/time/day.js';
import { tableRows } from './store-rows.js';

const ROWS_AT_ONCE = 20_000;

/**
 * Puts stored columns into an empty store as an import would have: chunks and ledger, and on
 * `withRows` the rows as well, which a load does not look at.
 */
export async function fillStore(store: Store, stored: StoredColumns, withRows: boolean) {
  const tallies = new Map<number, Tally>();
  const parts = new Map<string, number>();
  for (const table of tableRows(stored)) {
    for (let from = 0; from < table.count; ) {
      const batch = table.batchOf(from);
      const rows: SqlValue[][] = [];
      const tally = tallies.get(batch) ?? new Tally();
      tallies.set(batch, tally);
      while (from < table.count && rows.length < ROWS_AT_ONCE && table.batchOf(from) === batch) {
        const row = table.row(from++);
        tally.add(table.table, row);
        rows.push(row);
      }
      const name = `${batch} ${table.table}`;
      const at = { batchId: batch, table: table.table, from: parts.get(name) ?? 0 };
      const chunks = encodeChunks(table.table, rows);
      parts.set(name, at.from + chunks.length);
      await store.transaction(async (sql) => {
        await writeChunks(sql, at, chunks);
        if (withRows) await sql.insert(table.table, FACT_TABLES[table.table].columns, rows);
      });
    }
  }
  await store.transaction((sql) => addLedger(sql, stored, tallies));
}

async function addLedger(sql: Sql, stored: StoredColumns, tallies: ReadonlyMap<number, Tally>) {
  const { version, tickers, indices, funds } = stored;
  const put = async (table: string, rows: Record<string, SqlValue>[]) => {
    const [first] = rows;
    if (first === undefined) return;
    await sql.insert(
      table,
      Object.keys(first),
      rows.map((row) => Object.values(row)),
    );
  };
  await put(
    'ticker',
    tickers.id.map((id, k) => ({ id, ticker_key: tickers.key[k]!, symbol: tickers.symbol[k]! })),
  );
  await put(
    'market_index',
    indices.map(({ id, symbol, name }) => ({ id, symbol, name })),
  );
  await put(
    'fund',
    funds.map(({ isSingleFund, ...fund }) => ({ ...fund, is_single_fund: isSingleFund ? 1 : 0 })),
  );
  await put('import_batch', batchRows(stored, tallies));
  await put('data_version', [
    {
      number: version.number,
      parent_hash: '0'.repeat(64),
      hash: version.hash,
      published_at: version.publishedAt,
      is_simulated: version.isSimulated ? 1 : 0,
    },
  ]);
}

function batchRows({ batches }: StoredColumns, tallies: ReadonlyMap<number, Tally>) {
  return batches.map((batch): Record<string, SqlValue> => {
    const tables = tallies.get(batch.id)?.result() ?? {};
    return {
      id: batch.id,
      format: batch.format,
      scope: batch.scope,
      source_code: batch.sourceCode,
      file_name: `made-${batch.id}.csv`,
      file_sha256: String(batch.id).padStart(64, '0'),
      byte_size: 0,
      basis: batch.basis,
      status: 'PUBLISHED',
      rows_read: 0,
      accepted: 0,
      quarantined: 0,
      skipped: 0,
      sums: JSON.stringify({ tables, file: {} }),
      first_on: batch.firstOn === null ? null : formatDay(batch.firstOn),
      last_on: batch.lastOn === null ? null : formatDay(batch.lastOn),
      is_simulated: batch.isSimulated ? 1 : 0,
      imported_at: batch.importedAt,
      version_number: 1,
    };
  });
}
