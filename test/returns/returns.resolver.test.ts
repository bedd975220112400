import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { execute, parse, validate } from 'graphql';
import { Context } from '../../src/graphql/context.js';
import { ReturnMeasure } from '../../src/returns/return-measure.type.js';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import type { Store } from '../../src/store/store.js';
import { tinyPanel } from '../support/tiny-panel.js';
import { MARKET } from './market.js';

const SCHEMA = lowtideSchema();
const LEVELS = [100, 101, 102, 103, 104, 105, 106, 107, 108, 109];
const PANEL = tinyPanel({
  ...MARKET,
  indices: { IDX: { ...MARKET.indices!.IDX, levels: LEVELS }, OTHER: { levels: LEVELS } },
});

/** The answer to a query in memory; the store is never touched on this path. */
async function ask(query: string) {
  const document = parse(query);
  assert.deepEqual(validate(SCHEMA, document), []);
  const contextValue = new Context(PANEL, undefined as unknown as Store);
  const { data, errors } = await execute({ schema: SCHEMA, document, contextValue });
  return { data: JSON.parse(JSON.stringify(data ?? null)), errors };
}

async function answer(query: string) {
  const { data, errors } = await ask(query);
  assert.equal(errors, undefined, errors?.join());
  return data;
}

async function refusal(query: string): Promise<string> {
  const { errors } = await ask(query);
  return errors?.[0]?.message ?? 'no error';
}

/** What is wrong with a query before it is run. */
async function invalid(query: string): Promise<string> {
  return validate(SCHEMA, parse(query))[0]?.message ?? 'no error';
}

const RETURNS = 'returns(window: {preset: MAX}';

