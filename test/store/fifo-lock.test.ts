import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FifoLock } from '../../src/store/fifo-lock.js';

test('holders enter one at a time and in the order of asking', async () => {
  const lock = new FifoLock();
  const seen: string[] = [];
  const hold = (name: string, ms: number) =>
    lock.run(async () => {
      seen.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, ms));
      seen.push(`${name} out`);
    });
  await Promise.all([hold('a', 10), hold('b', 1), hold('c', 5)]);
  assert.deepEqual(seen, ['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
});

test('a holder that fails lets the next one in', async () => {
  const lock = new FifoLock();
  const failing = lock.run(() => Promise.reject(new Error('on purpose')));
  const next = lock.run(async () => 'entered');
  await assert.rejects(failing, /on purpose/);
  assert.equal(await next, 'entered');
});
