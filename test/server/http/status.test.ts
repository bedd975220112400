import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FormattedExecutionResult } from 'graphql';
import { statusOf } from '../../../src/server/http/status.js';

const LOOSE = 'application/json';
const STRICT = 'application/graphql-response+json, application/json;q=0.9';

function failed(code: string): FormattedExecutionResult {
  return { data: null, errors: [{ message: 'x', extensions: { code } }] };
}

describe('statusOf', () => {
  test('keeps what the GraphQL server says about an answer with data', () => {
    assert.equal(statusOf({ ...failed('NO_DATA'), data: { a: 1 } }, STRICT, undefined), undefined);
    assert.equal(statusOf({ data: { a: 1 } }, STRICT, 200), 200);
  });

  test('tells a refusal only to a strict client', () => {
    assert.equal(statusOf(failed('BAD_WINDOW'), LOOSE, 200), 200);
    assert.equal(statusOf(failed('BAD_WINDOW'), STRICT, 200), 400);
    assert.equal(statusOf(failed('GRAPHQL_PARSE_FAILED'), LOOSE, 400), 200);
    assert.equal(statusOf(failed('GRAPHQL_PARSE_FAILED'), STRICT, 400), 400);
  });

  test('tells a failure of the server to all', () => {
    assert.equal(statusOf(failed('NO_DATA'), LOOSE, 200), 503);
    assert.equal(statusOf(failed('INTERNAL_SERVER_ERROR'), LOOSE, 200), 500);
    assert.equal(statusOf(failed('INTERNAL_SERVER_ERROR'), STRICT, 200), 500);
  });

  test('keeps the status of a request that is not well formed', () => {
    assert.equal(statusOf(failed('BAD_REQUEST'), LOOSE, 400), 400);
    assert.equal(statusOf(failed('PERSISTED_QUERY_NOT_SUPPORTED'), LOOSE, 200), 200);
  });
});
