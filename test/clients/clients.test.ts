import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { repoRoot } from '../kernels/golden.js';
import { serveDemo } from '../support/serve-demo.js';

// Clients that others wrote, each as its guide begins: no setting but the address.

const FOLDER = join(repoRoot(), 'test/clients');
const QUESTION = join(repoRoot(), 'schema/operations/small-cap-share-of-shorting.graphql');
const SCHEMA = join(repoRoot(), 'schema/schema.graphql');
const text = readFileSync(QUESTION, 'utf8');

/** What a client is started with; `{url}` stands for the address of the API. */
const CLIENTS: readonly [name: string, program: string, ...args: string[]][] = [
  ['urql', process.execPath, 'programs/urql.mjs', '{url}', QUESTION],
  ['Apollo Client', process.execPath, 'programs/apollo.mjs', '{url}', QUESTION],
  ['Relay', process.execPath, 'programs/relay.mjs', '{url}', QUESTION, SCHEMA],
  ['gql.tada', process.execPath, 'programs/tada.mjs', '{url}'],
  ['graphql-request', process.execPath, 'programs/graphql-request.mjs', '{url}', QUESTION],
  [
    'curl --http2',
    'curl',
    '--http2',
    '-sS',
    '-G',
    '{url}',
    '--data-urlencode',
    `query@${QUESTION}`,
  ],
  ['wget', 'wget', '-qO-', `{url}?query=${encodeURIComponent(text)}`],
  ['urlopen of Python', 'python3', 'programs/urlopen.py', '{url}', QUESTION],
];

/** Why the clients cannot be tried here; false when they can. `.ci/run` takes no excuse. */
const excuse = process.env.CI === 'true' ? install() && false : install();

describe('a saved question is answered to', { skip: excuse }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'lowtide-clients-'));
  let server: ChildProcess;
  let url: string;
  let expected: unknown;

  before(async () => {
    const served = await serveDemo({
      LOWTIDE_DATABASE_URL: `sqlite:${join(folder, 'store.sqlite')}`,
    });
    server = served.child;
    url = `${served.url}/graphql`;
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: text });
    expected = dataOf(await (await fetch(url, { method: 'POST', headers, body })).text());
  });
  after(async () => {
    server.kill('SIGTERM');
    await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [name, program, ...args] of CLIENTS) {
    test(name, async () => {
      const words = args.map((arg) => arg.replace('{url}', url));
      const { stdout } = await promisify(execFile)(program, words, { cwd: FOLDER });
      assert.deepEqual(dataOf(stdout), expected);
    });
  }
});

test('the question that is typed without codegen is the saved one', () => {
  const [, question] = /\n(query [\s\S]*)$/.exec(text) ?? [];
  assert.ok(question && readFileSync(join(FOLDER, 'tada/ask.ts'), 'utf8').includes(question));
});

/** The data of an answer, without the names of types that caches ask for. */
function dataOf(answer: string): unknown {
  const parsed = JSON.parse(answer, (key, value) => (key === '__typename' ? undefined : value));
  const data = parsed.data ?? parsed;
  assert.ok(data.shorts.total.positionCount > 0, answer.slice(0, 500));
  return data;
}

function install(): string | false {
  const script = join(repoRoot(), 'test/tools/packages.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, 'test/clients']);
  return status === 0 ? false : `no packages of clients: ${String(stderr).trim()}`;
}
