import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { CHUNKED_TABLES, chunkColumns } from '../../../src/store/chunks/chunk-columns.js';
import { Chunk } from '../../../src/store/chunks/decode-chunk.js';
import { type EncodedChunk, encodeChunk } from '../../../src/store/chunks/encode-chunk.js';
import { NO_DAY } from '../../../src/store/stored-columns.js';
import { FACT_TABLES } from '../../../src/store/tables.js';
import { day, formatDay } from '../../../src/time/day.js';
import { memoryStore } from '../../support/stores.js';

type Table = (typeof CHUNKED_TABLES)[number];

function decoded(table: Table, { bytes, rowCount, checksum }: EncodedChunk): Chunk {
  return new Chunk(bytes, { table, rowCount, checksum });
}

/** The rows of a chunk as they were given, with days as text and null for what is missing. */
function rowsOf(table: Table, chunk: Chunk, batchId: number): unknown[][] {
  const width = FACT_TABLES[table].columns.length;
  const rows = Array.from({ length: chunk.rowCount }, () => Array<unknown>(width).fill(batchId));
  for (const { name, kind, place } of chunkColumns(table)) {
    const texts = kind === 'text' ? chunk.texts(name) : null;
    const values = texts?.codes ?? (kind === 'number' ? chunk.numbers(name) : chunk.ints(name));
    rows.forEach((row, k) => {
      const value = values[k] as number;
      const isMissing = Number.isNaN(value) || (kind !== 'number' && value === NO_DAY);
      if (isMissing) row[place] = null;
      else row[place] = texts?.word(value) ?? (kind === 'day' ? formatDay(value) : value);
    });
  }
  return rows;
}

const count = fc.integer({ min: 0, max: 4_000_000_000 });
const cents = fc.integer({ min: -5_000_000, max: 900_000_000 }).map((it) => it / 100);
const anyNumber = fc.oneof(
  count,
  cents,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 2 ** 53, -(2 ** 53), 1e300, 0.1 + 0.2, 65_535, 255),
);
const KINDS = {
  int: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  day: fc.integer({ min: day('1000-01-01'), max: day('2100-12-31') }).map(formatDay),
  number: anyNumber,
  text: fc.string({ unit: 'binary', maxLength: 12 }),
};

function row(table: Table): fc.Arbitrary<unknown[]> {
  const columns = chunkColumns(table);
  const values = columns.map(({ kind }) => fc.option<unknown>(KINDS[kind], { nil: null, freq: 9 }));
  return fc.tuple(...values).map((list) => {
    const whole = Array<unknown>(FACT_TABLES[table].columns.length).fill(7);
    columns.forEach(({ place }, k) => {
      whole[place] = list[k];
    });
    return whole;
  });
}

/** Bars come back by ticker, those of one in the order in which they were given. */
function sortedByTicker(rows: readonly unknown[][]): unknown[][] {
  const place = chunkColumns('daily_price').find(({ name }) => name === 'ticker_id')!.place;
  return [...rows].sort((a, b) => Number(a[place]) - Number(b[place]));
}

describe('a column chunk', () => {
  for (const table of CHUNKED_TABLES) {
    test(`gives back the rows of ${table} bit for bit`, () => {
      fc.assert(
        fc.property(fc.array(row(table), { maxLength: 40 }), (rows) => {
          const chunk = decoded(table, encodeChunk(table, rows));
          const byTicker = table === 'daily_price' ? sortedByTicker(rows) : rows;
          assert.deepEqual(rowsOf(table, chunk, 7), byTicker);
        }),
      );
    });
  }

  test('of a column of one kind is as narrow as its range', () => {
    const bytesOf = (closes: number[]) => {
      const rows = closes.map((close) => ['2023-01-03', 1, 1, close, null, null, null]);
      return encodeChunk('daily_price', rows).bytes.length;
    };
    const many = (close: (k: number) => number) => Array.from({ length: 8000 }, (_, k) => close(k));
    const one = bytesOf(many(() => 5));
    const near = (size: number, expected: number) =>
      assert.ok(Math.abs(size - one - expected * 8000) < 100, `${size - one}`);
    near(bytesOf(many((k) => (k % 255) / 100)), 1);
    near(bytesOf(many((k) => k)), 2);
    near(bytesOf(many((k) => k * 1001)), 4);
    near(bytesOf(many((k) => Math.sqrt(k))), 8);
  });

  test('is read from a place in memory that suits no typed array', () => {
    const rows = [['2023-01-03', 1, 1, Math.PI, null, 3, null]];
    const { bytes, rowCount, checksum } = encodeChunk('daily_price', rows);
    const moved = Buffer.alloc(bytes.length + 3).subarray(3);
    bytes.copy(moved);
    const chunk = new Chunk(moved, { table: 'daily_price', rowCount, checksum });
    assert.deepEqual([...chunk.numbers('close')], [Math.PI]);
  });

  test('with any byte changed is refused', () => {
    const rows = Array.from({ length: 5 }, (_, k) => ['2023-01-03', k, 1, k / 3, null, k, null]);
    const encoded = encodeChunk('daily_price', rows);
    fc.assert(
      fc.property(
        fc.nat(encoded.bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        (place, flip) => {
          const bytes = Buffer.from(encoded.bytes);
          bytes[place] = (bytes[place] as number) ^ flip;
          assert.throws(
            () => decoded('daily_price', { ...encoded, bytes }),
            /daily_price.*damaged/,
          );
        },
      ),
    );
  });

  test('that holds other rows than it says is refused', () => {
    const { bytes, checksum } = encodeChunk('index_level', [[1, '2023-01-03', 1, 5]]);
    const claim = (table: Table, rowCount: number) => () =>
      new Chunk(bytes, { table, rowCount, checksum });
    assert.throws(claim('index_level', 2), /1 rows of index_level, not 2/);
    assert.throws(claim('daily_price', 1), /damaged/);
  });
});

describe('the columns of a chunk', () => {
  test('are of the kinds that the tables have', async () => {
    const store = await memoryStore();
    const types = {
      int: /^(int|tinyint)$/,
      day: /^date$/,
      number: /^(double|bigint)$/,
      text: /^varchar$/,
    };
    for (const table of CHUNKED_TABLES) {
      const entity = store.dataSource.entityMetadatas.find((it) => it.tableName === table);
      const columns = chunkColumns(table);
      assert.equal(columns.length, (entity?.columns.length ?? 0) - 1);
      for (const { name, kind } of columns) {
        const type = entity?.columns.find((it) => it.databaseName === name)?.type;
        assert.match(String(type), types[kind], `${table}.${name}`);
      }
    }
    await store.close();
  });
});