describe('a report of returns in GraphQL', () => {
  test('the window and the options are echoed', async () => {
    const { returns } = await answer(
      `{ ${RETURNS}) { window { fromOn baseOn endOn tradingDays } options { basis universeAt } } }`,
    );
    assert.deepEqual(returns, {
      window: {
        fromOn: '2023-01-04',
        baseOn: '2023-01-03',
        endOn: '2023-01-17',
        tradingDays: 9,
      },
      options: { basis: 'PRICE', universeAt: 'END' },
    });
  });

  test('what cannot be computed is null', async () => {
    const { returns } = await answer(`{
      ${RETURNS}, where: {symbols: ["RISE", "LATE"]}) {
        total { memberCount pricedCount advancers advancerShare capWeightReturn weightingGap }
        concentration { hhi effectiveCount topWeight topContribution(count: 1) exTopReturn }
        lines { nodes { security { symbol } periodReturn weight contribution } }
      }
    }`);
    assert.deepEqual(returns, {
      total: {
        memberCount: 2,
        pricedCount: 1,
        advancers: 1,
        advancerShare: null,
        capWeightReturn: null,
        weightingGap: null,
      },
      concentration: {
        hhi: null,
        effectiveCount: null,
        topWeight: null,
        topContribution: null,
        exTopReturn: null,
      },
      lines: {
        nodes: [
          { security: { symbol: 'RISE' }, periodReturn: 1, weight: 1, contribution: null },
          { security: { symbol: 'LATE' }, periodReturn: null, weight: null, contribution: null },
        ],
      },
    });
  });

  test('pages of lines follow one another and count all', async () => {
    const page = (after: string) => `{
      ${RETURNS}, where: {symbols: ["RISE", "FALL", "FLAT"]}) {
        lines(first: 2${after}) {
          nodes { security { symbol } }
          pageInfo { hasNextPage endCursor }
          totalCount
        }
      }
    }`;
    const { lines } = (await answer(page(''))).returns;
    assert.equal(lines.totalCount, 3);
    assert.equal(lines.pageInfo.hasNextPage, true);
    const next = (await answer(page(`, after: "${lines.pageInfo.endCursor}"`))).returns.lines;
    assert.deepEqual(next.nodes, [{ security: { symbol: 'FALL' } }]);
    assert.equal(next.pageInfo.hasNextPage, false);
  });

  test('a cursor of another report is refused', async () => {
    const lines = (options: string, after = '') =>
      `{ ${RETURNS}${options}) { lines(first: 1${after}) { pageInfo { endCursor } } } }`;
    const { endCursor } = (await answer(lines(''))).returns.lines.pageInfo;
    const message = await refusal(
      lines(', options: {universeAt: START}', `, after: "${endCursor}"`),
    );
    assert.match(message, /^after is not a cursor of this list/);
  });

  test('a group has its key, its numbers and its series', async () => {
    const { returns } = await answer(`{
      ${RETURNS}, where: {symbols: ["RISE", "FALL"]}) {
        groups(by: [SECTOR], first: 1) {
          key { label sector capTier }
          stats { memberCount capWeightReturn }
          series(interval: MONTH, measure: CUMULATIVE_CAP_WEIGHT_RETURN) { dates values }
        }
      }
    }`);
    assert.deepEqual(returns.groups, [
      {
        key: {
          label: 'Information Technology',
          sector: 'INFORMATION_TECHNOLOGY',
          capTier: null,
        },
        stats: { memberCount: 1, capWeightReturn: 1 },
        series: { dates: ['2023-01-17'], values: [1] },
      },
    ]);
  });

  test('every measure of breadth answers, for the set and for each group', async () => {
    const measures = Object.keys(ReturnMeasure);
    const series = measures.map((name) => `${name}: series(measure: ${name}) { values }`).join(' ');
    const { returns } = await answer(`{
      ${RETURNS}, where: {symbols: ["RISE", "FALL"]}) {
        ${series}
        groups(by: [SECTOR]) { ${series} }
      }
    }`);
    for (const name of measures) {
      assert.equal(returns[name].values.length, 9, name);
      for (const group of returns.groups) assert.equal(group[name].values.length, 9, name);
    }
    assert.deepEqual(returns.ADVANCERS.values, Array(9).fill(1));
    assert.deepEqual(returns.groups[0].ADVANCE_DECLINE_LINE.values, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.deepEqual(returns.NEW_HIGHS_LESS_NEW_LOWS.values, Array(9).fill(null));
  });

  test('adding fields to a query changes no other field', async () => {
    const few = await answer(
      `{ ${RETURNS}, options: {universeAt: DAILY}) { total { capWeightReturn } } }`,
    );
    const many = await answer(`{
      ${RETURNS}, options: {universeAt: DAILY}) {
        coverage { requested used warnings { code } }
        checks { name residual }
        groups(by: [CAP_TIER, SECTOR]) { stats { capWeightReturn } }
        concentration { exTopReturn(count: 1) }
        total { capWeightReturn }
        series { values }
      }
    }`);
    assert.deepEqual(many.returns.total, few.returns.total);
  });

  test('wrong arguments are refused with what would be right', async () => {
    const fails = async (fields: string, message: string) =>
      assert.equal(await refusal(`{ ${RETURNS}) { ${fields} } }`), message);
    await fails('lines(first: 0) { totalCount }', 'first must be between 1 and 500, not 0.');
    await fails(
      'groups(by: [SECTOR], first: 501) { key { label } }',
      'first must be between 1 and 500, not 501.',
    );
    await fails('concentration { topWeight(count: 0) }', 'count must be at least 1, not 0.');
    await fails('groups(by: []) { key { label } }', 'by must name one to 3 properties, not 0.');
    assert.match(
      await invalid(`{ ${RETURNS}) { series(measure: TRINN) { values } } }`),
      /^Value "TRINN" does not exist in "ReturnMeasure" enum\. Did you mean .* "TRIN"\?/,
    );
    assert.match(
      await invalid(`{ ${RETURNS}) { series(interval: HOUR) { values } } }`),
      /^Value "HOUR" does not exist in "Interval" enum\./,
    );
    assert.match(
      await refusal(`{ ${RETURNS}, where: {symbols: ["RIZE"]}) { window { endOn } } }`),
      /^No security with the symbol "RIZE" is stored\. Did you mean RISE/,
    );
    assert.match(
      await refusal(`{ ${RETURNS}, options: {basis: TOTAL}) { window { endOn } } }`),
      /^basis TOTAL needs dividends, and none are stored\./,
    );
  });
});

describe('indices in GraphQL', () => {
  test('an index has a global ID, a symbol and a name', async () => {
    const { index } = await answer('{ index(symbol: "idx") { id symbol name } }');
    assert.equal(index.symbol, 'IDX');
    assert.equal(index.name, 'The IDX');
    const { node } = await answer(`{ node(id: "${index.id}") { id ... on Index { symbol } } }`);
    assert.deepEqual(node, { id: index.id, symbol: 'IDX' });
  });

  test('performance tells levels, return and the deepest fall', async () => {
    const { index } = await answer(`{
      index(symbol: "IDX") {
        performance(window: {preset: MAX}) {
          basis startLevel endLevel periodReturn volatility excessReturn(over: "OTHER")
          maxDrawdown { depth peakOn troughOn }
          series(interval: WEEK, measure: REBASED) { points { endOn value } }
        }
      }
    }`);
    assert.deepEqual(index.performance, {
      basis: 'PRICE',
      startLevel: 100,
      endLevel: 109,
      periodReturn: 0.09,
      volatility: null,
      excessReturn: 0,
      maxDrawdown: null,
      series: {
        points: [
          { endOn: '2023-01-06', value: 103 },
          { endOn: '2023-01-13', value: 108 },
          { endOn: '2023-01-17', value: 109.00000000000001 },
        ],
      },
    });
  });

  test('a comparison is a report', async () => {
    const { indexComparison } = await answer(`{
      indexComparison(subject: "IDX", benchmark: "OTHER", window: {preset: MAX}) {
        ... on Report { window { baseOn } coverage { requested } checks { name } }
        excessReturn breadthGap correlation beta trackingError
        attribution { allocationEffect unexplained sectors { sector subjectWeight subjectReturn } }
        subject { index { symbol } performance { periodReturn } returns { total { memberCount } } }
        relativeStrength(interval: MONTH) { values }
      }
    }`);
    assert.deepEqual(indexComparison, {
      window: { baseOn: '2023-01-03' },
      coverage: { requested: 4 },
      checks: [{ name: 'COUNTS' }, { name: 'EFFECTS' }],
      excessReturn: 0,
      breadthGap: null,
      correlation: null,
      beta: null,
      trackingError: null,
      attribution: {
        allocationEffect: null,
        unexplained: null,
        sectors: [
          { sector: 'FINANCIALS', subjectWeight: 0.5, subjectReturn: null },
          { sector: 'INFORMATION_TECHNOLOGY', subjectWeight: 0.5, subjectReturn: null },
        ],
      },
      subject: {
        index: { symbol: 'IDX' },
        performance: { periodReturn: 0.09 },
        returns: { total: { memberCount: 4 } },
      },
      relativeStrength: { values: [1] },
    });
  });

  test('a security knows its indices on a day and its performance', async () => {
    const { security } = await answer(`{
      security(symbol: "FALL") {
        before: indices(on: "2023-01-03") { symbol }
        after: indices { symbol }
        performance(window: {preset: MAX}) { startLevel endLevel periodReturn }
      }
    }`);
    assert.deepEqual(security, {
      before: [{ symbol: 'IDX' }],
      after: [],
      performance: { startLevel: 50, endLevel: 40, periodReturn: -0.2 },
    });
  });

  test('one panel that fails leaves the others', async () => {
    const { data, errors } = await ask(`{
      good: index(symbol: "IDX") { symbol }
      bad: index(symbol: "NONE") { symbol }
    }`);
    assert.deepEqual(data, { good: { symbol: 'IDX' }, bad: null });
    assert.equal(errors?.length, 1);
  });
});
