import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  answerTo,
  AUGUST,
  COVERAGE,
  errorOf,
  flowsOf,
  type FundRows,
  type Json,
  LARGE,
  NO_ASSETS,
  panelWith,
  SMALL,
} from './flow-fixture.js';

describe('groups and lines', () => {
  const FUNDS: FundRows[] = [
    { ...SMALL, code: 'A', symbol: 'AAA' },
    { ...LARGE, code: 'B', symbol: 'BBB' },
    { ...NO_ASSETS, code: 'C', symbol: 'CCC' },
  ];

  test('groups come in the order asked for, nulls last either way', async () => {
    const orders = [
      'NET_FLOW, direction: DESC',
      'FLOW_RATIO, direction: ASC',
      'KEY, direction: ASC',
    ];
    const found = [];
    for (const order of orders) {
      const selection = `groups(orderBy: {field: ${order}}) { category }`;
      const { groups } = await flowsOf(panelWith(FUNDS), AUGUST, selection);
      found.push(groups.map(({ category }: Json) => category));
    }
    assert.deepEqual(found, [
      ['US_LARGE_CAP', 'BOND', 'US_SMALL_CAP'],
      ['US_SMALL_CAP', 'US_LARGE_CAP', 'BOND'],
      ['US_LARGE_CAP', 'US_SMALL_CAP', 'BOND'],
    ]);
  });

  test('lines are the single funds, page by page', async () => {
    const panel = panelWith(FUNDS);
    const page = (after: string) =>
      flowsOf(
        panel,
        AUGUST,
        `lines(orderBy: {field: NET_FLOW, direction: ASC}, first: 2${after}) {
          nodes { fund { symbol category } stats { netFlow flowRatio } }
          totalCount pageInfo { hasNextPage endCursor }
        }`,
      );
    const { lines } = await page('');
    assert.deepEqual(lines.nodes, [
      {
        fund: { symbol: 'AAA', category: 'US_SMALL_CAP' },
        stats: { netFlow: -35, flowRatio: -0.035 },
      },
      { fund: { symbol: 'CCC', category: 'BOND' }, stats: { netFlow: 9, flowRatio: null } },
    ]);
    assert.equal(lines.totalCount, 3);
    const next = await page(`, after: "${lines.pageInfo.endCursor}"`);
    assert.deepEqual(
      next.lines.nodes.map(({ fund }: Json) => fund.symbol),
      ['BBB'],
    );
    assert.equal(next.lines.pageInfo.hasNextPage, false);
  });

  test('a cursor of another list is refused', async () => {
    const panel = panelWith(FUNDS);
    const { lines } = await flowsOf(panel, AUGUST, 'lines(first: 1) { pageInfo { endCursor } }');
    const source = `{ flows(${AUGUST}, where: {categories: [BOND]}) {
      lines(after: "${lines.pageInfo.endCursor}") { totalCount }
    } }`;
    assert.equal(((await errorOf(panel, source)) as Error & { code: string }).code, 'BAD_CURSOR');
  });

  test('a provider of categories has no lines and no check of them', async () => {
    const report = await flowsOf(
      panelWith([SMALL]),
      AUGUST,
      'lines { totalCount } checks { name }',
    );
    assert.equal(report.lines.totalCount, 0);
    assert.deepEqual(
      report.checks.map(({ name }: Json) => name),
      ['GROUPS', 'ASSETS'],
    );
  });

  test('the filter keeps categories and symbols', async () => {
    const panel = panelWith(FUNDS);
    const kept = async (where: string) =>
      (await flowsOf(panel, `${AUGUST}, where: {${where}}`, 'total { netFlow }')).total.netFlow;
    assert.equal(await kept('categories: [BOND, US_SMALL_CAP]'), -26);
    assert.equal(await kept('symbols: ["aaa"]'), -35);
    assert.equal(await kept('symbols: ["AAA"], categories: [BOND]'), null);
  });

  test('an unknown symbol is refused with a suggestion', async () => {
    const source = `{ flows(${AUGUST}, where: {symbols: ["AAB"]}) { total { netFlow } } }`;
    const { message } = await errorOf(panelWith(FUNDS), source);
    assert.equal(message, 'WEEKLY has no fund with the symbol "AAB". Did you mean AAA, BBB?');
  });

  test('a filter that keeps nothing says what the provider reports', async () => {
    const panel = panelWith([SMALL, LARGE]);
    const report = await flowsOf(
      panel,
      `${AUGUST}, where: {categories: [BOND]}`,
      `groups { category } ${COVERAGE}`,
    );
    assert.deepEqual(report.groups, []);
    assert.equal(
      report.coverage.warnings[0].message,
      'WEEKLY reports no fund that `where` keeps. Its categories: US_LARGE_CAP, US_SMALL_CAP.',
    );
  });

  test('a fund is a node and has its own flows', async () => {
    const panel = panelWith(FUNDS);
    const { lines } = await flowsOf(
      panel,
      AUGUST,
      'lines(first: 1) { nodes { fund { id name } } }',
    );
    const { id, name } = lines.nodes[0].fund;
    const own = `name flows(${AUGUST}) { total { netFlow } }`;
    const source = `{ node(id: "${id}") { ... on Fund { ${own} } } }`;
    assert.deepEqual((await answerTo(panel, source)).node, {
      name,
      flows: { total: { netFlow: 155 } },
    });
  });
});
