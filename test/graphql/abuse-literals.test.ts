import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isNonNullType,
  print,
  parseType,
} from 'graphql';
import { METHODOLOGY_VERSION } from '../../src/methodology.js';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import { createApollo } from '../../src/server/apollo.js';
import { executeOperation } from '../../src/server/execute.js';
import { createLogger } from '../../src/server/logger.js';
import { ServerContext } from '../../src/server/request-context.js';
import { NO_STORE, tinyPanel } from '../securities/tiny-market.js';
import { argumentPlaces } from '../support/schema-walk.js';

// Each argument of the schema once with a value of a wrong type, written into the operation and
// sent as a variable. No data is needed: what is wrong in itself is refused before it is asked.

const schema = lowtideSchema();
const places = argumentPlaces(schema);
const apollo = createApollo<ServerContext>(schema, {
  methodologyVersion: METHODOLOGY_VERSION,
  logger: createLogger('silent'),
});
const started = apollo.start();

async function refusal(query: string, variables?: Record<string, unknown>) {
  await started;
  const { result } = await executeOperation(
    apollo,
    variables === undefined ? { query } : { query, variables },
    tinyPanel(),
    (start) => new ServerContext(start, NO_STORE),
  );
  assert.equal(result.data ?? null, null, query);
  assert.equal(result.errors?.length, 1, query);
  const { message, extensions, locations } = result.errors?.[0] ?? {};
  return { message, code: extensions?.code, locations };
}

/** A wrong value of a type, as a literal and in JSON, and what is said of either. */
interface Wrong {
  readonly literal: string;
  readonly value: unknown;
  readonly ofLiteral: string;
  readonly ofValue: string;
}

const DATE = 'A date is a string such as "2023-09-08"';
const USD = 'An amount of US dollars is a number such as 2000000000.';
const RATIO = 'A ratio is a number such as 0.05, which means 5 %.';

const SCALARS: Record<string, Wrong> = {
  Int: wrong('"10"', '10', 'Int cannot represent non-integer value: "10"'),
  String: wrong('5', 5, 'String cannot represent a non string value: 5'),
  ID: {
    ...wrong('1.5', 1.5, 'ID cannot represent a non-string and non-integer value: 1.5'),
    ofValue: 'ID cannot represent value: 1.5',
  },
  Date: wrong('"2023-02-30"', '2023-02-30', `${DATE}, not "2023-02-30".`),
  Month: wrong(
    '"2023-13"',
    '2023-13',
    'A calendar month is a string such as "2023-06", not "2023-13".',
  ),
  Quarter: wrong(
    '"2023Q5"',
    '2023Q5',
    'A calendar quarter is a string such as "2023Q2", not "2023Q5".',
  ),
  Usd: wrong('"2bn"', '2bn', USD),
  Ratio: wrong('"NaN"', 'NaN', RATIO),
};

function wrong(literal: string, value: unknown, message: string): Wrong {
  return { literal, value, ofLiteral: message, ofValue: message };
}

function wrongOf(type: GraphQLInputType): Wrong {
  const named = getNamedType(type);
  if (isEnumType(named)) {
    const names = named.getValues().map(({ name }) => name);
    const hint = `Did you mean one of ${names.slice(0, -1).join(', ')} or ${names.at(-1)}?`;
    const message = `Value "QQQQQQQQQ" does not exist in "${named.name}" enum. ${hint}`;
    return wrong('QQQQQQQQQ', 'QQQQQQQQQ', message);
  }
  if (isInputObjectType(named)) {
    return {
      literal: '"YTD"',
      value: 'YTD',
      ofLiteral: `Expected value of type "${type}", found "YTD".`,
      ofValue: `Expected type "${named.name}" to be an object.`,
    };
  }
  const found = SCALARS[named.name];
  assert.ok(found, `no wrong value of ${named.name}`);
  return found;
}

describe('each argument with a literal of a wrong type', () => {
  for (const { coordinate, path, input, operationWith } of places) {
    test(coordinate, async () => {
      const { literal, ofLiteral } = wrongOf(input.type);
      const { message, code, locations } = await refusal(operationWith(literal));
      assert.equal(message, `${path}: ${ofLiteral}`);
      assert.equal(code, 'GRAPHQL_VALIDATION_FAILED');
      assert.equal(locations?.length, 1, 'the place is told');
    });
  }

  for (const { coordinate, path, input, operationWith } of places) {
    if (!isNonNullType(input.type)) continue;
    test(`${coordinate}, which is required, with null`, async () => {
      const { message, code } = await refusal(operationWith('null'));
      assert.equal(message, `${path}: Expected value of type "${input.type}", found null.`);
      assert.equal(code, 'GRAPHQL_VALIDATION_FAILED');
    });
  }
});

describe('each argument with a variable of a wrong type', () => {
  for (const { coordinate, input, operationWith } of places) {
    test(coordinate, async () => {
      const { value, ofValue } = wrongOf(input.type);
      const type = print(parseType(String(input.type)));
      const query = operationWith('$it', `query Abuse($it: ${type}) `);
      const { message, code } = await refusal(query, { it: value });
      assert.equal(
        message,
        `Variable "$it" got invalid value ${JSON.stringify(value)}; ${ofValue}`,
      );
      assert.equal(code, 'BAD_USER_INPUT');
    });
  }
});

describe('an operation', () => {
  test('that leaves out a required argument is told its name and type', async () => {
    assert.deepEqual(await refusal('{ returns { total { pricedCount } } }'), {
      message:
        'Field "returns" argument "window" of type "WindowInput!" is required, but it was not ' +
        'provided.',
      code: 'GRAPHQL_VALIDATION_FAILED',
      locations: [{ line: 1, column: 3 }],
    });
  });

  test('that misspells an argument or a field is told the right one', async () => {
    const { message } = await refusal('{ security(ticker: "X", symbol: "X") { symbol } }');
    assert.equal(message, 'Unknown argument "ticker" on field "Query.security".');
    const field = await refusal('{ service { verion } }');
    assert.equal(
      field.message,
      'Cannot query field "verion" on type "Service". Did you mean "version"?',
    );
  });

  test('that leaves out a required input field is told where', async () => {
    const { message } = await refusal(
      '{ shorts(window: {preset: YTD}) { lines(orderBy: {direction: ASC}) { totalCount } } }',
    );
    assert.equal(
      message,
      'orderBy: Field "ShortOrder.field" of required type "ShortOrderField!" was not provided.',
    );
  });

  test('with a wrong entry in a list is told the list', async () => {
    const { message } = await refusal(
      '{ returns(where: {capTiers: [SMALL, SMAL]}, window: {preset: YTD}) { options { basis } } }',
    );
    assert.equal(
      message,
      'where.capTiers: Value "SMAL" does not exist in "CapTier" enum. Did you mean the enum ' +
        'value "SMALL"?',
    );
  });

  test('with a wrong default of a variable is told the variable', async () => {
    const { message } = await refusal(
      'query Q($on: Date = "09/08/2023") { security(symbol: "X", on: $on) { symbol } }',
    );
    assert.equal(message, `on: ${DATE}, not "09/08/2023".`);
  });

  test('of a kind that the schema lacks is the fault of the caller', async () => {
    assert.deepEqual(await refusal('mutation { importFiles }'), {
      message:
        'There are no mutations: ask with a query, and bring in data with `./lowtide import`.',
      code: 'BAD_USER_INPUT',
      locations: undefined,
    });
  });
});
