import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import type { RunningServer } from '../../src/server/start-server.js';
import { until } from './streams/streaming.js';
import { panelOf, startTiny, TinySource } from './tiny.js';

const CHROMIUM = '/usr/bin/chromium';
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const OPERATIONS = 'schema/operations';

// Without a browser the test is skipped in plain sight; on a build machine that is a failure.
const isMissing = !existsSync(CHROMIUM);
const skip = isMissing && process.env.CI !== 'true' ? `${CHROMIUM} IS NOT INSTALLED` : false;

describe('GraphiQL in a browser', { skip }, () => {
  const foreign: string[] = [];
  const complaints: string[] = [];
  let folder: string;
  let server: RunningServer;
  let context: BrowserContext;
  let page: Page;
  const source = new TinySource(panelOf(5, true));

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lowtide-browser-'));
    server = await startTiny(source);
    const options = { executablePath: CHROMIUM, headless: true, args: ARGUMENTS };
    context = await chromium.launchPersistentContext(folder, {
      ...options,
      viewport: { width: 1400, height: 900 },
    });
    context.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      const isOwn = origin === server.url || protocol === 'data:' || protocol === 'blob:';
      if (!isOwn) foreign.push(request.url());
    });
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${server.url}/`);
    await page.getByRole('button', { name: /Execute query/ }).waitFor({ timeout: 30_000 });
  });
  after(async () => {
    await context?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a link that asks `query`. */
  async function run(query: string): Promise<void> {
    await page.goto('about:blank');
    await page.goto(`${server.url}/#${new URLSearchParams({ query })}`);
  }

  test('the header names the data version and says that it is simulated', async () => {
    await page.getByText('data version 5, prices through 2023-09-08').waitFor();
    assert.equal(await page.locator('#simulated').isVisible(), true);
  });

  test('the header follows when a new version is published', async () => {
    await until(() => server.streams.count === 1);
    source.panel = panelOf(6, true);
    await page.getByText('data version 6, prices through 2023-09-08').waitFor();
  });

  test('a first visit has one tab, and every saved operation among the questions', async () => {
    const tabs = page.getByRole('list', { name: 'Select active operation' }).getByRole('listitem');
    assert.deepEqual(await tabs.allInnerTexts(), ['ShortPnlBySize']);
    const count = await page.locator('[data-example]').count();
    assert.equal(count, readdirSync(OPERATIONS).length, 'run `npm run build` first');
  });

  test('an operation is run, and its answer is seen', async () => {
    await run('{ hello }');
    await page.getByRole('tab', { name: 'JSON' }).click();
    const answer = page.locator('.graphiql-response');
    await answer.getByText('"world"').waitFor({ timeout: 15_000 });
    assert.match(await answer.innerText(), /"methodologyVersion"/);
  });

  test('a subscription is run by the same button until it is stopped', async () => {
    await run('subscription { dataVersionPublished { number isSimulated } }');
    await until(() => server.streams.count === 2);
    source.panel = panelOf(7, true);
    await page.getByRole('tab', { name: 'JSON' }).click();
    const answer = page.locator('.graphiql-response');
    await answer.getByText('"isSimulated"').waitFor({ timeout: 15_000 });
    assert.match(await answer.innerText(), /"number":\s7/);
    await page.getByRole('button', { name: /Stop query/ }).click();
    await until(() => server.streams.count === 1);
  });

  test('a hidden page gives its connection back until it is seen again', async () => {
    const hide = (isHidden: boolean) =>
      page.evaluate(`Object.defineProperty(document, 'hidden', { get: () => ${isHidden},
        configurable: true }); document.dispatchEvent(new Event('visibilitychange'))`);
    await hide(true);
    await until(() => server.streams.count === 0);
    source.panel = panelOf(8, true);
    await hide(false);
    await page.getByText('data version 8, prices through 2023-09-08').waitFor();
    await until(() => server.streams.count === 1);
  });

  test('a query can be built by clicking', async () => {
    await page.getByRole('button', { name: 'Show Build' }).click();
    await page.getByRole('region', { name: 'Build a query' }).waitFor({ timeout: 15_000 });
  });

  test('nothing was asked of any other host, and nothing was complained about', () => {
    assert.deepEqual(foreign, []);
    assert.deepEqual(complaints, []);
  });
});
