import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RequestError } from '../../src/errors.js';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import { ask } from '../securities/tiny-market.js';
import { type FundRows, panelWith, weekly } from './flow-fixture.js';

const SCHEMA = lowtideSchema();
const PERIODS = weekly('2023-08-02', [1, 2]);

/** Two providers. Names are `Fund` and the code: `b2` ties with `B2`, and XSC is in both. */
const FUNDS: FundRows[] = [
  { provider: 'DAILY', code: 'Zoom', symbol: 'ZZZ', category: 'BOND', periods: PERIODS },
  { provider: 'DAILY', code: 'b2', symbol: 'CCC', periods: PERIODS },
  { provider: 'DAILY', code: 'Small', symbol: 'XSC', periods: PERIODS },
  { provider: 'WEEKLY', code: 'ALL', category: 'US_LARGE_CAP', periods: PERIODS },
  { provider: 'WEEKLY', code: 'B2', symbol: 'BBB', periods: PERIODS },
  { provider: 'WEEKLY', code: 'Other', symbol: 'XSC', category: 'OTHER', periods: PERIODS },
];
const PANEL = panelWith(FUNDS);

interface Page {
  nodes: { id: string; name: string; symbol: string | null; category: string }[];
  edges: { cursor: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
  totalCount: number;
}

async function page(args = ''): Promise<Page> {
  const fields = `nodes { id name symbol category } edges { cursor } totalCount
    pageInfo { hasNextPage hasPreviousPage endCursor }`;
  const call = args === '' ? 'funds' : `funds(${args})`;
  const { data, errors } = await ask(SCHEMA, `{ ${call} { ${fields} } }`, PANEL);
  assert.equal(errors, undefined, errors?.join());
  return data?.funds as Page;
}

async function symbols(args = ''): Promise<(string | null)[]> {
  return (await page(args)).nodes.map(({ symbol }) => symbol);
}

async function refusal(args: string): Promise<RequestError> {
  const { data, errors } = await ask(SCHEMA, `{ funds(${args}) { totalCount } }`, PANEL);
  assert.equal(data?.funds, null);
  return errors?.[0]?.originalError as RequestError;
}

describe('Query.funds', () => {
  test('lists funds in order of name without regard to capitals, ties by symbol', async () => {
    const { nodes, totalCount } = await page();
    assert.equal(totalCount, 4);
    assert.deepEqual(
      nodes.map(({ name, symbol }) => [name, symbol]),
      [
        ['Fund B2', 'BBB'],
        ['Fund b2', 'CCC'],
        ['Fund Small', 'XSC'],
        ['Fund Zoom', 'ZZZ'],
      ],
    );
  });

  test('a category as a whole is no fund', async () => {
    assert.deepEqual(await symbols('where: {categories: [US_LARGE_CAP]}'), []);
  });

  test('a fund of two providers stands once, as the first of them names it', async () => {
    const { nodes } = await page('where: {symbols: ["XSC"]}');
    assert.deepEqual(
      nodes.map(({ name, category }) => [name, category]),
      [['Fund Small', 'US_SMALL_CAP']],
    );
    assert.deepEqual(await symbols('where: {categories: [OTHER]}'), []);
  });

  test('such a fund answers for both providers', async () => {
    const flow = (provider: string) =>
      `flows(provider: "${provider}", window: {from: "2023-08-01"}) { total { netFlow } }`;
    const query = `{ funds(where: {symbols: ["XSC"]}) {
      nodes { daily: ${flow('DAILY')} weekly: ${flow('WEEKLY')} }
    } }`;
    const { data } = await ask(SCHEMA, query, PANEL);
    const total = { total: { netFlow: 3 } };
    assert.deepEqual(JSON.parse(JSON.stringify(data)), {
      funds: { nodes: [{ daily: total, weekly: total }] },
    });
  });

  test('keeps any of the values of one list, and all conditions', async () => {
    assert.deepEqual(await symbols('where: {categories: [BOND, US_SMALL_CAP]}'), [
      'BBB',
      'CCC',
      'XSC',
      'ZZZ',
    ]);
    const both = 'where: {categories: [US_SMALL_CAP], symbols: ["zzz", "ccc"]}';
    assert.deepEqual(await symbols(both), ['CCC']);
  });

  test('an empty list keeps nothing', async () => {
    const { nodes, totalCount, pageInfo } = await page('where: {categories: []}');
    assert.deepEqual(nodes, []);
    assert.equal(totalCount, 0);
    assert.equal(pageInfo.endCursor, null);
  });

  test('the ID of a fund fetches it again', async () => {
    const [first] = (await page('first: 1')).nodes;
    const query = `{ node(id: "${first?.id}") { ... on Fund { name symbol } } }`;
    const { data } = await ask(SCHEMA, query, PANEL);
    assert.deepEqual(JSON.parse(JSON.stringify(data)), {
      node: { name: 'Fund B2', symbol: 'BBB' },
    });
  });
});

describe('pages of Query.funds', () => {
  for (const first of [1, 3, 4, 500]) {
    test(`of ${first} show each fund once`, async () => {
      const seen: (string | null)[] = [];
      for (let after = ''; ; ) {
        const { nodes, edges, pageInfo, totalCount } = await page(`first: ${first}${after}`);
        assert.equal(totalCount, 4);
        assert.equal(pageInfo.hasPreviousPage, seen.length > 0);
        assert.equal(pageInfo.endCursor, edges.at(-1)?.cursor);
        seen.push(...nodes.map(({ symbol }) => symbol));
        if (!pageInfo.hasNextPage) break;
        after = `, after: "${pageInfo.endCursor}"`;
      }
      assert.deepEqual(seen, ['BBB', 'CCC', 'XSC', 'ZZZ']);
    });
  }

  test('a cursor of another filter is refused', async () => {
    const { pageInfo } = await page('first: 1');
    const error = await refusal(`where: {categories: [BOND]}, after: "${pageInfo.endCursor}"`);
    assert.equal(error.code, 'BAD_CURSOR');
    assert.equal(
      error.message,
      'after is not a cursor of this list: pass an endCursor of the same field, arguments and ' +
        'data version, or leave it out to start again.',
    );
  });

  test('a page holds 1 to 500', async () => {
    for (const first of [0, 501]) {
      const error = await refusal(`first: ${first}`);
      assert.equal(error.code, 'BAD_USER_INPUT');
      assert.equal(error.message, `first must be between 1 and 500, not ${first}.`);
    }
  });
});

describe('a watchlist with an unknown symbol', () => {
  test('lists the others and names the unknown one', async () => {
    const { data } = await ask(
      SCHEMA,
      `{ funds(where: {symbols: ["BBB", "XSD"]}) {
        nodes { symbol } warnings { code message count symbols }
      } }`,
      PANEL,
    );
    assert.deepEqual(JSON.parse(JSON.stringify(data)).funds, {
      nodes: [{ symbol: 'BBB' }],
      warnings: [
        {
          code: 'UNKNOWN_SYMBOL',
          message: 'No fund with this symbol is stored: it is left out. Did you mean XSC?',
          count: 1,
          symbols: ['XSD'],
        },
      ],
    });
  });
});

describe('errors of Query.funds', () => {
  test('an unknown symbol comes with the nearest ones', async () => {
    const error = await refusal('where: {symbols: ["XSD"]}');
    assert.equal(error.code, 'UNKNOWN_SYMBOL');
    assert.equal(error.message, 'No fund with the symbol "XSD" is stored. Did you mean XSC?');
  });

  test('a symbol like none is told without suggestions', async () => {
    const error = await refusal('where: {symbols: ["QQQQQQ"]}');
    assert.equal(error.message, 'No fund with the symbol "QQQQQQ" is stored.');
  });
});
