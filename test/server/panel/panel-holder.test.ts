import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLogger } from '../../../src/server/logger.js';
import { PanelHolder } from '../../../src/server/panel/panel-holder.js';
import { ask, panelOf, startTiny, TinySource } from '../tiny.js';

const SILENT = createLogger('silent');

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    assert.ok(Date.now() < deadline, 'it did not happen within five seconds');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('PanelHolder', () => {
  test('polls and swaps when a newer version is published', async () => {
    const source = new TinySource(panelOf(1));
    const holder = new PanelHolder(source, 5, SILENT);
    await holder.start();
    assert.equal(holder.panel?.version.number, 1);
    source.panel = panelOf(2);
    await until(() => holder.panel?.version.number === 2);
    await holder.stop();
  });

  test('loads a version once', async () => {
    const source = new TinySource(panelOf(1));
    const holder = new PanelHolder(source, 60_000, SILENT);
    await holder.start();
    await holder.refresh();
    await holder.refresh();
    assert.equal(source.loads, 1);
    await holder.stop();
  });

  test('two looks at the same time are one', async () => {
    const source = new TinySource(panelOf(1));
    const holder = new PanelHolder(source, 60_000, SILENT);
    await Promise.all([holder.refresh(), holder.refresh()]);
    assert.equal(source.loads, 1);
    await holder.stop();
  });

  test('keeps the panel while the store is away, and is fresh again when it is back', async () => {
    const source = new TinySource(panelOf(1));
    const holder = new PanelHolder(source, 5, SILENT);
    await holder.start();
    source.failure = new Error('connection refused');
    await until(() => holder.isStale);
    assert.equal(holder.panel?.version.number, 1);
    source.panel = panelOf(2);
    source.failure = null;
    await until(() => !holder.isStale);
    assert.equal(holder.panel?.version.number, 2);
    await holder.stop();
  });

  test('a store that hangs makes the panel stale', async () => {
    const source = new TinySource(panelOf(1));
    const holder = new PanelHolder(source, 5, SILENT, 20);
    await holder.start();
    source.currentNumber = () => new Promise(() => {});
    await until(() => holder.isStale);
    assert.equal(holder.panel?.version.number, 1);
    await holder.stop();
  });

  test('a store that fails at the start is an error of the start', async () => {
    const source = new TinySource(panelOf(1));
    source.failure = new Error('access denied');
    const holder = new PanelHolder(source, 5, SILENT);
    await assert.rejects(holder.start(), /access denied/);
    await holder.stop();
  });

  test('stops polling', async () => {
    const source = new TinySource(panelOf(1));
    const holder = new PanelHolder(source, 1, SILENT);
    await holder.start();
    await holder.stop();
    source.panel = panelOf(2);
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(holder.panel?.version.number, 1);
  });
});

describe('a request', () => {
  test('keeps the panel it began with when a newer one is swapped in', async () => {
    const source = new TinySource(panelOf(1));
    const server = await startTiny(source);
    try {
      const slow = ask(server.url, '{ slowVersion }');
      await new Promise((resolve) => setTimeout(resolve, 100));
      source.panel = panelOf(2);
      await server.holder.refresh();
      const quick = await ask(server.url, '{ loadedVersion }');
      assert.equal(quick.json.data.loadedVersion, 2);
      const { json } = await slow;
      assert.equal(json.data.slowVersion, 1);
      assert.equal(json.extensions.lowtide.dataVersion, 1);
    } finally {
      await server.close();
    }
  });

  test('is marked stale while the store is away', async () => {
    const source = new TinySource(panelOf(1));
    const server = await startTiny(source);
    try {
      source.failure = new Error('connection refused');
      await server.holder.refresh();
      const { json } = await ask(server.url, '{ loadedVersion }');
      assert.deepEqual(json.data, { loadedVersion: 1 });
      assert.equal(json.extensions.lowtide.dataVersion, 1);
      assert.equal(json.extensions.lowtide.isStale, true);
    } finally {
      await server.close();
    }
  });
});
