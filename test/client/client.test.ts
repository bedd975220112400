import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { repoRoot } from '../kernels/golden.js';
import { until } from '../server/streams/streaming.js';
import { serveDemo } from '../support/serve-demo.js';
import { companies } from './companies.js';
import { Lowtide, LowtideError } from './lowtide.js';
import { COMPARISON } from './questions.js';
import { watch } from './watch.js';

const CLI = join(repoRoot(), 'dist/src/cli.js');

// The example of docs/frontend.md against the command that it names, as a front end would run it.
describe('the example client', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lowtide-client-'));
  const env = {
    PATH: process.env.PATH,
    LOWTIDE_DATABASE_URL: `sqlite:${join(folder, 'store.sqlite')}`,
    LOWTIDE_POLL_MS: '100',
  };
  let server: ChildProcess;
  let url: string;

  before(async () => {
    const served = await serveDemo(env);
    server = served.child;
    url = served.url;
  });
  after(async () => {
    server.kill('SIGTERM');
    await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });

  test('gets typed data, and says which version it came from', async () => {
    const { data, dataVersion } = await new Lowtide(url).ask(COMPARISON, {
      subject: 'RUT',
      benchmark: 'SPX',
    });
    const ratio: number | null | undefined = data.indexComparison?.subject.performance.periodReturn;
    assert.equal(typeof ratio, 'number');
    assert.equal(data.indexComparison?.window.baseOn, '2022-12-30');
    assert.equal(dataVersion, 1);
  });

  test('reads a list to its end, page by page, each company once', async () => {
    const ids = new Set<string>();
    let pageCount = 0;
    for await (const page of companies(new Lowtide(url), 500)) {
      pageCount++;
      for (const { id } of page) ids.add(id);
    }
    assert.ok(pageCount > 5, String(pageCount));
    assert.ok(ids.size > (pageCount - 1) * 500 && ids.size <= pageCount * 500);
  });

  test('tells errors by code, with what would have worked', async () => {
    const lowtide = new Lowtide(url);
    const wrong = lowtide.ask(COMPARISON, { subject: 'RUTT', benchmark: 'SPX' });
    await assert.rejects(wrong, (error) => {
      assert.ok(error instanceof LowtideError);
      assert.equal(error.code, 'UNKNOWN_INDEX');
      assert.deepEqual(error.suggestions, ['RUT']);
      assert.equal(error.retryAfter, null);
      return true;
    });
  });

  test('keeps answers until it hears of a new version', async () => {
    const lowtide = new Lowtide(url);
    const variables = { subject: 'RUT', benchmark: 'SPX' };
    const first = await lowtide.ask(COMPARISON, variables);
    assert.equal(await lowtide.ask(COMPARISON, variables), first);
    const versions: number[] = [];
    const failures: unknown[] = [];
    const hangUp = watch(
      lowtide,
      (version) => versions.push(version),
      (error) => failures.push(error),
    );
    // A stream that is open counts from here on; the import takes longer than to open one.
    await importLevel(env, folder);
    await until(() => versions.length > 0 || failures.length > 0, 20_000);
    hangUp();
    assert.deepEqual(failures, []);
    assert.deepEqual(versions, [2]);
    const second = await lowtide.ask(COMPARISON, variables).catch((error) => error.code);
    assert.notEqual(second, first);
  });
});

test('the manual shows the file that a client copies, and the question of the example', () => {
  const read = (path: string) => readFileSync(join(repoRoot(), path), 'utf8');
  const manual = read('docs/frontend.md');
  assert.ok(manual.includes(`\`\`\`yaml\n${read('test/client/codegen.yml')}\`\`\``));
  const shown = /indexComparison\(.*/.exec(manual)?.[0] ?? '';
  assert.ok(shown !== '' && read('test/client/questions.ts').includes(shown));
});

test('what a client copies generates the types of the example', () => {
  const settings = (path: string) =>
    readFileSync(join(repoRoot(), path), 'utf8').match(/scalars: .*|documentMode: .*/g) ?? [];
  const copied = settings('test/client/codegen.yml');
  assert.equal(copied.length, 2);
  assert.deepEqual(settings('test/codegen/codegen.yml').slice(-2), copied);
});

/** Publishes a second data version by the command. */
async function importLevel(env: NodeJS.ProcessEnv, folder: string): Promise<void> {
  const file = join(folder, 'levels.csv');
  writeFileSync(file, 'observation_date,SP500\n2023-09-07,4451.14\n2023-09-08,4457.49\n');
  const child = spawn(process.execPath, [CLI, 'import', 'index-levels', '--index', 'SPX', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env,
  });
  let text = '';
  child.stderr.on('data', (part) => {
    text += part;
  });
  const [code] = await once(child, 'exit');
  assert.equal(code, 0, text);
}
