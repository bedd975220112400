import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getOperationAST, parse } from 'graphql';
import { countValues } from '../../../src/graphql/count-values.js';
import { callerOf } from '../../../src/graphql/limits.js';
import { valueCounter } from '../../../src/graphql/value-counter.js';
import { loadPanel } from '../../../src/panel/load.js';
import type { Panel } from '../../../src/panel/panel.js';
import { lowtideSchema } from '../../../src/schema-resolvers.js';
import { ServerContext } from '../../../src/server/request-context.js';
import { openStore, type Store } from '../../../src/store/store.js';
import { fillWithDemo } from '../../support/demo-store.js';
import { withAliases, withFragments } from '../../support/rewrite-operation.js';
import { savedOperations } from '../../support/saved-operations.js';
import { argumentPlaces, wholeTypes } from '../../support/schema-walk.js';
import { compare } from './differential.js';

// On the simulated market: all saved operations, every field of every type and wrong values for
// every argument, compiled and by graphql-js.

const schema = lowtideSchema();
let store: Store;
let panel: Panel | null;
before(async () => {
  store = await openStore('sqlite::memory:');
  await fillWithDemo(store);
  panel = await loadPanel(store);
});
after(() => store.close());

const same = (source: string, variables?: Record<string, unknown>) => {
  const caller = callerOf('ANALYST');
  const start = () => ({ panel, requestId: 'r', isStale: false, caller });
  return compare(schema, source, () => new ServerContext(start(), store), variables);
};

/** What an operation tells about its answers is what they hold. */
function assertCounted(source: string, data: unknown): void {
  const document = parse(source);
  const operation = getOperationAST(document);
  assert.ok(operation);
  assert.equal(valueCounter(schema, document, operation)(data), countValues(data));
}

/** Documents that ask the store, which answers by promises. */
const ASYNCHRONOUS = /shortPositions|failsToDeliver|shortVolume/;

describe('saved operations', () => {
  for (const { name, text, document } of savedOperations()) {
    test(name, async () => {
      for (const source of [
        text,
        ...withAliases(document, '_'),
        withFragments(schema, parse(text)),
      ]) {
        const { isCompiled, result } = await same(source);
        assert.equal(result.errors, undefined);
        assert.equal(isCompiled, !ASYNCHRONOUS.test(text));
        assertCounted(source, result.data);
      }
    });
  }
});

describe('all fields of a type', () => {
  for (const { type, operation } of wholeTypes(schema)) {
    test(type, async () => {
      const { isCompiled, result } = await same(operation);
      if (result.errors === undefined) assert.equal(isCompiled, !ASYNCHRONOUS.test(operation));
      assertCounted(operation, result.data);
    });
  }
});

describe('odd values of every argument', () => {
  const literals = ['null', '""', '"x"', '-1', '[]', '{}', '"2023-08-01"', '$v'];
  test('literals and variables', async () => {
    let compared = 0;
    for (const place of argumentPlaces(schema)) {
      for (const literal of literals) {
        const header = literal === '$v' ? `query ($v: ${place.input.type} = null) ` : '';
        const source = place.operationWith(literal, header.replace(/(!) = null/, '$1'));
        try {
          await same(source, undefined);
          compared++;
        } catch (error) {
          // Most of these are refused before they are executed.
          if (!(error instanceof assert.AssertionError) || !isRefusal(error)) throw error;
        }
      }
    }
    assert.ok(compared > 150, `${compared}`);
  });
});

/** Whether validation refused the document, which `compare` asserts first. */
function isRefusal({ actual, expected }: assert.AssertionError): boolean {
  return Array.isArray(actual) && Array.isArray(expected) && expected.length === 0;
}
