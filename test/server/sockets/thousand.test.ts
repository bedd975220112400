import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openStream, until } from '../streams/streaming.js';
import { ask } from '../tiny.js';
import { open, type Socket } from './client.js';

const SCRIPT = fileURLToPath(new URL('../tiny-process.js', import.meta.url));
const EACH = 500;

/** A reader of a stream: what it was told so far, and whether the stream has ended. */
async function reader(url: string) {
  const { response } = await openStream(url);
  const told = { text: '', isOver: false };
  (async () => {
    for await (const chunk of response.body ?? []) told.text += Buffer.from(chunk).toString();
    told.isOver = true;
  })().catch(() => {
    // Cut instead of ended: `isOver` stays false.
  });
  return told;
}

test('1,000 subscribers hear of each version, and of the end at SIGTERM', async (t) => {
  const child = spawn(process.execPath, [SCRIPT, 'start', '10000', String(2 * EACH)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  t.after(() => child.kill('SIGKILL'));
  assert.ok(child.stdout !== null);
  const [line] = await once(child.stdout, 'data');
  const url = String(line).trim();
  const sockets: Socket[] = [];
  const streams: Awaited<ReturnType<typeof reader>>[] = [];
  for (let k = 0; k < EACH; k += 50) {
    const fifty = Array.from({ length: 50 }, (_, j) => j);
    sockets.push(...(await Promise.all(fifty.map(() => open(url)))));
    streams.push(...(await Promise.all(fifty.map(() => reader(url)))));
  }
  const { status } = (await openStream(url)).response;
  assert.equal(status, 503, 'there is no place left');
  await new Promise((resolve) => setTimeout(resolve, 300));
  child.send('publish');
  const heard = () => [
    sockets.filter(({ messages }) => messages[1]?.type === 'next').length,
    streams.filter(({ text }) => text.includes('"number":2')).length,
  ];
  await until(() => heard().every((n) => n === EACH), 20_000).catch(() => {
    assert.fail(`${heard()} of ${EACH} heard of it`);
  });
  assert.equal((await ask(url, '{ loadedVersion }')).json.data.loadedVersion, 2);
  const startedAt = performance.now();
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = await exited;
  const ms = performance.now() - startedAt;
  assert.equal(code, 0);
  assert.ok(ms < 5_000, `the stop took ${ms} ms`);
  await until(() => sockets.every((socket) => socket.code() !== null), 10_000);
  await until(() => streams.every(({ isOver }) => isOver), 10_000);
  assert.deepEqual([...new Set(sockets.map((socket) => socket.code()))], [1001]);
  t.diagnostic(`${2 * EACH} told and ended in ${Math.round(ms)} ms`);
});
