import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { finraFile, positions, scratch } from '../support/finra-file.js';
import { freePort } from '../support/mariadb.js';

const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url));
const FULL = '/dev/full';

describe('a disk that is full', { skip: !existsSync(FULL) && 'no /dev/full here' }, () => {
  const files = scratch();
  after(files.remove);
  const store = `${files.path('s', '')}.sqlite`;
  const env = { ...process.env, LOWTIDE_DATABASE_URL: `sqlite:${store}` };
  const file = files.path('shrt.csv', finraFile('2023-08-31', positions(30)));
  const run = (argv: readonly string[], stdout: number | 'pipe' = 'pipe') =>
    spawnSync(process.execPath, [CLI, ...argv], { env, stdio: ['ignore', stdout, 'pipe'] });

  test('ends a command whose answer is lost with 1, and makes no key', () => {
    assert.equal(run(['import', 'finra-short-interest', file]).status, 0);
    const full = openSync(FULL, 'w');
    try {
      for (const argv of [['versions'], ['keys', 'create', '--name', 'desk']]) {
        const { status, stderr } = run(argv, full);
        assert.equal(status, 1, argv.join(' '));
        assert.match(String(stderr), /lowtide: standard output cannot be written \(ENOSPC\)/);
      }
    } finally {
      closeSync(full);
    }
    assert.match(String(run(['keys', 'list']).stdout), /there are no keys/);
  });

  test('leaves a server answering, which counts lost lines and stops in order', async () => {
    const full = openSync(FULL, 'w');
    const port = await freePort();
    const server = spawn(process.execPath, [CLI, 'serve', '--port', String(port)], {
      env,
      stdio: ['ignore', 'ignore', full],
    });
    closeSync(full);
    try {
      const url = `http://127.0.0.1:${port}`;
      const isReady = () =>
        fetch(`${url}/health/ready`).then(
          ({ ok }) => ok,
          () => false,
        );
      for (let tries = 0; tries < 600 && !(await isReady()); tries++) await pause(50);
      const asked = await fetch(`${url}/graphql?query={service{version}}`);
      assert.equal(asked.status, 200);
      const metrics = await (await fetch(`${url}/metrics`)).text();
      const [, lost] = /^lowtide_log_lines_lost (\d+)$/m.exec(metrics) ?? [];
      assert.ok(Number(lost) >= 2, `${lost} lines`);
    } finally {
      server.kill('SIGTERM');
    }
    assert.deepEqual(await once(server, 'exit'), [0, null]);
  });
});
