import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createExecutor } from '../../src/server/execute.js';
import { callerOf } from '../../src/graphql/limits.js';
import { createLogger } from '../../src/server/logger.js';
import { openStore } from '../../src/store/store.js';
import { listeningUrl, startMain } from './main-process.js';
import { ask } from './tiny.js';

describe('the server process over an empty store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lowtide-serve-'));
  const databaseUrl = `sqlite:${join(folder, 'store.sqlite')}`;
  const settings = { LOWTIDE_DATABASE_URL: databaseUrl, LOWTIDE_PORT: '0' };
  let main: ReturnType<typeof startMain>;
  let url: string;

  before(async () => {
    main = startMain(settings);
    url = await listeningUrl(main);
  });
  after(() => {
    main.child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  test('is live, and not ready without data', async () => {
    assert.equal((await fetch(`${url}/health/live`)).status, 200);
    assert.equal((await fetch(`${url}/health/ready`)).status, 503);
  });

  test('answers what needs no data, with the same bytes as the command line', async () => {
    const query = '{ service { version methodologyVersion dataVersion { number } } }';
    const remote = await ask(url, query);
    assert.equal(remote.json.errors, undefined);
    assert.equal(remote.json.data.service.dataVersion, null);
    const store = await openStore(databaseUrl);
    try {
      const executor = await createExecutor(store, createLogger('silent'), {
        caller: callerOf('ANONYMOUS'),
      });
      const local = await executor.execute({ query });
      assert.equal(local.text, remote.text);
    } finally {
      await store.close();
    }
  });

  test('a second process on the same port ends with one clear line', async () => {
    const { port } = new URL(url);
    const second = startMain({ ...settings, LOWTIDE_PORT: port });
    const [code] = await once(second.child, 'exit');
    assert.equal(code, 1);
    assert.match(
      second.output(),
      new RegExp(`^lowtide: cannot listen on 127.0.0.1:${port}: .+\n$`),
    );
  });

  test('SIGTERM ends it with 0', async () => {
    main.child.kill('SIGTERM');
    const [code] = await once(main.child, 'exit');
    assert.equal(code, 0);
    assert.match(main.output(), /"stopped"/);
  });
});

describe('the server process with a wrong setting', () => {
  for (const [name, value] of [
    ['LOWTIDE_PORT', 'many'],
    ['LOWTIDE_DATABASE_URL', 'postgres://host/name'],
  ] as const) {
    test(`${name}=${value} ends with one clear line`, async () => {
      const { child, output } = startMain({ [name]: value });
      const [code] = await once(child, 'exit');
      assert.equal(code, 1);
      assert.match(output(), new RegExp(`^lowtide: [^\n]*${name}[^\n]*\n$`));
    });
  }

  test('a database that is not there ends with one clear line', async () => {
    const { child, output } = startMain({
      LOWTIDE_DATABASE_URL: 'mysql://nobody:secret@127.0.0.1:1/none',
      LOWTIDE_PORT: '0',
    });
    const [code] = await once(child, 'exit');
    assert.equal(code, 1);
    assert.match(output(), /^lowtide: [^\n]+\n$/);
    assert.doesNotMatch(output(), /secret/);
  });
});
