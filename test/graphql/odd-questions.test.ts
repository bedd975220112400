import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Demo, openDemo } from '../support/demo-executor.js';

// Questions that are odd but have an answer: it is empty or null, never zero for unknown without a
// word, and says what happened.

let demo: Demo;
before(async () => {
  demo = await openDemo();
});
after(() => demo.close());

async function answer(query: string): Promise<unknown> {
  const { data, errors } = await demo.ask(query);
  assert.equal(errors, undefined, JSON.stringify(errors));
  return JSON.parse(JSON.stringify(data));
}

const WARNINGS = 'coverage { requested used warnings { code message count } }';

describe('a window beyond the data', () => {
  const PRICED = '{ window { baseOn endOn } coverage { warnings { code message } } }';
  const clipped = (message: string) => ({ code: 'CLIPPED_WINDOW', message });

  for (const [root, message] of [
    ['returns', 'The stored data reach from 2021-12-14 to 2023-09-15 only.'],
    ['shorts', 'The window reaches beyond the stored prices.'],
  ] as const) {
    for (const window of [
      '{trailing: {count: 1000000000, unit: YEAR}}',
      '{from: "0001-01-01", to: "9999-12-31"}',
      '{trailing: {count: 2147483647, unit: TRADING_DAY}, to: "2050-12-31"}',
    ]) {
      test(`is clipped and says so: ${root} over ${window}`, async () => {
        const found = (await answer(`{ ${root}(window: ${window}) ${PRICED} }`)) as {
          [root: string]: { window: unknown; coverage: { warnings: { code: string }[] } };
        };
        assert.deepEqual(found[root]?.window, { baseOn: '2021-12-14', endOn: '2023-09-15' });
        const own = found[root]?.coverage.warnings.filter(({ code }) => code === 'CLIPPED_WINDOW');
        assert.deepEqual(own, [clipped(message)]);
      });
    }
  }

  test('of the periods of a provider has no flow', async () => {
    const query = `{ flows(window: {from: "1990-01-01", to: "1990-12-31"}, provider: "ICI_WEEKLY") {
      ${WARNINGS} total { netFlow flowRatio } lastPeriod { netFlow } series { values }
    } }`;
    assert.deepEqual(await answer(query), {
      flows: {
        coverage: {
          requested: 7,
          used: 0,
          warnings: [
            {
              ...clipped(
                'No period of ICI_WEEKLY ends from 1990-01-01 to 1990-12-31; the first one that ' +
                  'is stored ends on 2022-09-07.',
              ),
              count: 7,
            },
          ],
        },
        total: { netFlow: null, flowRatio: null },
        lastPeriod: null,
        series: { values: [] },
      },
    });
  });
});

describe('a filter that keeps nobody', () => {
  const EMPTY = { code: 'INSUFFICIENT_COVERAGE', message: 'The set has no members.', count: 0 };
  const YEAR = 'window: {preset: YTD, to: "2023-09-08"}';

  for (const where of ['{capTiers: []}', '{symbols: []}', '{sectors: []}', '{industries: []}']) {
    test(`${where}: shorts and returns say that the set is empty`, async () => {
      const query = `{
        shorts(${YEAR}, where: ${where}) { ${WARNINGS} total { positionCount pnlRatio }
          lines { totalCount } }
        returns(${YEAR}, where: ${where}) { ${WARNINGS}
          total { memberCount capWeightReturn declinerShare } }
        securities(where: ${where}) { totalCount nodes { symbol } }
      }`;
      const none = { requested: 0, used: 0 };
      assert.deepEqual(await answer(query), {
        shorts: {
          coverage: { ...none, warnings: [EMPTY] },
          total: { positionCount: 0, pnlRatio: null },
          lines: { totalCount: 0 },
        },
        returns: {
          coverage: { ...none, warnings: [EMPTY] },
          total: { memberCount: 0, capWeightReturn: null, declinerShare: null },
        },
        securities: { totalCount: 0, nodes: [] },
      });
    });
  }

  test('of funds names the categories that the provider has', async () => {
    const query = `{
      flows(${YEAR}, provider: "ICI_WEEKLY", where: {categories: [US_SECTOR]}) {
        ${WARNINGS} total { netFlow } groups { category }
      }
      funds(where: {categories: []}) { totalCount }
    }`;
    assert.deepEqual(await answer(query), {
      flows: {
        coverage: {
          requested: 0,
          used: 0,
          warnings: [
            {
              code: 'INSUFFICIENT_COVERAGE',
              message:
                'ICI_WEEKLY reports no fund that `where` keeps. Its categories: BOND, HYBRID, ' +
                'INTERNATIONAL_EQUITY, US_LARGE_CAP, US_MID_CAP, US_MULTI_CAP, US_SMALL_CAP.',
              count: 0,
            },
          ],
        },
        total: { netFlow: null },
        groups: [],
      },
      funds: { totalCount: 0 },
    });
  });

  test('a fund that the provider does not report has no flows by it', async () => {
    const query = `{ funds(where: {symbols: ["BRAK"]}) { nodes {
      flows(${YEAR}, provider: "ICI_WEEKLY") { total { netFlow } coverage { warnings { message } } }
    } } }`;
    const message = 'ICI_WEEKLY has stored no flows of this fund.';
    const flows = { total: { netFlow: null }, coverage: { warnings: [{ message }] } };
    assert.deepEqual(await answer(query), { funds: { nodes: [{ flows }] } });
  });

  test('an empty list of names is an empty list of things', async () => {
    const query =
      '{ indices(symbols: []) { symbol } dataSources(kinds: []) { code } nodes(ids: []) { id } }';
    assert.deepEqual(await answer(query), { indices: [], dataSources: [], nodes: [] });
  });
});

