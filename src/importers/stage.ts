import { writeChunks } from '../store/chunks/write-chunks.js';
import type { Lease } from '../store/lease.js';
import { DuplicateKey, type Sql, type SqlValue } from '../store/sql.js';
import type { Store } from '../store/store.js';
import { FACT_TABLES } from '../store/tables.js';
import type { Rejection } from './format.js';
import type { RefusedRow, Stage, Staged } from './staging-sink.js';
import type { Names } from './writers/names.js';

const QUARANTINE_COLUMNS = ['batch_id', 'position', 'line', 'reason', 'detail', 'raw'];
const MAX_RAW_LENGTH = 16_000;

/** Counts rows and drops them: the stage of a dry run. */
export const dryStage: Stage = async () => [];

/** Writes the rows of one batch, each chunk in one transaction together with its new names. */
export function stageInto(store: Store, lease: Lease, batchId: number, names: Names): Stage {
  let position = 0;
  return async (staged) => {
    const quarantined = staged.quarantined.map((rejection) =>
      quarantineRow(batchId, position++, rejection),
    );
    const write = async (insertFacts: InsertFacts) =>
      store.transaction(async (sql) => {
        await lease.assertHeld(sql);
        await names.write(sql);
        const refused = await insertFacts(sql, staged, batchId);
        await sql.insert('quarantined_row', QUARANTINE_COLUMNS, quarantined);
        return refused;
      });
    const refused = await write(insertTogether).catch((error) => {
      if (error instanceof DuplicateKey && error.table in FACT_TABLES) return write(insertOneByOne);
      throw error;
    });
    names.settle();
    return refused;
  };
}

/** Inserts the facts of a chunk, as rows and as columns; the rows that the store refused. */
type InsertFacts = (sql: Sql, staged: Staged, batchId: number) => Promise<RefusedRow[]>;

async function insertTogether(sql: Sql, staged: Staged, batchId: number): Promise<RefusedRow[]> {
  for (const [table, { rows }] of staged.facts) {
    await sql.insert(table, FACT_TABLES[table].columns, rows);
    await writeChunks(sql, batchId, table, rows);
  }
  return [];
}

/** The slow way, taken when a chunk holds a key twice: finds out which rows those are. */
async function insertOneByOne(sql: Sql, staged: Staged, batchId: number): Promise<RefusedRow[]> {
  const refused: RefusedRow[] = [];
  for (const [table, { rows, lines }] of staged.facts) {
    const kept: SqlValue[][] = [];
    for (const [k, row] of rows.entries()) {
      try {
        await sql.insert(table, FACT_TABLES[table].columns, [row]);
        kept.push(row);
      } catch (error) {
        if (!(error instanceof DuplicateKey)) throw error;
        refused.push({ table, row, line: lines[k]! });
      }
    }
    await writeChunks(sql, batchId, table, kept);
  }
  return refused;
}

function quarantineRow(batchId: number, position: number, rejection: Rejection): SqlValue[] {
  const { line, reason, detail, raw } = rejection;
  return [
    batchId,
    position,
    line,
    reason.slice(0, 64),
    detail.slice(0, 500),
    raw.slice(0, MAX_RAW_LENGTH),
  ];
}
