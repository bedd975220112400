import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { savedOperations } from '../../support/saved-operations.js';
import { barsOn } from '../support/charts.js';
import { browserSkip, Explorer } from '../support/explorer.js';

// Every question is asked by a click, in one visit, and what is shown is held against what the
// server answers to the same text.

describe('every question', { skip: browserSkip }, () => {
  let explorer: Explorer;
  let page: Page;
  before(async () => {
    explorer = await Explorer.start();
    page = await explorer.visit();
  });
  after(() => explorer?.close());

  for (const { name, text } of savedOperations()) {
    test(`${name} is answered by a chart or a table`, { timeout: 60_000 }, async () => {
      await page.locator(`[data-example="${name}"]`).click();
      await page.locator('.lt-question h2').waitFor();
      await page.locator('[data-state="answered"] [data-view]').waitFor();
      assert.equal(await page.locator('.lt-results [role="alert"]').count(), 0);
      const view = await page.locator('[data-view]').getAttribute('data-view');
      assert.ok(view === 'chart' || view === 'table', `${view}`);
      const data = await explorer.ask(text);
      if (view === 'chart') await holdChart(page, data);
      await page.getByRole('tab', { name: 'Table' }).click();
      await holdTable(page, data);
    });
  }

  test('asked nothing of any other host, and raised no complaint', () => {
    assert.deepEqual(explorer.foreign, []);
    assert.deepEqual(explorer.complaints, []);
  });
});

/** Holds the bars, or the lines, against the rows that the chart is named after. */
async function holdChart(page: Page, data: unknown): Promise<void> {
  const chart = page.locator('.lt-chart');
  await chart.locator('svg').first().waitFor();
  const id = (await chart.getAttribute('data-chart')) ?? '';
  const [kind, path = ''] = id.split(':');
  if (kind !== 'bars' || id.startsWith('bars:totals')) {
    const shapes = chart.locator('[aria-label="line"] path, [aria-label="rect"] rect, rect');
    assert.ok((await shapes.count()) > 0, `${id} is empty`);
    return;
  }
  const rows = rowsAt(data, path);
  const bars = await barsOn(page);
  assert.ok(bars.length > 0 && bars.length <= rows.length, `${id}: ${bars.length} bars`);
  const measure = (await page.locator('.lt-choices select').last().inputValue()).split('.');
  const values = rows.map((row) => at(row, measure)).filter((it) => typeof it === 'number');
  const shown = values.slice(0, bars.length);
  const widest = Math.max(...shown.map(Math.abs));
  const unit = Math.max(...bars.map(({ width }) => width)) / widest;
  for (const [k, value] of shown.entries()) {
    const off = Math.abs((bars[k]?.width ?? 0) - Math.abs(value) * unit);
    assert.ok(off < 0.6, `${id}: bar ${k} is off by ${off} pixels`);
  }
}

/** Holds the number of rows, and the first row, against the list that the table is named after. */
async function holdTable(page: Page, data: unknown): Promise<void> {
  const grid = page.locator('.lt-grid');
  await grid.waitFor();
  const id = (await grid.getAttribute('data-table')) ?? '';
  const counted = Number(await grid.locator('table').getAttribute('aria-rowcount')) - 1;
  assert.ok(counted > 0, `${id} has no row`);
  if (id === 'figures' || /^(series|totals):/.test(id)) return;
  const rows = rowsAt(data, id);
  assert.equal(counted, rows.length, id);
  const cells = await grid.locator('tbody tr').first().locator('td').allInnerTexts();
  const texts = leaves(rows[0]).filter((it) => typeof it === 'string' && it.length < 40);
  const missing = texts.filter((it) => !cells.some((cell) => cell.includes(String(it))));
  assert.deepEqual(missing, [], id);
}

/** All rows below a path of names, through lists on the way. */
function rowsAt(data: unknown, path: string): Record<string, unknown>[] {
  let found: unknown[] = [data];
  for (const name of path.split('.')) {
    found = found.flatMap((it) => (it as Record<string, unknown> | null)?.[name] ?? []);
  }
  return found as Record<string, unknown>[];
}

function at(row: unknown, names: readonly string[]): number | null {
  const value = names.reduce((it, name) => (it as Record<string, unknown> | null)?.[name], row);
  return typeof value === 'number' ? value : null;
}

/** Single values of a row that a table shows: lists, cursors and IDs left out. */
function leaves(row: unknown): unknown[] {
  return Object.entries(row as object).flatMap(([name, value]) => {
    if (Array.isArray(value) || name === 'cursor' || value === null) return [];
    if (typeof value !== 'object') return [value];
    return 'dates' in value || 'points' in value ? [] : leaves(value);
  });
}
