import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { execute, parse, print } from 'graphql';
import { Context } from '../../src/graphql/context.js';
import { costOf } from '../../src/graphql/cost-estimate.js';
import { ROLE_LIMITS } from '../../src/graphql/limits.js';
import { METHODOLOGY_VERSION } from '../../src/methodology.js';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import { createApollo } from '../../src/server/apollo.js';
import { type AskOptions, executeOperation } from '../../src/server/execute.js';
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

/** Windows of the saved operations are a year at most. */
const US_MARKET = { securities: 10_000, days: () => 253, filingDays: () => 253 };

describe('cost of a request', () => {
  const logger = createLogger('silent');
  const answer = async (query: string, options: AskOptions = {}) => {
    const apollo = createApollo<ServerContext>(schema, {
      methodologyVersion: METHODOLOGY_VERSION,
      logger,
    });
    await apollo.start();
    const { result } = await executeOperation(
      apollo,
      { query },
      tinyPanel(),
      (start) => new ServerContext(start, NO_STORE),
      options,
    );
    await apollo.stop();
    return result;
  };

  test('is told with each answer', async () => {
    const { extensions } = await answer('{ service { version } }');
    assert.deepEqual(extensions?.lowtide, {
      dataVersion: 3,
      methodologyVersion: '2.0.0',
      cost: { requested: 2, actual: 2, limit: 100_000, remaining: 99_998 },
    });
  });

  test('is refused above the limit, with the numbers and a way out', async () => {
    const { data, errors } = await answer(`{
      securities(first: 500) { nodes { indices { members(first: 500) { nodes { name } } } } }
    }`);
    assert.equal(data ?? null, null);
    assert.deepEqual(errors, [
      {
        message:
          'The operation costs 5010662 or more and the limit is 100000: ask for shorter lists, ' +
          'for wider intervals, for a shorter window, or for less at once.',
        extensions: { code: 'COST_LIMIT' },
      },
    ]);
  });

  test('is told without an answer to a dry run, whether or not the limit allows it', async () => {
    const dry = { headers: { 'lowtide-dry-run': '1' } };
    const { data, extensions } = await answer('{ service { version } }', dry);
    assert.deepEqual(data, {});
    const { cost } = (extensions?.lowtide ?? {}) as { cost?: unknown };
    assert.deepEqual(cost, { requested: 2, actual: null, limit: 100_000, remaining: 99_998 });
    const { errors } = await answer('{ service(', dry);
    assert.equal(errors?.[0]?.extensions?.code, 'GRAPHQL_PARSE_FAILED');
  });

  for (const file of files) {
    test(`${file} may be asked by anybody, of the whole US market over a year`, () => {
      const { total } = costOf(schema, parse(read(file)), null, {}, US_MARKET);
      assert.ok(total > 0 && total < ROLE_LIMITS.ANONYMOUS.maxCost, String(total));
    });
  }
});
