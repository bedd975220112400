import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { openStore } from '../../../src/store/store.js';
import { type MainProcess, listeningUrl, startMain } from '../../server/main-process.js';
import { fillWithDemo } from '../../support/demo-store.js';

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

/** Why tests with a browser are skipped; false where there is one, or where there must be one. */
export const browserSkip =
  !existsSync(CHROMIUM) && process.env.CI !== 'true' ? `${CHROMIUM} IS NOT INSTALLED` : false;

export interface Visit {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** The built server over the demo market, and visits to it by browsers that know nothing. */
export class Explorer {
  /** Requests to any other host, and what pages complained about, over all visits. */
  readonly foreign: string[] = [];
  readonly complaints: string[] = [];
  #contexts: BrowserContext[] = [];

  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly main: MainProcess,
  ) {}

  static async start(): Promise<Explorer> {
    const folder = await mkdtemp(join(tmpdir(), 'lowtide-explorer-'));
    const databaseUrl = `sqlite:${join(folder, 'store.sqlite')}`;
    const store = await openStore(databaseUrl);
    await fillWithDemo(store);
    await store.close();
    const main = startMain({ LOWTIDE_DATABASE_URL: databaseUrl, LOWTIDE_PORT: '0' });
    const url = await listeningUrl(main);
    while ((await fetch(`${url}/health/ready`)).status !== 200) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const explorer = new Explorer(url, folder, main);
    await explorer.ask('{ service { version } }');
    return explorer;
  }

  async close(): Promise<void> {
    await this.leave();
    this.main.child.kill('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Opens a path in a new browser, and waits until it can be used. */
  async visit(path = '/', { width = 1280, height = 800, colorScheme }: Visit = {}): Promise<Page> {
    const page = await this.newPage({ width, height, ...(colorScheme && { colorScheme }) });
    await page.goto(`${this.url}${path}`);
    await page.locator('.lt-results').waitFor({ timeout: 30_000 });
    await page.locator('.graphiql-query-editor .view-lines').waitFor({ timeout: 30_000 });
    return page;
  }

  /** A page of a new browser, which is still empty. */
  async newPage({ width = 1280, height = 800, colorScheme = 'light' }: Visit = {}): Promise<Page> {
    const profile = await mkdtemp(join(this.folder, 'profile-'));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: CHROMIUM,
      headless: true,
      args: ARGUMENTS,
      viewport: { width, height },
      colorScheme,
    });
    this.#contexts.push(context);
    context.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      const isOwn = origin === this.url || protocol === 'data:' || protocol === 'blob:';
      if (!isOwn) this.foreign.push(request.url());
    });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    return page;
  }

  /** Closes all browsers. */
  async leave(): Promise<void> {
    for (const context of this.#contexts.splice(0)) await context.close();
  }

  /** What the server answers without a browser. */
  async ask(query: string, variables: Record<string, unknown> = {}): Promise<unknown> {
    const { status, text } = await this.#post(query, variables);
    // A machine with much to do is asked again in a while, as it says.
    if (status === 503) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      return this.ask(query, variables);
    }
    const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown };
    if (errors !== undefined || data === undefined) throw new Error(text);
    return data;
  }

  async #post(query: string, variables: Record<string, unknown>) {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, text: await response.text() };
  }
}
