import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { EXPLORER_ROOT } from '../../../src/server/http/graphiql.js';
import type { RunningServer } from '../../../src/server/start-server.js';
import { panelOf, startTiny, TinySource } from '../tiny.js';

describe('GraphiQL', () => {
  let server: RunningServer;
  before(async () => {
    assert.ok(existsSync(join(EXPLORER_ROOT, 'index.html')), 'run `npm run build` first');
    server = await startTiny(new TinySource(panelOf(1)));
  });
  after(() => server.close());

  const get = (url: string, headers = {}) => server.app.inject({ method: 'GET', url, headers });

  async function assets(): Promise<string[]> {
    const { body } = await get('/');
    return [...body.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, url]) => String(url));
  }

  test('the page is on / and asked for anew each time', async () => {
    const page = await get('/');
    assert.equal(page.statusCode, 200);
    assert.match(String(page.headers['content-type']), /^text\/html/);
    assert.equal(page.headers['cache-control'], 'no-cache');
    assert.match(page.body, /<title>Lowtide<\/title>/);
  });

  test('the page holds no script of its own and names no other host', async () => {
    const { body } = await get('/');
    assert.doesNotMatch(body, /<script(?![^>]*\bsrc=)/);
    assert.doesNotMatch(body, /(?:src|href)="(?:https?:)?\/\//);
  });

  test('each file that the page names is there and kept for good', async () => {
    const urls = await assets();
    assert.ok(urls.length >= 2);
    for (const url of urls) {
      const file = await get(url);
      assert.equal(file.statusCode, 200, url);
      assert.equal(file.headers['cache-control'], 'public, max-age=31536000, immutable', url);
      assert.match(String(file.headers['content-type']), /javascript|css/, url);
    }
  });

  test('files are sent packed to those who take it', async () => {
    const plain = await get('/');
    const packed = await get('/', { 'accept-encoding': 'gzip' });
    const [script] = (await assets()).filter((url) => url.endsWith('.js'));
    const packedScript = await get(String(script), { 'accept-encoding': 'gzip, br' });
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(packed.statusCode, 200);
    assert.equal(packedScript.headers['content-encoding'], 'gzip');
    assert.match(String(packedScript.headers['content-type']), /javascript/);
  });

  test('the icon is served', async () => {
    const icon = await get('/favicon.svg');
    assert.equal(icon.statusCode, 200);
    assert.equal(icon.headers['content-type'], 'image/svg+xml');
  });

  test('nothing outside the build is served', async () => {
    for (const url of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/assets/..%2f..%2fpackage.json',
    ]) {
      const { statusCode } = await get(url);
      assert.ok(statusCode === 403 || statusCode === 404, `${url}: ${statusCode}`);
    }
  });

  test('without a build the page says how to make it', async () => {
    const bare = await startTiny(new TinySource(null), { explorerRoot: '/nonexistent' });
    try {
      const { statusCode, body } = await bare.app.inject({ method: 'GET', url: '/' });
      assert.equal(statusCode, 200);
      assert.match(body, /npm run build/);
    } finally {
      await bare.close();
    }
  });
});
