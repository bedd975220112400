import { Readable } from 'node:stream';
import type { PoolConnection } from 'mysql2';
import { errorNumber } from './mysql-failures.js';
import type { SqlValue } from './sql.js';

/** Rows above this number are worth a LOAD DATA. */
export const BULK_ROWS = 200;
/** Bytes of a piece of the stream: the server reads one while the next one is written. */
const PIECE_BYTES = 1 << 16;
/** Local files are off at the server, for this user, or in between. */
const NOT_ALLOWED: ReadonlySet<number> = new Set([1148, 1235, 2068, 3948, 3950, 4166]);

/** Whether a failed LOAD DATA says that this server takes none. */
export function isLocalRefused(error: unknown): boolean {
  return NOT_ALLOWED.has(errorNumber(error));
}

/**
 * Sends rows by LOAD DATA LOCAL from memory; the number of rows that the table took. LOCAL drops
 * rows with a taken key and bends values that do not fit, with a warning each: any warning but that
 * of a taken key throws, as the same rows in an INSERT would. A value that all rows have stands in
 * the statement, once.
 */
export async function loadRows(
  connection: PoolConnection,
  table: string,
  columns: readonly string[],
  rows: readonly SqlValue[][],
): Promise<number> {
  const places = columns.map((_, place) => place);
  const own = places.filter((place) => rows.some((row) => row[place] !== rows[0]![place]));
  const sent = own.length === 0 ? places : own;
  const same = places.filter((place) => !sent.includes(place));
  const constants = same.map(
    (place) => `${columns[place]} = ${connection.escape(rows[0]![place])}`,
  );
  const sql =
    `LOAD DATA LOCAL INFILE 'rows' INTO TABLE ${table} CHARACTER SET utf8mb4 ` +
    `FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' ` +
    `(${sent.map((place) => columns[place]).join(', ')})` +
    (constants.length === 0 ? '' : ` SET ${constants.join(', ')}`);
  const client = connection.promise();
  const [result] = await client.query({
    sql,
    infileStreamFactory: () => Readable.from(pieces(rows, sent), { objectMode: false }),
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

/** Some columns of the rows as tab-separated text, in pieces. */
function* pieces(rows: readonly SqlValue[][], places: readonly number[]): Generator<Buffer> {
  const last = places.map((): { value: SqlValue; text: string } => ({ value: null, text: '\\N' }));
  let text = '';
  for (const row of rows) {
    for (let k = 0; k < places.length; k++) {
      const value = row[places[k]!]!;
      const field = last[k]!;
      if (value !== field.value) {
        field.value = value;
        field.text = fieldText(value);
      }
      text += k === 0 ? field.text : `\t${field.text}`;
    }
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
