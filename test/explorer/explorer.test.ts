import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { Page, Request } from 'playwright-core';
import { savedOperations } from '../support/saved-operations.js';
import { barsOn, downloaded } from './support/charts.js';
import { browserSkip, Explorer } from './support/explorer.js';

interface Groups {
  readonly shorts: {
    readonly groups: readonly { key: { label: string }; stats: Record<string, number | null> }[];
  };
}

/** The text of a saved operation. */
function saved(name: string): string {
  const found = savedOperations().find((it) => it.name === name);
  assert.ok(found, name);
  return found.text;
}

/** Opens a link that asks `query`. */
function link(query: string): string {
  return `/#${new URLSearchParams({ query })}`;
}

async function answered(page: Page): Promise<void> {
  await page.locator('[data-state="answered"]').waitFor({ timeout: 20_000 });
}

describe('the explorer', { skip: browserSkip }, () => {
  let explorer: Explorer;
  before(async () => {
    explorer = await Explorer.start();
  });
  after(() => explorer?.close());
  afterEach(() => explorer?.leave());

  test('the start page gives the bars by industry in a click, and their CSV in one', async () => {
    const { shorts } = (await explorer.ask(saved('short-pnl-by-industry'))) as Groups;
    const page = await explorer.visit();
    await page.locator('[data-first="short-pnl-by-industry"]').click();
    await page.locator('[data-chart="bars:shorts.groups"] svg').first().waitFor();
    const bars = await barsOn(page);
    assert.deepEqual(
      bars.map(({ label }) => label),
      shorts.groups.map(({ key }) => key.label),
    );
    const unit = bars[0]!.width / Math.abs(shorts.groups[0]!.stats.pnl!);
    for (const [k, { stats }] of shorts.groups.entries()) {
      assert.ok(Math.abs(bars[k]!.width - unit * Math.abs(stats.pnl!)) < 0.6, bars[k]!.label);
    }
    const csv = await downloaded(page, page.getByRole('button', { name: 'CSV', exact: true }));
    const rows = parse(csv, { columns: true }) as Record<string, string>[];
    assert.deepEqual(
      rows.map((row) => Number(row['stats.pnl'])),
      shorts.groups.map(({ stats }) => stats.pnl),
    );
  });

  test('a link asks a saved question with its values, and Share gives it back', async () => {
    const path = '/?operation=short-pnl-by-industry&asOf=2023-07-31';
    const page = await explorer.visit(path);
    await answered(page);
    await page.getByRole('tab', { name: 'Table' }).click();
    await page.locator('.lt-pick select').selectOption('figures');
    const endOn = page.locator('.lt-grid tr').filter({ hasText: 'endOn' });
    assert.match(await endOn.innerText(), /2023-07-31/);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.waitForURL(`${explorer.url}${path}`);
  });

  test('the status bar names version, time, cost and size', async () => {
    const page = await explorer.visit('/?operation=short-pnl-by-size');
    await answered(page);
    const words = await page.getByRole('region', { name: 'Cost and freshness' }).innerText();
    assert.match(words, /data version 1/);
    assert.match(words, /\d+ ms/);
    assert.match(words, /cost [\d,]+ of [\d,]+/);
    assert.match(words, /\d+ (kB|bytes)/);
  });

  test('Cancel aborts the request', async () => {
    const page = await explorer.visit();
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('ShortPnlBySize') === true) return;
      await route.continue();
    });
    const failed = page.waitForEvent('requestfailed');
    await page.getByRole('button', { name: /Execute query/ }).click();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    assert.equal((await failed).failure()?.errorText, 'net::ERR_ABORTED');
    await page.locator('[data-state="cancelled"]').waitFor();
  });

  test('scripts in a query, in names and in messages stay text', async () => {
    const script = '<img src=x onerror=alert(1)>';
    const page = await explorer.visit(link(`{ security(symbol: "${script}") { name } }`));
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.getByRole('alert').getByText(script).waitFor();
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch();
      const text = (await response.text()).replaceAll('Regional Banks', script);
      await route.fulfill({ response, body: text });
    });
    await page.locator('[data-example="short-pnl-by-industry"]').click();
    await page.locator('[data-chart="bars:shorts.groups"] svg').first().waitFor();
    assert.equal((await barsOn(page))[0]?.label, script);
    await page.getByRole('tab', { name: 'Table' }).click();
    await page.locator('.lt-grid').getByText(script).first().waitFor();
    assert.equal(await page.locator('.lt-results img').count(), 0);
    assert.deepEqual(dialogs, []);
  });

  for (const visit of [
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 390 },
  ] as const) {
    const where = `${visit.colorScheme}, ${visit.width} pixels wide`;
    test(`axe finds nothing serious on any pane (${where})`, { timeout: 120_000 }, async () => {
      const page = await explorer.visit('/', visit);
      await page.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
      // The editor colours its words a moment after it shows them.
      await page.locator('.view-line span > [class^="mtk"]:not(.mtk1)').first().waitFor();
      assert.deepEqual(await serious(page), [], 'start page');
      await page.locator('[data-first="short-pnl-by-industry"]').click();
      await page.locator('.lt-drawing svg').first().waitFor();
      assert.deepEqual(await serious(page), [], 'chart');
      await page.getByRole('tab', { name: 'Table' }).click();
      await page.locator('.lt-grid td button').first().click();
      await page.getByText('Window', { exact: true }).waitFor();
      assert.deepEqual(await serious(page), [], 'explanation');
      await page.getByRole('button', { name: 'Show Build' }).click();
      await page.getByRole('region', { name: 'Build a query' }).waitFor();
      assert.deepEqual(await serious(page), [], 'builder');
    });
  }

  test('the questions of the page itself take the headers of the reader along', async () => {
    const page = await explorer.visit('/?operation=data-freshness');
    await answered(page);
    await page.getByRole('button', { name: 'Headers', exact: true }).click();
    await page.locator('.graphiql-editor-tool .monaco-editor:visible').click();
    await page.keyboard.insertText('{"x-reader": "somebody"}');
    const mark = (it: Request) => it.headers()['x-reader'];
    const asked = page.waitForRequest((it) => it.postData()?.includes('DataFreshness') === true);
    await page.getByRole('button', { name: /Execute query/ }).click();
    assert.equal(mark(await asked), 'somebody');
    const completed = page.waitForRequest((it) => it.postData()?.includes('Completions') === true);
    await page.getByRole('button', { name: 'Show Build' }).click();
    assert.equal(mark(await completed), 'somebody');
  });

  test('another day is picked and asked, and a field is ticked, in the builder', async () => {
    const page = await explorer.visit('/?operation=data-freshness');
    await answered(page);
    await page.locator('[data-example="share-of-russell-down"]').click();
    await answered(page);
    await page.getByRole('button', { name: 'Show Build' }).click();
    const builder = page.getByRole('region', { name: 'Build a query' });
    await builder.getByLabel('asOf', { exact: true }).fill('2023-06-30');
    const asked = page.waitForRequest((it) => it.postData()?.includes('2023-06-30') === true);
    await builder.getByRole('button', { name: 'Run with these values' }).click();
    assert.deepEqual((await asked).postDataJSON().variables, { asOf: '2023-06-30' });
    await builder
      .getByRole('checkbox', { name: /^indices/ })
      .first()
      .check();
  });

  test('a page of 390 pixels shows the answer without scrolling sideways', async () => {
    const page = await explorer.visit('/', { width: 390, height: 800 });
    await page.locator('[data-first="short-pnl-by-industry"]').click();
    await page.locator('.lt-drawing svg').first().waitFor();
    const width = await page.evaluate('document.documentElement.scrollWidth');
    assert.equal(width, 390);
    assert.equal((await page.locator('.lt-drawing').boundingBox())!.width > 300, true);
  });

  test('nothing was asked of any other host', () => {
    assert.deepEqual(explorer.foreign, []);
  });
});

/** Findings of axe in our own parts that are serious or critical, with the place of the first. */
async function serious(page: Page): Promise<string[]> {
  const found = (await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] }).then((it) => it.violations)',
  )) as { id: string; impact: string; nodes: { target: string[] }[] }[];
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}
