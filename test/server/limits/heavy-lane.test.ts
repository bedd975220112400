import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GraphQLError } from 'graphql';
import { HeavyLane } from '../../../src/server/limits/heavy-lane.js';

/** Holds the event loop. */
function work(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe('the lane of expensive operations', () => {
  test('they run one after another, in order', async () => {
    const lane = new HeavyLane();
    const seen: string[] = [];
    const job = (name: string) => async () => {
      seen.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      seen.push(`${name} ends`);
      return name;
    };
    assert.deepEqual(await Promise.all(['a', 'b'].map((name) => lane.run(job(name)))), ['a', 'b']);
    assert.deepEqual(seen, ['a begins', 'a ends', 'b begins', 'b ends']);
  });

  test('what comes in meanwhile waits for one of them, not for all', async () => {
    const lane = new HeavyLane();
    let done = 0;
    const all = Array.from({ length: 10 }, () =>
      lane.run(async () => {
        work(20);
        done++;
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 1));
    assert.ok(done <= 2, `${done} were done before a timer of 1 ms ran`);
    await Promise.all(all);
    assert.equal(done, 10);
  });

  test('one that fails lets the next one go', async () => {
    const lane = new HeavyLane();
    const failing = lane.run(async () => {
      throw new Error('fails');
    });
    const next = lane.run(async () => 'next');
    await assert.rejects(failing, /fails/);
    assert.equal(await next, 'next');
  });

  test('when too many wait, one more is told to come back', async () => {
    const lane = new HeavyLane(2);
    let open: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const running = [lane.run(() => gate), lane.run(() => gate)];
    lane.check();
    running.push(lane.beside(gate));
    assert.equal(lane.waiting, 2);
    assert.throws(
      () => lane.check(),
      (error) => error instanceof GraphQLError && error.extensions.code === 'OVERLOADED',
    );
    open();
    await Promise.all(running);
    lane.check();
  });
});
