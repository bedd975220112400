import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
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
