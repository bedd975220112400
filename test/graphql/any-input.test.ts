import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import {
  type GraphQLInputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import { type Demo, openDemo } from '../support/demo-executor.js';
import { argumentPlaces } from '../support/schema-walk.js';

// Whatever a client sends for whatever argument, it is never a fault of the server: wrong types,
// nulls, extremes, unknown names and values that are nearly right, each asked by graphql-js first
// and by a compiled program afterwards. LOWTIDE_FUZZ_RUNS=20000 asks more of them.

const RUNS = Number(process.env.LOWTIDE_FUZZ_RUNS ?? 500);
const SEED = Number(process.env.LOWTIDE_TEST_SEED ?? Date.now() & 0x7fffffff);

let demo: Demo;
before(async () => {
  demo = await openDemo();
});
after(() => demo.close());

const NUMBERS = [0, -1, 1, 0.5, 1e308, -1e308, 5e-324, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 53];
const TEXTS = [
  ...['', ' ', 'NOSUCH', 'LUMN', 'lumn', 'RUT', '\0', '\u001b[2J', '__proto__', 'constructor'],
  ...['2023-09-08', '2023-02-30', '9999-12-31', '0001-01-01', 'notadate', '2023-06', '2023Q2'],
  ...['(a+)+$', '%', "' OR 1=1", 'x'.repeat(5000), 'SW5kZXg6UlVU', 'YXJyYXk6NTA='],
];
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.constantFrom(...NUMBERS),
  fc.constantFrom(...TEXTS),
  fc.string(),
  fc.array(fc.constantFrom<unknown>(null, 'LUMN', 5, ''), { maxLength: 5 }),
  fc.array(fc.constantFrom('AAPL', 'NOSUCH'), { minLength: 200, maxLength: 400 }),
  fc.dictionary(fc.constantFrom('preset', 'count', '__proto__', 'x'), fc.anything(), {
    maxKeys: 2,
  }),
);

/** A value that suits a type, but for the odd ones in it. */
function anyOf(type: GraphQLInputType, depth = 0): fc.Arbitrary<unknown> {
  const own = isNonNullType(type) ? type.ofType : type;
  const fitting = (): fc.Arbitrary<unknown> => {
    if (isListType(own)) return fc.array(anyOf(own.ofType, depth + 1), { maxLength: 4 });
    if (isEnumType(own)) return fc.constantFrom(...own.getValues().map(({ name }) => name));
    if (!isInputObjectType(own)) {
      const isText = ['String', 'ID', 'Date', 'Month', 'Quarter'].includes(own.name);
      return isText ? fc.constantFrom<unknown>(...TEXTS) : fc.constantFrom<unknown>(...NUMBERS);
    }
    const fields = Object.values(own.getFields());
    const entries = fields.map((field) => [field.name, anyOf(field.type, depth + 1)] as const);
    const requiredKeys = fields.filter((field) => isNonNullType(field.type)).map((it) => it.name);
    return fc.record(Object.fromEntries(entries), { requiredKeys: requiredKeys as never });
  };
  return depth > 4
    ? odd
    : fc.oneof({ weight: 5, arbitrary: fitting() }, { weight: 1, arbitrary: odd });
}

const cases = argumentPlaces(lowtideSchema()).map(({ coordinate, input, operationWith }) => {
  const hasDefault = input.defaultValue !== undefined;
  const type = hasDefault ? getNullableType(input.type) : input.type;
  const query = operationWith('$value', `query Any($value: ${type}) `);
  return { coordinate, query, values: anyOf(input.type) };
});

describe('any input', () => {
  test(`${RUNS} values by variable are answered or refused (seed ${SEED})`, async (context) => {
    const any = fc
      .constantFrom(...cases)
      .chain(({ coordinate, query, values }) =>
        values.map((value) => ({ coordinate, query, value })),
      );
    const codes = new Map<unknown, number>();
    await fc.assert(
      fc.asyncProperty(any, async ({ coordinate, query, value }) => {
        for (let k = 0; k < 2; k++) {
          const { errors } = await demo.ask(query, { value });
          for (const { extensions, message } of errors ?? []) {
            const { code } = extensions ?? {};
            codes.set(code, (codes.get(code) ?? 0) + 1);
            assert.notEqual(code, 'INTERNAL_SERVER_ERROR', `${coordinate}: ${message}\n${query}`);
            assert.equal(typeof code, 'string', message);
          }
        }
      }),
      { numRuns: RUNS, seed: SEED },
    );
    assert.ok((codes.get('BAD_USER_INPUT') ?? 0) > RUNS / 10, JSON.stringify([...codes]));
    context.diagnostic(JSON.stringify(Object.fromEntries(codes)));
  });

  test('an explicit null for an argument with a default is named with its path', async () => {
    const places = argumentPlaces(lowtideSchema()).filter(
      ({ input }) => input.defaultValue !== undefined && isNonNullType(input.type),
    );
    assert.ok(places.length > 20);
    for (const { coordinate, input, path, operationWith } of places) {
      const query = operationWith('$value', `query Any($value: ${getNullableType(input.type)}) `);
      for (let k = 0; k < 3; k++) {
        const { errors } = await demo.ask(query, { value: null });
        const [error] = errors ?? [];
        assert.equal(error?.extensions?.code, 'BAD_USER_INPUT', `${coordinate}: ${error?.message}`);
        assert.ok(error?.message.startsWith(path.split('.')[0] as string), error?.message);
        assert.ok((error?.path?.length ?? 0) > 0);
      }
    }
  });
});
