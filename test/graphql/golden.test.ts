import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { getOperationAST, parse } from 'graphql';
import { createExecutor, type Executor } from '../../src/server/execute.js';
import { createLogger } from '../../src/server/logger.js';
import { openStore, type Store } from '../../src/store/store.js';
import { repoRoot } from '../kernels/golden.js';
import { fillWithDemo } from '../support/demo-store.js';
import { createTestDatabase, mysqlSkip, type TestDatabase } from '../support/mariadb.js';

// Every saved query on the simulated market: its answer and the number of SQL statements it took,
// the same on both engines. UPDATE_GOLDEN=1 rewrites the files: read the difference.

const OPERATIONS = join(repoRoot(), 'schema/operations');
const GOLDEN = join(repoRoot(), 'test/graphql/golden');
/** Fields that contain the hash of the data version. */
const MASKED = ['hash', 'cursor', 'startCursor', 'endCursor'];
const names = readdirSync(OPERATIONS)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => file.slice(0, -'.graphql'.length))
  .filter(isQuery)
  .sort();

/** A subscription has no answer of its own. */
function isQuery(name: string): boolean {
  const document = parse(readFileSync(join(OPERATIONS, `${name}.graphql`), 'utf8'));
  return getOperationAST(document)?.operation === 'query';
}

function goldenOn(engine: string, open: () => Promise<Store>, canWrite: boolean): void {
  let store: Store;
  let executor: Executor;

  before(async () => {
    store = await open();
    await fillWithDemo(store);
    executor = await createExecutor(store, createLogger('silent'));
  });
  after(() => store.close());

  for (const name of names) {
    test(`${name} on ${engine}`, async () => {
      const query = readFileSync(join(OPERATIONS, `${name}.graphql`), 'utf8');
      const earlier = store.statementCount;
      const { result } = await executor.execute({ query });
      const statements = store.statementCount - earlier;
      assert.equal(result.errors, undefined);
      // Compressed files differ by version of zlib, and with them the hash of the data version.
      const masked = (key: string, value: unknown) =>
        value !== null && MASKED.includes(key) ? 'by the files' : value;
      const found = `${JSON.stringify({ statements, data: result.data }, masked, 1)}\n`;
      const path = join(GOLDEN, `${name}.json`);
      if (canWrite && process.env.UPDATE_GOLDEN === '1') writeFileSync(path, found);
      assert.ok(existsSync(path), `no golden answer yet: run UPDATE_GOLDEN=1 npm test golden`);
      assert.equal(found, readFileSync(path, 'utf8'));
    });
  }
}

describe('saved operations', () => {
  goldenOn('SQLite', () => openStore('sqlite::memory:'), true);
});

describe('saved operations, same answers', { skip: mysqlSkip() }, () => {
  let database: TestDatabase;
  after(() => database.drop());
  const open = async () => {
    database = await createTestDatabase();
    return openStore(database.url);
  };
  goldenOn('MariaDB', open, false);
});

test('every golden answer belongs to a saved operation', () => {
  const answers = readdirSync(GOLDEN).map((file) => file.replace(/\.json$/, ''));
  assert.deepEqual(answers.sort(), names);
});
