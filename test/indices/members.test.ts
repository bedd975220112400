import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RequestError } from '../../src/errors.js';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import { ask } from '../securities/tiny-market.js';
import { tinyPanel } from '../support/tiny-panel.js';

const SCHEMA = lowtideSchema();

/**
 * Five days from 2023-01-03 to 2023-01-09. FUND is known by two lists of holdings, on the first day
 * and the fourth; SPELL by dated memberships with one list on the third; BARE by memberships alone.
 */
const PANEL = tinyPanel({
  days: 5,
  securities: {
    GAS: { closes: [10, 10, 20, 20, 20], shares: 100, sector: 'ENERGY' },
    GONE: { closes: [5, 5], shares: 40, ended: { kind: 'CASH', price: 6 }, sector: 'ENERGY' },
    NEW: { closes: [null, null, null, 50, 50], shares: 30 },
    OIL: { closes: [10, 10, 10, 10, 10], shares: 300, sector: 'ENERGY' },
    SOFT: { closes: [30, 30, 30, 30, 30], shares: 500, sector: 'INFORMATION_TECHNOLOGY' },
    VOID: { closes: [1, 1, 1, 1, 1] },
  },
  indices: {
    BARE: { spells: { OIL: [[0, null]], SOFT: [[1, null]], VOID: [[0, null]] } },
    FUND: {
      holdings: {
        0: { GAS: 30, GONE: 40, OIL: 30, SOFT: 10 },
        3: { GAS: 10, NEW: 4, OIL: 20, SOFT: 20 },
      },
    },
    NONE: { levels: [1] },
    SPELL: {
      spells: { GAS: [[0, 4]], OIL: [[0, null]], NEW: [[3, null]] },
      holdings: { 2: { GAS: 5, OIL: 30 } },
    },
  },
});

