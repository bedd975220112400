import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { execute, parse, print } from 'graphql';
import { Context } from '../../src/graphql/context.js';
import { costOf } from '../../src/graphql/cost-estimate.js';
import { LIMITS } from '../../src/graphql/limits.js';
import { METHODOLOGY_VERSION } from '../../src/methodology.js';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import { createApollo } from '../../src/server/apollo.js';
import { executeOperation } from '../../src/server/execute.js';
import { createLogger } from '../../src/server/logger.js';
import { ServerContext } from '../../src/server/request-context.js';
import * as generated from '../generated/operations.js';
import { NO_STORE, tinyPanel } from '../securities/tiny-market.js';

const OPERATIONS = new URL('../../../schema/operations/', import.meta.url);
const files = readdirSync(OPERATIONS).filter((name) => name.endsWith('.graphql'));
const schema = lowtideSchema();

function read(name: string): string {
  return readFileSync(new URL(name, OPERATIONS), 'utf8');
}

function typed<R, V>(document: TypedDocumentNode<R, V>): R {
  const contextValue = new Context(tinyPanel(), NO_STORE);
  const result = execute({ schema, document, contextValue });
  assert.ok(!('then' in result));
  assert.equal(result.errors, undefined);
  return JSON.parse(JSON.stringify(result.data)) as R;
}

describe('generated operations', () => {
  test('are those of schema/operations; `npm run codegen` writes them', () => {
    const printed = (text: string) => print(parse(text));
    const documents = Object.entries(generated)
      .filter(([name]) => name.endsWith('Document'))
      .map(([, document]) => print(document as TypedDocumentNode));
    for (const file of files) {
      // A generated document lists fragments in an order of its own, after the operation.
      const [operation] = printed(read(file)).split('\n\nfragment ');
      assert.ok(
        documents.some((document) => document.includes((operation as string).trim())),
        file,
      );
    }
    assert.ok(documents.length >= files.length);
  });

  test('answer in the types of the schema, synchronously where the panel is enough', () => {
    const { service, dataSources, flowProviders } = typed(generated.DataFreshnessDocument);
    assert.equal(service.dataVersion?.number, 3);
    assert.equal(service.capTiers.length, 6);
    assert.equal(dataSources?.length, 2);
    assert.deepEqual(flowProviders, []);
  });
});

describe('cost of a request', () => {
  const logger = createLogger('silent');
  const answer = async (query: string) => {
    const apollo = createApollo<ServerContext>(schema, {
      methodologyVersion: METHODOLOGY_VERSION,
      logger,
    });
    await apollo.start();
    const { result } = await executeOperation(
      apollo,
      { query },
      tinyPanel(),
      (panel, requestId, isStale) => new ServerContext(panel, NO_STORE, requestId, isStale),
    );
    await apollo.stop();
    return result;
  };

  test('is told with each answer', async () => {
    const { extensions } = await answer('{ service { version } }');
    assert.deepEqual(extensions?.lowtide, {
      dataVersion: 3,
      methodologyVersion: '1.0.0',
      cost: { requested: 2, limit: 100_000 },
    });
  });

  test('is refused above the limit, with the numbers and a way out', async () => {
    const { data, errors } = await answer(`{
      index(symbol: "RUT") { returns(window: {preset: YTD}) {
        groups(by: [INDUSTRY, SECTOR], first: 500) { series { dates values } }
      } }
    }`);
    assert.equal(data ?? null, null);
    assert.deepEqual(errors, [
      {
        message:
          'The operation costs 253002 and the limit is 100000: ask for shorter lists, for wider ' +
          'intervals, or for less at once.',
        extensions: { code: 'COST_LIMIT' },
      },
    ]);
  });

  for (const file of files) {
    test(`${file} stays below a tenth of the limit`, () => {
      const cost = costOf(schema, parse(read(file)), null, {});
      assert.ok(cost > 0 && cost < LIMITS.maxCost / 10, String(cost));
    });
  }
});
