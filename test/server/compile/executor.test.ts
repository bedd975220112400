import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildSchema, GraphQLError, type GraphQLSchema, isObjectType } from 'graphql';
import { RequestError } from '../../../src/errors.js';
import { CompilingExecutor } from '../../../src/server/compile/executor.js';
import { compare } from './differential.js';

// Answers of compiled documents beside those of graphql-js, where the two are known to differ.

const SCHEMA = `
  enum Side { BUY SELL }
  input Span { from: Int = 1, to: Int!, sides: [Side!] = [BUY], inner: Span }
  interface Thing { name: String! size(unit: Int = 2): Int }
  type Box implements Thing { name: String! size(unit: Int = 3): Int inside: [Thing!]! }
  type Ball implements Thing { name: String! size(unit: Int = 4): Int }
  union Any = Box | Ball
  type Row {
    k: Int! odd: Int fails: Int mustFail: Int! strings: [String] required: [String!]!
    late: Int lateMust: Int! side: Side nan: Float children: [Row!] maybe: [Row] thrown: Int
  }
  type Query {
    echo(text: String = "none", times: Int! = 1, list: [Int!], span: Span, side: Side): String
    rows(count: Int! = 3): [Row!]
    maybeRows: [Row]
    row: Row!
    mustFail: Int!
    notList: [Int]
    holes: [Int]
    badList: [Int!]
    matrix: [[Int!]!]
    badEnum: Side
    lateRows: [Row!]
    thing(kind: String = "Box"): Thing
    any: [Any!]!
    nothing: Thing
  }
`;

const box = { is: 'Box', name: 'box', inside: [{ is: 'Ball', name: 'ball' }] };

function rowOf(k: number): object {
  return {
    k,
    odd: k % 2 === 0 ? null : k,
    strings: ['a', null, `${k}`],
    required: k === 1 ? ['a', null] : ['a', 'b'],
    side: k === 2 ? 'NEITHER' : 'BUY',
    nan: k === 0 ? Number.NaN : 0.5,
    maybe: [null, { k: k + 10 }],
    get thrown(): number {
      throw new Error('a getter fails');
    },
  };
}

const rows = (count: number) => Array.from({ length: count }, (_, k) => rowOf(k));

type Resolve = (source: { k: number }, args: Record<string, unknown>) => unknown;
const RESOLVERS: Record<string, Resolve> = {
  'Query.echo': (_, args) => JSON.stringify(args),
  'Query.rows': (_, { count }) => rows(count as number),
  'Query.maybeRows': () => [rowOf(0), null, new Error('an entry fails'), rowOf(3)],
  'Query.row': () => rowOf(4),
  'Query.mustFail': () => null,
  'Query.notList': () => 'text',
  'Query.holes': () => [1, undefined, 3],
  'Query.badList': () => [1, 2.5, 3],
  'Query.matrix': () => [[1, 2], [3]],
  'Query.badEnum': () => 'NEITHER',
  'Query.lateRows': async () => rows(2),
  'Query.thing': (_, { kind }) => ({ ...box, is: kind }),
  'Query.any': () => [box, { is: 'Ball', name: 'ball' }],
  'Row.fails': ({ k }) => {
    if (k === 1) throw new RequestError('BAD_USER_INPUT', 'one fails', ['two']);
    return k;
  },
  'Row.mustFail': ({ k }) => {
    if (k > 0) throw new GraphQLError('must fails', { extensions: { code: 'ODD' } });
    return 1;
  },
  'Row.late': async ({ k }) => {
    if (k === 1) throw new Error('late fails');
    return k;
  },
  'Row.lateMust': async ({ k }) => (k === 1 ? null : k),
  'Row.children': ({ k }) => (k < 20 ? [{ k: 20 + k }, { k: 21 + k }] : null),
  'Box.size': (_, args) => args.unit,
  'Ball.size': (_, args) => args.unit,
};

function schemaOf(): GraphQLSchema {
  const schema = buildSchema(SCHEMA);
  for (const [coordinate, resolve] of Object.entries(RESOLVERS)) {
    const [typeName, fieldName] = coordinate.split('.') as [string, string];
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    assert.ok(field, coordinate);
    field.resolve = resolve as never;
  }
  for (const name of ['Thing', 'Any']) {
    const type = schema.getType(name) as { resolveType?: unknown };
    type.resolveType = ({ is }: { is: string }) => is;
  }
  return schema;
}

const schema = schemaOf();
const same = (source: string, variables?: Record<string, unknown>, name?: string) =>
  compare(schema, source, () => ({}), variables, name);

describe('a compiled document answers as graphql-js', () => {
  for (const source of [
    '{ echo }',
    '{ echo(text: null, times: 3, list: [], side: SELL) }',
    '{ echo(text: "a\\"b\\u2028</script>`") }',
    '{ rows { k odd strings nan2: k } }',
    '{ rows(count: 0) { k } matrix holes }',
    '{ b: rows { k } a: rows { k } __typename echo }',
    '{ rows { k } rows { odd ...F } } fragment F on Row { k children { k } }',
    '{ thing { __typename size ... on Box { inside { name size(unit: 9) } } } nothing { name } }',
    '{ any { __typename ... on Thing { name size } ... on Box { inside { __typename } } } }',
    '{ rows { maybe { k } } }',
    '{ class: echo(times: 2) function: row { k } constructor: echo toString: row { k } }',
    '{ echo(span: {to: 4, inner: {to: 5, sides: [SELL]}}) }',
  ]) {
    test(`compiled: ${source}`, async () => {
      const { isCompiled, result } = await same(source);
      if (result.errors === undefined) assert.ok(isCompiled);
    });
  }

  test('a literal is never part of the program', async () => {
    const magic = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d';
    const attack = `${magic}globalThis.attacked = true`;
    for (const source of [
      `{ echo(text: "${attack}") }`,
      `{ echo(span: {to: 1}, text: "${attack.replace('33a9', '\\u0033a9')}") }`,
      `query ($t: String = "${attack}") { echo(text: $t) }`,
    ]) {
      const { isCompiled } = await same(source);
      assert.ok(isCompiled);
    }
    assert.equal((globalThis as { attacked?: unknown }).attacked, undefined);
  });
});