describe('knowledge before the first report', () => {
  for (const knownOn of ['0001-01-01', '1999-01-04', '2022-12-08']) {
    test(`shorts known on ${knownOn} say that no report was public`, async () => {
      const query = `{ shorts(window: {preset: YTD}, options: {knownOn: "${knownOn}"}) {
        ${WARNINGS} total { positionCount pnlRatio }
      } }`;
      const message = `No report was public by ${knownOn}: give a later \`knownOn\`.`;
      assert.deepEqual(await answer(query), {
        shorts: {
          coverage: {
            requested: 0,
            used: 0,
            warnings: [{ code: 'INSUFFICIENT_COVERAGE', message, count: 0 }],
          },
          total: { positionCount: 0, pnlRatio: null },
        },
      });
    });
  }

  test('no position of a security was public', async () => {
    const query = `{ security(symbol: "LUMN") {
      shortPositions(window: {preset: YTD}, knownOn: "1999-01-04") { shares }
    } }`;
    assert.deepEqual(await answer(query), { security: { shortPositions: [] } });
  });
});

describe('a day without data', () => {
  test('before the first: what is unknown is null, and nobody has a size', async () => {
    const query = `{
      security(symbol: "LUMN") {
        marketCap(on: "1999-01-04") capTier(on: "1999-01-04") floatShares(on: "1999-01-04")
      }
      index(symbol: "RUT") { sectors(on: "1999-01-04") { sector } }
      securities(on: "1999-01-04", where: {capTiers: [SMALL]}) { totalCount }
    }`;
    assert.deepEqual(await answer(query), {
      security: { marketCap: null, capTier: 'UNCLASSIFIED', floatShares: null },
      index: { sectors: null },
      securities: { totalCount: 0 },
    });
  });

  test('after the last: the last one counts, but a float is not carried for years', async () => {
    const query = `{
      now: security(symbol: "LUMN") { marketCap capTier sector indices { symbol } }
      later: security(symbol: "LUMN") {
        marketCap(on: "2099-01-01") capTier(on: "2099-01-01") sector(on: "2099-01-01")
        indices(on: "2099-01-01") { symbol }
      }
      float: security(symbol: "LUMN") { floatShares(on: "2099-01-01") }
    }`;
    const { now, later: found, float } = (await answer(query)) as Record<string, unknown>;
    assert.deepEqual(found, now);
    assert.deepEqual(float, { floatShares: null });
  });

  test('after the window: a line has no more days', async () => {
    const query = `{ shorts(window: {preset: MTD}) { lines(first: 1) { nodes {
      days(after: "2030-01-01") { tradedOn }
    } } } }`;
    assert.deepEqual(await answer(query), { shorts: { lines: { nodes: [{ days: [] }] } } });
  });
});

describe('an ID of nothing', () => {
  for (const id of ['', 'garbage', 'Rm9vOjE', 'U2VjdXJpdHk6OTk5OTk5', 'SW5kZXg6Uk9P']) {
    test(`"${id}" is null, among others as well`, async () => {
      const query = `{ node(id: "${id}") { id } nodes(ids: ["${id}", "SW5kZXg6UlVU"]) { id } }`;
      assert.deepEqual(await answer(query), { node: null, nodes: [null, { id: 'SW5kZXg6UlVU' }] });
    });
  }
});
