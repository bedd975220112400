import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RequestError } from '../../src/errors.js';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import { tinyPanel } from '../support/tiny-panel.js';
import { ask } from './tiny-market.js';

const SCHEMA = lowtideSchema();
const BANK = { sector: 'FINANCIALS', industry: 'Regional Banks' } as const;
const TECH = { sector: 'INFORMATION_TECHNOLOGY', industry: 'Software' } as const;

/**
 * Four days from 2023-01-03. Market values in millions on the first and the last: BIG 4,000 and
 * 8,000; FALLS 3,000 and 300; two twins of 500; NONE unknown; PAID 1,000 until it ends at 1,200
 * after the second day; LATE is listed from the third day on.
 */
const plain = tinyPanel({
  days: 4,
  securities: {
    BIG: { closes: [40, 50, 60, 80], shares: 1e8, ...TECH },
    FALLS: { closes: [30, 20, 10, 3], shares: 1e8, ...BANK },
    LATE: { closes: [null, null, 7, 7], shares: 1e8, sectors: { 2: 'ENERGY' } },
    NONE: { closes: [1, 1, 1, 1], ...BANK },
    PAID: { closes: [10, 11], shares: 1e8, ended: { kind: 'CASH', price: 12 }, ...TECH },
    TWIN: { closes: [5, 5, 5, 5], shares: 1e8, ...BANK },
    TWINS: { closes: [5, 5, 5, 5], shares: 1e8, ...BANK },
  },
  indices: {
    IDX: { spells: { BIG: [[0, 2]], FALLS: [[0, null]], LATE: [[2, null]] } },
  },
});
const NAMES = ['zeta Corp.', 'alpha Inc.', 'Beta', 'Delta', 'beta', 'Gamma', 'Omega'];
const PANEL = { ...plain, securities: { ...plain.securities, names: NAMES } };
const ALL = ['BIG', 'FALLS', 'LATE', 'NONE', 'PAID', 'TWIN', 'TWINS'];