describe('errors are those of graphql-js, in its order and its places', () => {
  for (const source of [
    '{ rows { k fails } echo }',
    '{ rows { fails mustFail k } }',
    '{ row { mustFail k } echo }',
    '{ mustFail echo }',
    '{ echo mustFail rows { fails } }',
    '{ rows { required } }',
    '{ rows { strings required fails } maybeRows { k fails } }',
    '{ maybeRows { k children { fails children { k } } } }',
    '{ maybeRows { k mustFail children { k mustFail } } }',
    '{ notList badList badEnum rows { side nan } }',
    '{ rows { thrown k } }',
    '{ thing(kind: "Cube") { name } }',
    '{ thing(kind: "Query") { name } }',
    '{ any { ... on Box { inside { name ... on Box { name } } } } rows { nan } }',
  ]) {
    test(source, async () => {
      const { result, isCompiled } = await same(source);
      assert.ok(result.errors !== undefined && result.errors.length > 0);
      assert.ok(!isCompiled);
    });
  }
});

describe('promises are left to graphql-js', () => {
  for (const source of [
    '{ rows { k late } }',
    '{ rows { k lateMust } }',
    '{ lateRows { k thrown } echo }',
    '{ lateRows { k } mustFail }',
  ]) {
    test(source, async () => assert.ok(!(await same(source)).isCompiled));
  }

  test('and their document is not tried again', async () => {
    let calls = 0;
    const own = schemaOf();
    const field = own.getQueryType()?.getFields().lateRows;
    assert.ok(field);
    field.resolve = async () => {
      calls++;
      return [];
    };
    await compare(own, '{ lateRows { k } }', () => ({}));
    // By graphql-js, by the one attempt and three times by graphql-js again.
    assert.equal(calls, 5);
  });
});

describe('variables are read as graphql-js reads them', () => {
  const whole = `query ($text: String = "d", $times: Int! = 2, $list: [Int!], $span: Span,
    $side: Side) { echo(text: $text, times: $times, list: $list, span: $span, side: $side) }`;
  const parts = `query ($from: Int, $to: Int! = 7, $side: Side!) {
    echo(list: [1, $to], span: {from: $from, to: $to, sides: [BUY, $side], inner: {to: $to}})
    rows(count: $to) { k }
  }`;
  for (const [source, variables] of [
    [whole, {}],
    [whole, { text: null, list: [1], span: { to: 3 }, side: 'SELL' }],
    [whole, { list: 5, span: { from: null, to: 3, sides: 'BUY' } }],
    [whole, { times: null }],
    [whole, { times: 'two' }],
    [whole, { side: 'NEITHER', span: { to: 'x', what: 1 }, list: [null] }],
    [whole, { span: { to: 1, inner: { from: 2 } } }],
    [parts, { side: 'SELL' }],
    [parts, { side: 'SELL', from: null, to: 2 }],
    [parts, { from: 5 }],
    [parts, { side: 'BUY', to: null }],
    [parts, { side: 'BUY', to: 1.5 }],
    [
      'query ($hoisted0: [Int!]) { echo(list: [3]) rows(count: 1) { k } b: echo(list: $hoisted0) }',
      { hoisted0: [7] },
    ],
    ['query ($n: Int = 2) { rows(count: $n) { k } }', { n: null }],
    ['query ($n: Int = 2) { thing { ... on Box { size(unit: $n) } } }', { n: null }],
    ['query ($n: Int) { thing { size(unit: $n) } }', {}],
  ] as const) {
    test(`${source} with ${JSON.stringify(variables)}`, async () => {
      await same(source, variables);
    });
  }

  test('the named operation of several is the one that is compiled', async () => {
    const source = 'query A { echo(text: "a") } query B { echo(text: "b") rows { k } }';
    for (const name of ['A', 'B']) assert.ok((await same(source, undefined, name)).isCompiled);
    for (const name of [undefined, 'C']) assert.ok(!(await same(source, {}, name)).isCompiled);
  });
});

describe('what is not compiled', () => {
  const many = Array.from({ length: 700 }, (_, k) => `a${k}: echo`).join(' ');
  for (const source of [
    `query ($no: Boolean!) { a: echo @include(if: $no) row { k @skip(if: $no) } ...F
      ...F @skip(if: $no) } fragment F on Query { echo }`,
    '{ __schema { queryType { name } } }',
    '{ __type(name: "Row") { name } }',
    '{ __proto__: echo rows { __proto__: k } }',
    `{ ${many} }`,
  ]) {
    test(source.slice(0, 70), async () => {
      assert.ok(!(await same(source, { no: false })).isCompiled);
    });
  }

  test('what comes once', async () => {
    const executor = new CompilingExecutor(schema);
    const { parse } = await import('graphql');
    const document = parse('{ echo }');
    const texts: string[] = [];
    for (let k = 0; k < 3; k++) {
      texts.push(JSON.stringify(await executor.execute({ document, contextValue: {} })));
    }
    assert.equal(executor.compiledAnswers, 2);
    assert.equal(new Set(texts).size, 1);
  });
});
