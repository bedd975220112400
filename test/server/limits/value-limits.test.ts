import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { callerOf } from '../../../src/graphql/limits.js';
import { METHODOLOGY_VERSION } from '../../../src/methodology.js';
import { lowtideSchema } from '../../../src/schema-resolvers.js';
import { createApollo } from '../../../src/server/apollo.js';
import { executeOperation, type Operation } from '../../../src/server/execute.js';
import { createLogger } from '../../../src/server/logger.js';
import { ServerContext } from '../../../src/server/request-context.js';
import { NO_STORE, tinyPanel } from '../../securities/tiny-market.js';

const apollo = createApollo<ServerContext>(lowtideSchema(), {
  methodologyVersion: METHODOLOGY_VERSION,
  logger: createLogger('silent'),
});
const started = apollo.start();

async function errorOf(operation: Operation): Promise<{ code: unknown; message: string }> {
  await started;
  const context = (start: ConstructorParameters<typeof ServerContext>[0]) =>
    new ServerContext(start, NO_STORE);
  const { text, result } = await executeOperation(apollo, operation, tinyPanel(), context, {
    caller: callerOf('ANONYMOUS'),
  });
  assert.ok(text.length < 3_000, `an answer of ${text.length} characters`);
  assert.equal(result.errors?.length, 1);
  const { message, extensions } = result.errors?.[0] ?? { message: '' };
  return { code: extensions?.code, message };
}

const QUERY = 'query($where: SecurityFilter) { securities(where: $where) { totalCount } }';

/** Texts like no other, of one length. */
function texts(count: number, length: number): string[] {
  return Array.from({ length: count }, (_, k) => `${k}`.padEnd(length, 'x'));
}

function literal(list: readonly string[]): string {
  return list.map((text) => `"${text}"`).join(' ');
}

describe('lists and texts of a client', () => {
  test('a list that is too long is refused, as a variable and in the document', async () => {
    const industries = texts(501, 2);
    assert.deepEqual(await errorOf({ query: QUERY, variables: { where: { industries } } }), {
      code: 'BAD_USER_INPUT',
      message: 'A list in the variables has 501 entries, more than 500.',
    });
    const query = `{ securities(where: {symbols: [${literal(industries)}]}) { totalCount } }`;
    assert.deepEqual(await errorOf({ query }), {
      code: 'BAD_USER_INPUT',
      message: 'A list in the document has 501 entries, more than 500.',
    });
  });

  test('a text that is too long is refused, as a variable and in the document', async () => {
    const index = 'R'.repeat(201);
    assert.deepEqual(await errorOf({ query: QUERY, variables: { where: { index } } }), {
      code: 'BAD_USER_INPUT',
      message: 'A text in the variables has 201 characters, more than 200.',
    });
    assert.deepEqual(await errorOf({ query: `{ index(symbol: "${index}") { name } }` }), {
      code: 'BAD_USER_INPUT',
      message: 'A text in the document has 201 characters, more than 200.',
    });
  });

  test('five hundred unknown industries are told in five hundred characters', async () => {
    const industries = texts(500, 24);
    const { code, message } = await errorOf({ query: QUERY, variables: { where: { industries } } });
    assert.equal(code, 'BAD_USER_INPUT');
    assert.equal(message.length, 500);
    assert.match(message, /\.\.\.$/);
  });

  test('what graphql-js says of a value is cut as well', async () => {
    const variables = { where: { capTiers: texts(6, 190) } };
    await started;
    const { message } = await errorOf({
      query: 'query($where: SecurityFilter) { securities(where: $where) { totalCount } }',
      variables: { where: { minMarketCap: variables } },
    });
    assert.ok(message.length <= 500, message);
  });
});
