import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { buildPanel } from '../../src/panel/build.js';
import { makeShortcuts } from '../../src/panel/derived/shortcuts.js';
import { compareRows, DifferentResults } from './compare.js';
import { writeCsv } from './engines/csv.js';
import type { Engine } from './engines/engine.js';
import { openSqlite } from './engines/sqlite.js';
import { type Table, tablesOf } from './engines/tables.js';
import { makeMarket } from './market.js';
import { queryDays } from './queries/days.js';
import { QUERIES } from './queries/index.js';
import { rowsOf } from './queries/query.js';

type OpenEngine = (tables: readonly Table[], csvOf: (table: Table) => string) => Promise<Engine>;

describe('the questions of the benchmark', () => {
  const panel = buildPanel(makeMarket(200, 520, 7));
  const plain = buildPanel(makeMarket(200, 520, 7));
  const days = queryDays(panel);
  const folder = mkdtempSync(join(tmpdir(), 'lowtide-bench-test-'));
  const engines: Engine[] = [];

  before(async () => {
    await makeShortcuts(panel);
    const tables = tablesOf(panel);
    const csvOf = ({ name }: { name: string }) => join(folder, `${name}.csv`);
    for (const table of tables) writeCsv(csvOf(table), table);
    engines.push(...(await duckdb(tables, csvOf)));
    engines.push(await openSqlite(tables, join(folder, 'bench.sqlite')));
  });
  after(async () => {
    for (const engine of engines) await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const query of QUERIES) {
    test(`${query.id} has one answer by kernels, product and databases`, async () => {
      const kernel = query.kernel(panel, days);
      const expected = kernel.rows(kernel.run());
      const shipped = query.shipped(panel, days);
      const answer = shipped.rows(shipped.run());
      compareRows('shipped', expected, answer);
      const unaided = query.shipped(plain, days);
      assert.deepEqual(unaided.rows(unaided.run()), answer);
      for (const engine of engines) {
        const rows = await engine.query(query.sql(days, engine.dialect));
        compareRows(engine.name, expected, rowsOf(query, rows));
      }
    });
  }
});

/** DuckDB is asked where `npm run bench:build` has brought it; the benchmark itself always does. */
async function duckdb(...args: Parameters<OpenEngine>): Promise<Engine[]> {
  const built = new URL('./engines/duckdb.js', import.meta.url);
  if (!existsSync(fileURLToPath(built))) return [];
  const { openDuckdb } = (await import(built.href)) as { openDuckdb: OpenEngine };
  return [await openDuckdb(...args)];
}

describe('the comparison of results', () => {
  const row = (key: string, ...values: number[]) => ({ key, values });

  test('takes rows in any order, and what rounding leaves', () => {
    compareRows('x', [row('a', 1), row('b', 2e9)], [row('b', 2e9 + 1), row('a', 1 + 1e-10)]);
  });

  test('names the rows that differ, are missing or are too many', () => {
    const expected = [row('a', 1), row('b', Number.NaN), row('c', 3)];
    const actual = [row('a', 1.00001), row('b', 2), row('d', 4)];
    assert.throws(
      () => compareRows('Q9 by X', expected, actual),
      (error: Error) => {
        assert.ok(error instanceof DifferentResults);
        assert.equal(
          error.message,
          'Q9 by X: 4 rows differ\n  a: 1 against 1.00001\n  b: NaN against 2\n' +
            '  c: 3 against nothing\n  d: nothing against 4',
        );
        return true;
      },
    );
  });

  test('refuses an answer without rows', () => {
    assert.throws(() => compareRows('x', [], []), DifferentResults);
  });
});
