import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ExecutionResult, graphql } from 'graphql';
import { Context } from '../../../src/graphql/context.js';
import { lowtideSchema } from '../../../src/schema-resolvers.js';
import { openStore, type Store } from '../../../src/store/store.js';
import { tinyPanel } from '../../securities/tiny-market.js';

const schema = lowtideSchema();
const POSITIONS = 'shortPositions(window: {preset: MAX}) { settledOn shares isRevised }';

let store: Store;

before(async () => {
  store = await openStore('sqlite::memory:');
  await store.migrate('up');
  await store.insert(
    'import_batch',
    (
      'id format scope source_code file_name file_sha256 byte_size status rows_read accepted ' +
      'quarantined skipped sums is_simulated imported_at version_number retired_in'
    ).split(' '),
    [
      batch(1, 3, null),
      // A batch that was retired, one of a later version, and one that is not published.
      batch(2, 1, 3),
      batch(3, 4, null),
      batch(4, null, null),
    ],
  );
  await store.insert(
    'short_interest',
    (
      'settled_on ticker_id vintage batch_id shares previous_shares average_daily_volume ' +
      'is_split is_revised name exchange published_on'
    ).split(' '),
    [
      filing('2023-08-15', 11, 1, 1, 5000),
      filing('2023-08-15', 11, 2, 1, 5500),
      filing('2023-08-15', 12, 1, 1, 70),
      filing('2023-08-15', 11, 1, 2, 1),
      filing('2023-08-15', 11, 2, 3, 2),
      filing('2023-08-31', 11, 1, 4, 3),
    ],
  );
});

after(() => store.close());

function batch(id: number, version: number | null, retiredIn: number | null) {
  const counts = [0, 'PUBLISHED', 1, 1, 0, 0, '{}', 0, 0, version, retiredIn];
  return [id, 'finra-short-interest', '', 'FINRA', `f${id}.csv`, `sha${id}`, ...counts];
}

function filing(on: string, ticker: number, vintage: number, batchId: number, shares: number) {
  const volume = vintage === 1 ? 1000 : null;
  return [on, ticker, vintage, batchId, shares, null, volume, 0, 0, 'Name', 'NYSE', on];
}

async function statementsOf(source: string): Promise<[number, ExecutionResult]> {
  const earlier = store.statementCount;
  const contextValue = new Context(tinyPanel(), store);
  const result = await graphql({ schema, source, contextValue });
  assert.equal(result.errors, undefined);
  return [store.statementCount - earlier, result];
}

describe('raw filings from the store', () => {
  test('show the published vintages of the data version and nothing else', async () => {
    const [, { data }] = await statementsOf(`{ security(symbol: "AMC") { ${POSITIONS} } }`);
    assert.deepEqual(JSON.parse(JSON.stringify(data)), {
      security: { shortPositions: [{ settledOn: '2023-08-15', shares: 5500, isRevised: true }] },
    });
  });

  test('take one statement, however many securities ask', async () => {
    const symbols = ['AMC', 'FADE', 'GONE', 'NEWB'];
    const query = (count: number) =>
      `{ ${symbols
        .slice(0, count)
        .map((symbol) => `${symbol}: security(symbol: "${symbol}") { ${POSITIONS} }`)
        .join(' ')} }`;
    for (let count = 1; count <= symbols.length; count++) {
      assert.equal((await statementsOf(query(count)))[0], 1);
    }
  });

  test('take one statement when they are asked for twice', async () => {
    const twice = `{ security(symbol: "AMC") { ${POSITIONS} again: ${POSITIONS} } }`;
    assert.equal((await statementsOf(twice))[0], 1);
  });

  test('take no statement when nobody asks', async () => {
    assert.equal((await statementsOf('{ security(symbol: "AMC") { symbol marketCap } }'))[0], 0);
  });
});
