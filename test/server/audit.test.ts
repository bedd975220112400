import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../audit/audit.js';
import { panelOf, startTiny, TinySource } from './tiny.js';

for (const [what, parts] of [
  ['answers are kept', { cacheBytes: 1_000_000 }],
  ['each answer is computed', { isPlain: true }],
] as const) {
  test(`the suite of GraphQL over HTTP has no remark: ${what}`, async () => {
    const server = await startTiny(new TinySource(panelOf(1)), parts);
    const verdicts = await audit(server.url);
    await server.close();
    const others = verdicts.filter(({ status }) => status !== 'ok');
    assert.deepEqual(others, []);
    assert.equal(verdicts.length, 61);
  });
}
