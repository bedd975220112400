import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GraphQLError } from 'graphql';
import { RequestError } from '../../src/errors.js';
import { formatError } from '../../src/graphql/format-error.js';

function formatted(cause: Error): ReturnType<typeof formatError> {
  const error = new GraphQLError(cause.message, { originalError: cause, path: ['security'] });
  const code = 'INTERNAL_SERVER_ERROR';
  return formatError({ message: error.message, path: ['security'], extensions: { code } }, error);
}

describe('formatError', () => {
  test("the caller's fault is told in full", () => {
    const cause = new RequestError('UNKNOWN_SYMBOL', 'No such symbol.', ['LUMN']);
    assert.deepEqual(formatted(cause), {
      message: 'No such symbol.',
      path: ['security'],
      extensions: { code: 'UNKNOWN_SYMBOL', suggestions: ['LUMN'] },
    });
  });

  test('without suggestions there is no list of them', () => {
    const { extensions } = formatted(new RequestError('BAD_WINDOW', 'No day is left.'));
    assert.deepEqual(extensions, { code: 'BAD_WINDOW' });
  });

  test('a fault of ours is told as nothing', () => {
    assert.deepEqual(formatted(new Error('SELECT password FROM secrets')), {
      message: 'Something went wrong on the server. The log says what.',
      path: ['security'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
  });

  test('a stack trace never passes', () => {
    const extensions = { code: 'GRAPHQL_VALIDATION_FAILED', stacktrace: ['at /srv/app.js'] };
    const error = formatError({ message: 'Cannot query field.', extensions }, null);
    assert.deepEqual(error.extensions, { code: 'GRAPHQL_VALIDATION_FAILED' });
  });
});
