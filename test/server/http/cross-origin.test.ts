import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { RunningServer } from '../../../src/server/start-server.js';
import { panelOf, startTiny, TinySource } from '../tiny.js';

const LISTED = 'https://charts.example';

describe('pages of other sites', () => {
  let listing: RunningServer;
  let closed: RunningServer;
  before(async () => {
    listing = await startTiny(new TinySource(panelOf(1)), { corsOrigins: [LISTED] });
    closed = await startTiny(new TinySource(panelOf(1)));
  });
  after(async () => {
    await listing.close();
    await closed.close();
  });

  async function headersFor(server: RunningServer, origin: string, method: 'POST' | 'OPTIONS') {
    const { headers } = await server.app.inject({
      method,
      url: '/graphql',
      headers: {
        origin,
        ...(method === 'OPTIONS'
          ? { 'access-control-request-method': 'POST' }
          : { 'content-type': 'application/json' }),
      },
      ...(method === 'POST' && { payload: '{"query": "{ hello }"}' }),
    });
    return headers;
  }

  for (const method of ['POST', 'OPTIONS'] as const) {
    test(`${method} from a listed origin is allowed to it alone, and without cookies`, async () => {
      const headers = await headersFor(listing, LISTED, method);
      assert.equal(headers['access-control-allow-origin'], LISTED);
      assert.equal(headers['access-control-allow-credentials'], undefined);
      assert.match(String(headers.vary), /Origin/);
      if (method === 'POST') assert.match(String(headers.vary), /accept-encoding/);
    });

    for (const origin of ['https://evil.example', 'null', `${LISTED}.evil.example`]) {
      test(`${method} from ${origin} is not allowed`, async () => {
        const headers = await headersFor(listing, origin, method);
        assert.equal(headers['access-control-allow-origin'], undefined);
      });
    }

    test(`${method} is allowed to nobody when none is listed`, async () => {
      const headers = await headersFor(closed, LISTED, method);
      assert.equal(headers['access-control-allow-origin'], undefined);
    });
  }
});
