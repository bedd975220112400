import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { browserSkip, Explorer } from './support/explorer.js';

const hash = (query: string, variables = '') =>
  `/#${new URLSearchParams({ query, ...(variables && { variables }) })}`;

/** Links that people cut, mistype or make up. */
const BROKEN = [
  '/#query=%7B%20broken',
  hash('{ service { version '),
  hash('}'),
  hash('nonsense'),
  hash('{ nosuch }'),
  hash('query Q($a: Nosuch!) { service { version } }'),
  hash('query Q($a: Int = $b) { service { version } }', '{"a": 1'),
  hash('fragment F on Query { ...F }'),
  hash('{ ...F } fragment F on Query { ...F }'),
  hash('{ ...F } fragment F on Query { indices(first: 1) { nodes { symbol } } ...F }'),
  hash('query A { service { version } } query B { service { version } }'),
  hash('subscription { dataVersionPublished { number } }', '[]'),
  hash('{ service { version } }', 'null'),
  '/#query=%',
  '/?operation=nosuch',
  '/?operation=short-pnl-by-size&asOf=notadate',
  '/?operation=short-pnl-by-size&asOf=%7B',
];

describe('the page is never white', { skip: browserSkip }, () => {
  let explorer: Explorer;
  before(async () => {
    explorer = await Explorer.start();
  });
  after(() => explorer?.close());
  afterEach(() => explorer?.leave());

  /** Nothing was thrown, and what the page is for is still there. */
  async function isWhole(page: Page, after: string): Promise<void> {
    assert.equal(await page.locator('.lt-results').count(), 1, after);
    assert.equal(await page.locator('.graphiql-query-editor').count(), 1, after);
    const thrown = explorer.complaints.filter((it) => !/Failed to load resource/.test(it));
    assert.deepEqual(thrown, [], after);
  }

  test('whatever pane is left for whatever other', async () => {
    const page = await explorer.visit('/?operation=short-pnl-by-size');
    const titles = ['Build', 'Questions', 'History', 'Documentation Explorer'];
    const press = async (title: string) => {
      const button = page.getByRole('button', { name: new RegExp(`^(Show|Hide) ${title}$`) });
      await button.first().click();
      await isWhole(page, title);
    };
    for (const first of titles) {
      for (const second of [first, ...titles]) {
        await press(first);
        await press(second);
      }
    }
    for (const view of ['Chart', 'Table', 'JSON', 'Chart']) {
      await page.getByRole('tab', { name: view }).click();
      await isWhole(page, view);
    }
  });

  test('whatever link is opened, with Build open and left again', async () => {
    for (const link of BROKEN) {
      const page = await explorer.visit(link);
      await page.waitForTimeout(100);
      await isWhole(page, link);
      await page.getByRole('button', { name: 'Show Build' }).click();
      await isWhole(page, link);
      await page.getByRole('button', { name: 'Hide Build' }).click();
      await isWhole(page, link);
      await explorer.leave();
    }
  });
});
