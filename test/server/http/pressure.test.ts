import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HTTP_LIMITS } from '../../../src/server/limits/limits.js';
import { ask, panelOf, startTiny, TinySource } from '../tiny.js';

/** Holds the event loop. */
function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('a process that is behind turns the API away, stays healthy, and recovers', async () => {
  const server = await startTiny(new TinySource(panelOf(1)));
  try {
    // One gap, as after a suspension, is no pressure.
    block(3_000);
    assert.equal((await ask(server.url, '{ hello }')).status, 200);
    const until = performance.now() + 8_000;
    let answer = await ask(server.url, '{ hello }');
    while (answer.status === 200 && performance.now() < until) {
      for (let k = 0; k < 3; k++) {
        block(HTTP_LIMITS.loopDelayMs + 200);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      answer = await ask(server.url, '{ hello }');
    }
    const { status, json, response } = answer;
    assert.equal(status, 503);
    assert.equal(json.errors[0].extensions.code, 'SERVICE_UNAVAILABLE');
    assert.equal(response.headers.get('retry-after'), String(HTTP_LIMITS.retrySeconds));
    assert.equal((await fetch(`${server.url}/health/live`)).status, 200);
    await new Promise((resolve) => setTimeout(resolve, 3 * HTTP_LIMITS.loopSampleMs));
    assert.equal((await ask(server.url, '{ hello }')).status, 200);
  } finally {
    await server.close();
  }
});
