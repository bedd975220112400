import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit, DECLARED } from '../audit/audit.js';
import { panelOf, startTiny, TinySource } from './tiny.js';

for (const [what, parts] of [
  ['answers are kept', { cacheBytes: 1_000_000 }],
  ['each answer is computed', { isPlain: true }],
] as const) {
  test(`the suite of GraphQL over HTTP remarks on what is declared: ${what}`, async () => {
    const server = await startTiny(new TinySource(panelOf(1)), parts);
    const verdicts = await audit(server.url);
    await server.close();
    const others = verdicts.filter(({ status }) => status !== 'ok');
    assert.deepEqual(others.map(({ id, status }) => `${status} ${id}`).sort(), [
      ...DECLARED.map((id) => `notice ${id}`),
    ]);
    assert.equal(verdicts.length, 61);
  });
}