interface Page {
  nodes: { symbol: string }[];
  edges: { cursor: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
  totalCount: number;
}

async function page(args: string): Promise<Page> {
  const fields = `nodes { symbol } edges { cursor } totalCount
    pageInfo { hasNextPage hasPreviousPage endCursor }`;
  const call = args === '' ? 'securities' : `securities(${args})`;
  const { data, errors } = await ask(SCHEMA, `{ ${call} { ${fields} } }`, PANEL);
  assert.equal(errors, undefined, errors?.join());
  return data?.securities as Page;
}

async function symbols(args = ''): Promise<string[]> {
  return (await page(args)).nodes.map(({ symbol }) => symbol);
}

async function refusal(args: string): Promise<RequestError> {
  const { data, errors } = await ask(SCHEMA, `{ securities(${args}) { totalCount } }`, PANEL);
  assert.equal(data?.securities, null);
  return errors?.[0]?.originalError as RequestError;
}

describe('Query.securities', () => {
  test('lists all securities in order of symbol, ended and coming ones too', async () => {
    assert.deepEqual(await symbols(), ALL);
    assert.deepEqual(await symbols('on: "2023-01-03"'), ALL);
  });

  test('keeps any of the values of one list, and all conditions', async () => {
    const where = 'sectors: [FINANCIALS, ENERGY], capTiers: [SMALL, UNCLASSIFIED]';
    assert.deepEqual(await symbols(`where: {${where}}`), [
      'FALLS',
      'LATE',
      'NONE',
      'TWIN',
      'TWINS',
    ]);
  });

  test('keeps industries by their exact spelling', async () => {
    assert.deepEqual(await symbols('where: {industries: ["Software"]}'), ['BIG', 'PAID']);
    const error = await refusal('where: {industries: ["software"]}');
    assert.equal(error.code, 'BAD_USER_INPUT');
    assert.deepEqual(error.suggestions, ['Software']);
  });

  test('keeps market values from the least, inclusive, to the greatest, exclusive', async () => {
    const where = (min: number, max: number) =>
      `where: {minMarketCap: ${min}, maxMarketCap: ${max}}`;
    assert.deepEqual(await symbols(where(5e8, 12e8)), ['LATE', 'TWIN', 'TWINS']);
    assert.deepEqual(await symbols(where(3e8, 5e8)), ['FALLS']);
  });

  test('keeps symbols in any spelling', async () => {
    assert.deepEqual(await symbols('where: {symbols: ["twin", "BIG"]}'), ['BIG', 'TWIN']);
  });

  test('an empty list keeps nothing', async () => {
    const { nodes, pageInfo, totalCount } = await page('where: {symbols: []}');
    assert.deepEqual(nodes, []);
    assert.equal(totalCount, 0);
    assert.equal(pageInfo.endCursor, null);
  });
});

describe('Query.securities on a day', () => {
  test('reads the size class of the day', async () => {
    const mid = 'where: {capTiers: [MID]}';
    assert.deepEqual(await symbols(`${mid}, on: "2023-01-03"`), ['BIG', 'FALLS']);
    assert.deepEqual(await symbols(mid), ['BIG']);
  });

  test('reads the members of the day', async () => {
    const members = 'where: {index: "idx"}';
    assert.deepEqual(await symbols(`${members}, on: "2023-01-04"`), ['BIG', 'FALLS']);
    assert.deepEqual(await symbols(members), ['FALLS', 'LATE']);
  });

  test('a day without trade is read as the session before it', async () => {
    const args = 'where: {index: "IDX", maxMarketCap: 2500000000}';
    assert.deepEqual(await symbols(`${args}, on: "2023-01-08"`), ['FALLS', 'LATE']);
  });

  test('a day beyond the data is read as the last day', async () => {
    const args = 'orderBy: {field: MARKET_CAP, direction: DESC}, first: 3';
    assert.deepEqual(await symbols(`${args}, on: "2099-12-31"`), await symbols(args));
  });

  test('before the first price no market value is known', async () => {
    const args = 'where: {capTiers: [UNCLASSIFIED]}, on: "1999-06-01"';
    assert.deepEqual(await symbols(args), ALL);
  });
});

describe('order of Query.securities', () => {
  const by = (field: string, direction: string, on = '2023-01-06') =>
    symbols(`orderBy: {field: ${field}, direction: ${direction}}, on: "${on}"`);

  test('symbols run backwards as well', async () => {
    assert.deepEqual(await by('SYMBOL', 'DESC'), ALL.toReversed());
  });

  test('names are ordered without regard to capitals, ties by symbol', async () => {
    const ascending = ['FALLS', 'LATE', 'PAID', 'NONE', 'TWIN', 'TWINS', 'BIG'];
    assert.deepEqual(await by('NAME', 'ASC'), ascending);
    const descending = ['BIG', 'TWINS', 'TWIN', 'NONE', 'LATE', 'PAID', 'FALLS'];
    assert.deepEqual(await by('NAME', 'DESC'), descending);
  });

  test('market values tie by symbol either way, and unknown ones come last', async () => {
    const descending = ['BIG', 'PAID', 'LATE', 'TWIN', 'TWINS', 'FALLS', 'NONE'];
    assert.deepEqual(await by('MARKET_CAP', 'DESC'), descending);
    const ascending = ['FALLS', 'TWIN', 'TWINS', 'LATE', 'PAID', 'BIG', 'NONE'];
    assert.deepEqual(await by('MARKET_CAP', 'ASC'), ascending);
  });

  test('market values are those of the day', async () => {
    const first = ['BIG', 'FALLS', 'PAID', 'TWIN', 'TWINS', 'LATE', 'NONE'];
    assert.deepEqual(await by('MARKET_CAP', 'DESC', '2023-01-03'), first);
  });
});

describe('pages of Query.securities', () => {
  for (const first of [1, 2, 3, 7, 500]) {
    test(`of ${first} show each security once`, async () => {
      const order = 'orderBy: {field: MARKET_CAP, direction: ASC}';
      const seen: string[] = [];
      for (let after = ''; ; ) {
        const { nodes, edges, pageInfo, totalCount } = await page(
          `${order}, first: ${first}${after}`,
        );
        assert.equal(totalCount, 7);
        assert.equal(pageInfo.hasPreviousPage, seen.length > 0);
        assert.equal(pageInfo.endCursor, edges.at(-1)?.cursor);
        seen.push(...nodes.map(({ symbol }) => symbol));
        if (!pageInfo.hasNextPage) break;
        after = `, after: "${pageInfo.endCursor}"`;
      }
      assert.deepEqual(seen, ['FALLS', 'TWIN', 'TWINS', 'LATE', 'PAID', 'BIG', 'NONE']);
    });
  }

  test('a cursor holds for the same question spelt differently', async () => {
    const { pageInfo } = await page('first: 2');
    const args = 'on: "2023-01-06", orderBy: {direction: ASC, field: SYMBOL}, first: 1';
    assert.deepEqual(await symbols(`${args}, after: "${pageInfo.endCursor}"`), ['LATE']);
  });

  test('a cursor of another order, filter or day is refused', async () => {
    const { pageInfo } = await page('first: 2');
    for (const other of [
      'orderBy: {field: SYMBOL, direction: DESC}, ',
      'orderBy: {field: NAME, direction: ASC}, ',
      'where: {sectors: [FINANCIALS]}, ',
      'on: "2023-01-05", ',
    ]) {
      const error = await refusal(`${other}after: "${pageInfo.endCursor}"`);
      assert.equal(error.code, 'BAD_CURSOR', other);
    }
  });

  test('what is no cursor is refused', async () => {
    const error = await refusal('after: "abc"');
    assert.equal(error.code, 'BAD_CURSOR');
    assert.equal(
      error.message,
      'after is not a cursor of this list: pass an endCursor of the same field, arguments and ' +
        'data version, or leave it out to start again.',
    );
  });

  test('a page holds 1 to 500', async () => {
    for (const first of [0, -1, 501]) {
      const error = await refusal(`first: ${first}`);
      assert.equal(error.code, 'BAD_USER_INPUT');
      assert.equal(error.message, `first must be between 1 and 500, not ${first}.`);
    }
  });
});

describe('errors of Query.securities', () => {
  test('an unknown symbol comes with the nearest ones', async () => {
    const error = await refusal('where: {symbols: ["TWEEN"]}');
    assert.equal(error.code, 'UNKNOWN_SYMBOL');
    assert.equal(
      error.message,
      'No security with the symbol "TWEEN" is stored. Did you mean TWIN, TWINS?',
    );
  });

  test('an unknown index comes with those that are stored', async () => {
    const error = await refusal('where: {index: "RUSSELL"}');
    assert.equal(error.code, 'UNKNOWN_INDEX');
    assert.equal(error.message, 'No index with the symbol "RUSSELL" is stored. Stored: IDX.');
  });
});