interface Members {
  heldOn: string | null;
  totalCount: number;
  edges: { cursor: string; weight: number | null; node: { symbol: string } }[];
  nodes: { symbol: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
}

async function members(index: string, args = ''): Promise<Members> {
  const fields = `heldOn totalCount edges { cursor weight node { symbol } } nodes { symbol }
    pageInfo { hasNextPage hasPreviousPage endCursor }`;
  const call = args === '' ? 'members' : `members(${args})`;
  const query = `{ index(symbol: "${index}") { ${call} { ${fields} } } }`;
  const { data, errors } = await ask(SCHEMA, query, PANEL);
  assert.equal(errors, undefined, errors?.join());
  return (JSON.parse(JSON.stringify(data)) as { index: { members: Members } }).index.members;
}

/** Symbols with their weights. */
async function weights(index: string, args = ''): Promise<[string, number | null][]> {
  const { edges } = await members(index, args);
  return edges.map(({ node, weight }) => [node.symbol, weight]);
}

async function refusal(args: string, index = 'FUND'): Promise<RequestError> {
  const query = `{ index(symbol: "${index}") { members(${args}) { totalCount } } }`;
  const { errors } = await ask(SCHEMA, query, PANEL);
  return errors?.[0]?.originalError as RequestError;
}

describe('Index.members', () => {
  test('without a day reads the last holdings, heaviest first, ties by symbol', async () => {
    const { heldOn, totalCount } = await members('FUND');
    assert.equal(heldOn, '2023-01-06');
    assert.equal(totalCount, 4);
    assert.deepEqual(await weights('FUND'), [
      ['SOFT', 0.5],
      ['GAS', 0.1666666667],
      ['NEW', 0.1666666667],
      ['OIL', 0.1666666667],
    ]);
  });

  test('on a day in the past reads the holdings before it, at the closes of the day', async () => {
    assert.equal((await members('FUND', 'on: "2023-01-05"')).heldOn, '2023-01-03');
    assert.deepEqual(await weights('FUND', 'on: "2023-01-04"'), [
      ['GAS', 0.2727272727],
      ['OIL', 0.2727272727],
      ['SOFT', 0.2727272727],
      ['GONE', 0.1818181818],
    ]);
    assert.deepEqual(await weights('FUND', 'on: "2023-01-05"'), [
      ['GAS', 0.5],
      ['OIL', 0.25],
      ['SOFT', 0.25],
    ]);
  });

  test('nodes are the members of the edges', async () => {
    const { edges, nodes } = await members('FUND');
    assert.deepEqual(
      nodes,
      edges.map(({ node }) => node),
    );
  });

  test('before the first holdings those are read, and say so', async () => {
    const { heldOn, totalCount, edges } = await members('FUND', 'on: "2022-12-01"');
    assert.equal(heldOn, '2023-01-03');
    assert.equal(totalCount, 4);
    assert.deepEqual(new Set(edges.map(({ weight }) => weight)), new Set([null]));
  });

  test('a day beyond the data is read as the last day', async () => {
    assert.deepEqual(
      await weights('FUND', 'on: "2099-01-01"'),
      await weights('FUND', 'on: "2023-01-09"'),
    );
  });

  test('memberships give the members, and holdings their weights alone', async () => {
    const { heldOn } = await members('SPELL', 'on: "2023-01-05"');
    assert.equal(heldOn, '2023-01-05');
    assert.deepEqual(await weights('SPELL', 'on: "2023-01-05"'), [
      ['OIL', 0.75],
      ['GAS', 0.25],
    ]);
  });

  test('where memberships are stored, no day means the last one with data', async () => {
    // NEW is in no list: its market value counts a tenth, as that of OIL does.
    assert.deepEqual(await weights('SPELL'), [
      ['OIL', 0.6666666667],
      ['NEW', 0.3333333333],
    ]);
  });

  test('without holdings weights go by market value, and no day is told', async () => {
    assert.equal((await members('BARE')).heldOn, null);
    assert.deepEqual(await weights('BARE'), [
      ['SOFT', 0.8333333333],
      ['OIL', 0.1666666667],
      ['VOID', null],
    ]);
  });

  test('an index of which only levels are stored has no members', async () => {
    const { heldOn, totalCount, nodes } = await members('NONE');
    assert.deepEqual({ heldOn, totalCount, nodes }, { heldOn: null, totalCount: 0, nodes: [] });
  });
});

describe('order of Index.members', () => {
  test('an unknown weight comes last either way', async () => {
    const order = (direction: string) => `orderBy: {field: WEIGHT, direction: ${direction}}`;
    assert.deepEqual(
      (await members('BARE', order('ASC'))).nodes.map(({ symbol }) => symbol),
      ['OIL', 'SOFT', 'VOID'],
    );
    assert.deepEqual(
      (await members('BARE', order('DESC'))).nodes.map(({ symbol }) => symbol),
      ['SOFT', 'OIL', 'VOID'],
    );
  });

  test('ties go by symbol in ascending order of weight too', async () => {
    const order = 'orderBy: {field: WEIGHT, direction: ASC}';
    assert.deepEqual(
      (await members('FUND', order)).nodes.map(({ symbol }) => symbol),
      ['GAS', 'NEW', 'OIL', 'SOFT'],
    );
  });

  test('symbols run either way', async () => {
    const by = async (direction: string) =>
      (await members('FUND', `orderBy: {field: SYMBOL, direction: ${direction}}`)).nodes.map(
        ({ symbol }) => symbol,
      );
    assert.deepEqual(await by('ASC'), ['GAS', 'NEW', 'OIL', 'SOFT']);
    assert.deepEqual(await by('DESC'), ['SOFT', 'OIL', 'NEW', 'GAS']);
  });
});

describe('Index.members with a filter', () => {
  test('keeps those that pass, with their weights in the whole index', async () => {
    const args = 'where: {sectors: [ENERGY]}, on: "2023-01-05"';
    assert.equal((await members('FUND', args)).totalCount, 2);
    assert.deepEqual(await weights('FUND', args), [
      ['GAS', 0.5],
      ['OIL', 0.25],
    ]);
  });

  test('reads the filter on the day of the list', async () => {
    const args = 'where: {minMarketCap: 2000}';
    const on = async (date: string) =>
      (await members('FUND', `${args}, on: "${date}"`)).nodes.map(({ symbol }) => symbol);
    assert.deepEqual(await on('2023-01-04'), ['OIL', 'SOFT']);
    assert.deepEqual(await on('2023-01-05'), ['GAS', 'OIL', 'SOFT']);
  });

  test('an index in it keeps what both hold', async () => {
    const found = await members('FUND', 'where: {index: "BARE"}');
    assert.deepEqual(
      found.nodes.map(({ symbol }) => symbol),
      ['SOFT', 'OIL'],
    );
  });

  test('a symbol that is no member keeps nothing', async () => {
    assert.equal((await members('FUND', 'where: {symbols: ["VOID"]}')).totalCount, 0);
  });
});

describe('pages of Index.members', () => {
  for (const first of [1, 2, 3, 4]) {
    test(`of ${first} show each member once`, async () => {
      const seen: string[] = [];
      for (let after = ''; ; ) {
        const { nodes, pageInfo, totalCount } = await members('FUND', `first: ${first}${after}`);
        assert.equal(totalCount, 4);
        assert.equal(pageInfo.hasPreviousPage, seen.length > 0);
        seen.push(...nodes.map(({ symbol }) => symbol));
        if (!pageInfo.hasNextPage) break;
        after = `, after: "${pageInfo.endCursor}"`;
      }
      assert.deepEqual(seen, ['SOFT', 'GAS', 'NEW', 'OIL']);
    });
  }

  test('a cursor of another index, day, filter or order is refused', async () => {
    const { pageInfo } = await members('FUND', 'first: 1');
    const after = `after: "${pageInfo.endCursor}"`;
    const refused = [
      await refusal(after, 'SPELL'),
      await refusal(`${after}, on: "2023-01-09"`),
      await refusal(`${after}, where: {sectors: [ENERGY]}`),
      await refusal(`${after}, orderBy: {field: WEIGHT, direction: ASC}`),
    ];
    assert.deepEqual(
      refused.map(({ code }) => code),
      Array(4).fill('BAD_CURSOR'),
    );
    assert.equal(
      refused[0]?.message,
      'after is not a cursor of this list: pass an endCursor of the same field, arguments and ' +
        'data version, or leave it out to start again.',
    );
  });

  test('a cursor of Query.securities is refused', async () => {
    const { data } = await ask(
      SCHEMA,
      '{ securities(first: 1) { pageInfo { endCursor } } }',
      PANEL,
    );
    const { endCursor } = (data as { securities: Members }).securities.pageInfo;
    assert.equal((await refusal(`after: "${endCursor}"`)).code, 'BAD_CURSOR');
  });

  test('a page holds 1 to 500', async () => {
    for (const first of [0, 501]) {
      const error = await refusal(`first: ${first}`);
      assert.equal(error.code, 'BAD_USER_INPUT');
      assert.equal(error.message, `first must be between 1 and 500, not ${first}.`);
    }
  });
});

describe('errors of Index.members', () => {
  test('an unknown symbol comes with the nearest ones', async () => {
    const error = await refusal('where: {symbols: ["OILS"]}');
    assert.equal(error.code, 'UNKNOWN_SYMBOL');
    assert.equal(error.message, 'No security with the symbol "OILS" is stored. Did you mean OIL?');
  });

  test('an unknown index comes with those that are stored', async () => {
    const wanted = [await refusal('first: 1', 'FUNT'), await refusal('where: {index: "QQQQQQ"}')];
    assert.deepEqual(
      wanted.map(({ code, message }) => [code, message]),
      [
        ['UNKNOWN_INDEX', 'No index with the symbol "FUNT" is stored. Did you mean FUND?'],
        [
          'UNKNOWN_INDEX',
          'No index with the symbol "QQQQQQ" is stored. Stored: BARE, FUND, NONE, SPELL.',
        ],
      ],
    );
  });
});
