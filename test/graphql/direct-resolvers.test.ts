import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { execute, parse } from 'graphql';
import { RequestError } from '../../src/errors.js';
import { Context } from '../../src/graphql/context.js';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import { NO_STORE, tinyPanel } from '../securities/tiny-market.js';

const schema = lowtideSchema();

function run(source: string) {
  const contextValue = new Context(tinyPanel(), NO_STORE);
  return execute({ schema, document: parse(source), contextValue });
}

describe('resolvers over the panel', () => {
  test('answer at once, without a promise, also with arguments', () => {
    const result = run('{ security(symbol: "AMC") { sector(on: "2023-08-10") capTier } }');
    assert.ok(!(result instanceof Promise));
    assert.deepEqual(JSON.parse(JSON.stringify(result)), {
      data: { security: { sector: 'COMMUNICATION_SERVICES', capTier: 'MID' } },
    });
  });

  test('fail at once, with the place', () => {
    const result = run('{ failing: security(symbol: "QQQQQQ") { symbol } service { version } }');
    assert.ok(!(result instanceof Promise) && 'errors' in result);
    const [error] = result.errors ?? [];
    assert.ok(error?.originalError instanceof RequestError);
    assert.deepEqual(error.path, ['failing']);
    assert.equal((result.data as { failing: unknown }).failing, null);
  });
});
