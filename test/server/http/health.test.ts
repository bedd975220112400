import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../support/mariadb.js';
import { panelOf, startTiny, TinySource } from '../tiny.js';

async function health(url: string, which: 'live' | 'ready') {
  const response = await fetch(`${url}/health/${which}`);
  return { status: response.status, json: JSON.parse(await response.text()) };
}

describe('health', () => {
  test('without data the process is live and not ready', async () => {
    const server = await startTiny(new TinySource(null));
    try {
      assert.deepEqual(await health(server.url, 'live'), { status: 200, json: { status: 'live' } });
      const { status, json } = await health(server.url, 'ready');
      assert.equal(status, 503);
      assert.equal(json.status, 'no data');
      assert.equal(json.dataVersion, null);
    } finally {
      await server.close();
    }
  });

  test('with a panel it is ready and says which data and how old', async () => {
    const server = await startTiny(new TinySource(panelOf(3, true)));
    try {
      const { status, json } = await health(server.url, 'ready');
      assert.equal(status, 200);
      assert.equal(json.status, 'ready');
      assert.equal(json.isStale, false);
      const { ageSeconds, ...version } = json.dataVersion;
      assert.deepEqual(version, {
        number: 3,
        hash: 'hash-3',
        isSimulated: true,
        publishedAt: '2023-09-06T11:33:20.000Z',
      });
      assert.ok(ageSeconds > 0);
    } finally {
      await server.close();
    }
  });

  test('while the first panel is loaded it says so, and queries come again later', async () => {
    const source = new TinySource(panelOf(1));
    let isDone = () => {};
    const load = source.load.bind(source);
    source.load = async () => {
      await new Promise<void>((resolve) => {
        isDone = resolve;
      });
      return load();
    };
    const port = await freePort();
    const starting = startTiny(source, { port });
    const url = `http://127.0.0.1:${port}`;
    const ask = (query: string) =>
      fetch(`${url}/graphql?query=${encodeURIComponent(query)}`, {
        headers: { accept: 'application/json' },
      });
    while ((await fetch(`${url}/health/live`).catch(() => null)) === null) await pause(10);
    assert.deepEqual((await health(url, 'ready')).json.status, 'loading');
    const early = await ask('{ hello }');
    assert.equal(early.status, 503);
    assert.equal(early.headers.get('retry-after'), '2');
    const { errors } = (await early.json()) as { errors: { extensions: object }[] };
    assert.deepEqual(errors[0]?.extensions, { code: 'LOADING' });
    assert.equal((await ask('{ __schema { queryType { name } } }')).status, 200);
    isDone();
    const server = await starting;
    try {
      assert.equal((await health(url, 'ready')).json.status, 'ready');
      assert.equal((await ask('{ hello }')).status, 200);
    } finally {
      await server.close();
    }
  });

  test('it becomes ready when data is published, without a restart', async () => {
    const source = new TinySource(null);
    const server = await startTiny(source);
    try {
      assert.equal((await health(server.url, 'ready')).status, 503);
      source.panel = panelOf(1);
      await server.holder.refresh();
      assert.equal((await health(server.url, 'ready')).status, 200);
    } finally {
      await server.close();
    }
  });

  test('a store that went away makes it stale, not unready', async () => {
    const source = new TinySource(panelOf(1));
    const server = await startTiny(source);
    try {
      source.failure = new Error('connection refused');
      await server.holder.refresh();
      const { status, json } = await health(server.url, 'ready');
      assert.equal(status, 200);
      assert.equal(json.isStale, true);
    } finally {
      await server.close();
    }
  });
});
