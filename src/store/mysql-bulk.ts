import { Readable } from 'node:stream';
import type { PoolConnection } from 'mysql2';
import { errorNumber } from './mysql-failures.js';
import type { SqlValue } from './sql.js';

/** Rows above this number are worth a LOAD DATA. */
export const BULK_ROWS = 200;
/** Bytes of a piece of the stream; a packet may not hold more than 16 MB. */
const PIECE_BYTES = 1 << 20;
/** Local files are off at the server, for this user, or in between. */
const NOT_ALLOWED: ReadonlySet<number> = new Set([1148, 1235, 2068, 3948, 3950, 4166]);

/** Whether a failed LOAD DATA says that this server takes none. */
export function isLocalRefused(error: unknown): boolean {
  return NOT_ALLOWED.has(errorNumber(error));
}

/**
 * Sends rows by LOAD DATA LOCAL from memory; the number of rows that the table took. LOCAL drops
 * rows with a taken key and bends values that do not fit, with a warning each: any warning but that
 * of a taken key throws, as the same rows in an INSERT would.
 */
export async function loadRows(
  connection: PoolConnection,
  table: string,
  columns: readonly string[],
  rows: readonly SqlValue[][],
): Promise<number> {
  const sql =
    `LOAD DATA LOCAL INFILE 'rows' INTO TABLE ${table} CHARACTER SET utf8mb4 ` +
    `FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' ` +
    `(${columns.join(', ')})`;
  const client = connection.promise();
  const [result] = await client.query({
    sql,
    infileStreamFactory: () => Readable.from(pieces(rows), { objectMode: false }),
  } as never);
  const { affectedRows, warningStatus } = result as {
    affectedRows: number;
    warningStatus: number;
  };
  if (warningStatus > 0) await refuseBentValues(client, table);
  return affectedRows;
}

const DUPLICATE_KEY = 1062;

async function refuseBentValues(
  client: ReturnType<PoolConnection['promise']>,
  table: string,
): Promise<void> {
  const [warnings] = await client.query('SHOW WARNINGS');
  const other = (warnings as { Code: number; Message: string }[]).find(
    ({ Code }) => Code !== DUPLICATE_KEY,
  );
  if (other === undefined) return;
  throw Object.assign(new Error(`${table}: ${other.Message}`), { errno: other.Code });
}

/** The rows as tab-separated text, in pieces of about a megabyte. */
function* pieces(rows: readonly SqlValue[][]): Generator<Buffer> {
  let text = '';
  for (const row of rows) {
    text += fieldText(row[0]!);
    for (let k = 1; k < row.length; k++) text += `\t${fieldText(row[k]!)}`;
    text += '\n';
    if (text.length < PIECE_BYTES) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}

function fieldText(value: SqlValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw new TypeError('bytes do not travel as text');
  return NEEDS_ESCAPE.test(value) ? value.replace(ESCAPED, (mark) => ESCAPES[mark]!) : value;
}

const NEEDS_ESCAPE = /[\\\t\n\0]/;
const ESCAPED = /[\\\t\n\0]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\0': '\\0',
};
