import { OperatorError } from '../errors.js';
import { encodeChunks, writeChunks } from '../store/chunks/write-chunks.js';
import type { Lease } from '../store/lease.js';
import { DuplicateKey, type Sql, type SqlValue, TooLarge } from '../store/sql.js';
import type { Store } from '../store/store.js';
import { FACT_TABLES, type FactTableName } from '../store/tables.js';
import type { Rejection } from './format.js';
import type { RefusedRow, Stage, Staged } from './staging-sink.js';
import type { Names, NewNames } from './writers/names.js';

const QUARANTINE_COLUMNS = ['batch_id', 'position', 'line', 'reason', 'detail', 'raw'];
const PART_COLUMNS = ['batch_id', 'part', 'row_count'];
const MAX_RAW_LENGTH = 16_000;
/** A transaction of so few rows is not refused for its size. */
const SMALLEST_CHUNK = 100;

/** Counts rows and drops them: the stage of a dry run. */
export const dryStage: Stage = () => async () => [];

/**
 * Writes the rows of one batch, each chunk in one transaction with its new names and with a row of
 * its own in the ledger. That row tells, after a COMMIT without an answer, that the chunk is in. A
 * chunk that is larger than the server takes is written in halves.
 */
export function stageInto(store: Store, lease: Lease, batchId: number, names: Names): Stage {
  let position = 0;
  let part = 0;
  const write = async (
    staged: Prepared,
    newNames: NewNames,
    insertFacts: InsertFacts,
  ): Promise<RefusedRow[]> => {
    const quarantined = staged.quarantined.map((rejection, k) =>
      quarantineRow(batchId, position + k, rejection),
    );
    let refused: RefusedRow[] = [];
    await store.transaction(async (sql) => {
      await lease.assertHeld(sql);
      if (!(await isNewPart(sql, [batchId, part, rowCount(staged)]))) return;
      await newNames.write(sql);
      refused = await insertFacts(sql, staged, { batchId, part });
      await sql.insert('quarantined_row', QUARANTINE_COLUMNS, quarantined);
    });
    newNames.settle();
    part++;
    position += quarantined.length;
    return refused;
  };
  const writeNames = async (newNames: NewNames): Promise<void> => {
    try {
      await store.transaction(async (sql) => {
        await lease.assertHeld(sql);
        await (await newNames.missing(sql)).write(sql);
      });
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      if (newNames.count <= SMALLEST_CHUNK) throw tooSmall(store, error);
      for (const half of newNames.halves()) await writeNames(half);
    }
  };
  const stage = async (staged: Prepared, newNames: NewNames): Promise<RefusedRow[]> => {
    try {
      return await write(staged, newNames, insertTogether).catch((error) => {
        const isTaken = error instanceof DuplicateKey && error.table in FACT_TABLES;
        if (isTaken) return write(staged, newNames, insertOneByOne);
        throw error;
      });
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      if (rowCount(staged) <= SMALLEST_CHUNK) throw tooSmall(store, error);
      // Thousands of new names are too much for a small transaction whatever else is in it.
      if (newNames.count > SMALLEST_CHUNK) {
        await writeNames(newNames);
        newNames.settle();
      }
      const [first, second] = halves(staged);
      return [...(await stage(first, newNames)), ...(await stage(second, newNames))];
    }
  };
  return (staged) => {
    const prepared = prepare(staged);
    // Rows that are read until this is written may need names that are not of this chunk.
    const newNames = names.takeNew();
    return () => stage(prepared, newNames);
  };
}

/** What can be worked out of a chunk while the one before it is being written. */
interface Prepared extends Staged {
  /** Its facts as columns. */
  readonly chunks: ReadonlyMap<FactTableName, ReturnType<typeof encodeChunks>>;
}

function prepare(staged: Staged): Prepared {
  const chunks = [...staged.facts].map(
    ([table, { rows }]) => [table, encodeChunks(table, rows)] as const,
  );
  return { ...staged, chunks: new Map(chunks) };
}

function tooSmall({ name }: Store, cause: unknown): OperatorError {
  return new OperatorError(
    `${name} takes no transaction of ${SMALLEST_CHUNK} rows; raise its limit, such as ` +
      'group_replication_transaction_size_limit, wsrep_max_ws_size or max_allowed_packet',
    { cause },
  );
}

/** Enters a part into the ledger; false when a COMMIT without an answer has done so before. */
async function isNewPart(sql: Sql, part: SqlValue[]): Promise<boolean> {
  try {
    await sql.insert('staged_part', PART_COLUMNS, [part]);
    return true;
  } catch (error) {
    if (error instanceof DuplicateKey) return false;
    throw error;
  }
}

/** Rows of all kinds. */
function rowCount({ facts, quarantined }: Staged): number {
  return [...facts.values()].reduce((sum, { rows }) => sum + rows.length, quarantined.length);
}

function halves({ facts, quarantined }: Prepared): [Prepared, Prepared] {
  const middle = (list: readonly unknown[]) => (list.length + 1) >> 1;
  const cut = (side: 0 | 1): Prepared => {
    const part = <T>(list: readonly T[]): T[] =>
      side === 0 ? list.slice(0, middle(list)) : list.slice(middle(list));
    const chunks = [...facts].map(
      ([table, { rows, lines }]) => [table, { rows: part(rows), lines: part(lines) }] as const,
    );
    return prepare({ facts: new Map(chunks), quarantined: part(quarantined) });
  };
  return [cut(0), cut(1)];
}

/** A part of a batch; the one chunk of columns that it has of a table gets its number. */
interface Place {
  readonly batchId: number;
  readonly part: number;
}

/** Inserts the facts of a chunk, as rows and as columns; the rows that the store refused. */
type InsertFacts = (sql: Sql, staged: Prepared, place: Place) => Promise<RefusedRow[]>;

async function insertTogether(
  sql: Sql,
  { facts, chunks }: Prepared,
  { batchId, part }: Place,
): Promise<RefusedRow[]> {
  for (const [table, { rows }] of facts) {
    await sql.insert(table, FACT_TABLES[table].columns, rows);
    await writeChunks(sql, { batchId, table, from: part }, chunks.get(table) ?? []);
  }
  return [];
}

/** The slow way, taken when a chunk holds a key twice: finds out which rows those are. */
async function insertOneByOne(
  sql: Sql,
  staged: Prepared,
  { batchId, part }: Place,
): Promise<RefusedRow[]> {
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
    await writeChunks(sql, { batchId, table, from: part }, encodeChunks(table, kept));
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
