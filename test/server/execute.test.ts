import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ApolloServer } from '@apollo/server';
import { createApollo } from '../../src/server/apollo.js';
import { executeOperation } from '../../src/server/execute.js';
import { callerOf } from '../../src/graphql/limits.js';
import { createLogger } from '../../src/server/logger.js';
import type { ServerContext } from '../../src/server/request-context.js';
import type { RunningServer } from '../../src/server/start-server.js';
import { ask, panelOf, startTiny, TINY_SCHEMA, TinySource, tinyContext } from './tiny.js';

describe('executeOperation', () => {
  const panel = panelOf(4);
  let server: RunningServer;
  let apollo: ApolloServer<ServerContext>;

  before(async () => {
    server = await startTiny(new TinySource(panel));
    const logger = createLogger('silent');
    apollo = createApollo<ServerContext>(TINY_SCHEMA, { methodologyVersion: 'm1', logger });
    await apollo.start();
  });
  after(async () => {
    await apollo.stop();
    await server.close();
  });

  for (const [what, query, variables] of [
    ['an answer', '{ hello loadedVersion }', undefined],
    ['an answer to variables', 'query ($t: String!) { echo(text: $t) }', { t: 'a"b' }],
    ['an answer with an error', '{ hello unknownSymbol }', undefined],
    ['a syntax error', '{ hello', undefined],
    ['an unknown field', '{ hallo }', undefined],
    ['a wrong variable', 'query ($t: String!) { echo(text: $t) }', { t: 5 }],
    ['a missing query', '', undefined],
  ] as const) {
    test(`gives the same bytes as HTTP: ${what}`, async () => {
      const local = await executeOperation(apollo, { query, variables }, panel, tinyContext, {
        caller: callerOf('ANONYMOUS'),
      });
      const remote = await ask(server.url, query, { variables });
      assert.equal(local.text, remote.text);
      assert.deepEqual(local.result, remote.json);
    });
  }
});
