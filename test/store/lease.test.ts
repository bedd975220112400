import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OperatorError } from '../../src/errors.js';
import { Lease } from '../../src/store/lease.js';
import { emptied, onEachEngine } from '../support/stores.js';

const START = 1_700_000_000_000;

onEachEngine('the lease', (store) => {
  test('a second importer is told who is busy', async () => {
    await emptied(store());
    const first = await Lease.take(store(), 'here:1', () => START);
    await assert.rejects(
      Lease.take(store(), 'there:2', () => START + 1000),
      (error) => error instanceof OperatorError && /^busy: .*here:1.*29 s/.test(error.message),
    );
    await first.release();
  });

  test('it is free again once released', async () => {
    await emptied(store());
    await (await Lease.take(store(), 'here:1', () => START)).release();
    const second = await Lease.take(store(), 'there:2', () => START);
    await store().transaction((sql) => second.assertHeld(sql));
    await second.release();
  });

  test('it is taken over when it has run out, and its old holder cannot write', async () => {
    await emptied(store());
    const first = await Lease.take(store(), 'here:1', () => START);
    const second = await Lease.take(store(), 'there:2', () => START + 31_000);
    await store().transaction((sql) => second.assertHeld(sql));
    await assert.rejects(
      store().transaction((sql) => first.assertHeld(sql)),
      /another import took over/,
    );
    await first.release();
    await store().transaction((sql) => second.assertHeld(sql));
    await second.release();
  });

  test('it lasts at most its term, whatever the clock of its holder said', async () => {
    await emptied(store());
    const day = 86_400_000;
    const fast = await Lease.take(store(), 'fast:1', () => START + day);
    await assert.rejects(
      Lease.take(store(), 'there:2', () => START),
      (error) => error instanceof OperatorError && /^busy: .*fast:1.* 30 s/.test(error.message),
    );
    const second = await Lease.take(store(), 'there:2', () => START + 30_001);
    await store().transaction((sql) => second.assertHeld(sql));
    await second.release();
    await fast.release();
  });

  test('the lease of a dead process is taken over at once', async () => {
    await emptied(store());
    const dead = await Lease.take(store(), 'here:1', () => START);
    const second = await Lease.take(
      store(),
      'here:2',
      () => START,
      () => false,
    );
    await store().transaction((sql) => second.assertHeld(sql));
    await second.release();
    await dead.release();
  });

  test('of many who ask at once exactly one gets it', async () => {
    await emptied(store());
    const asked = Array.from({ length: 6 }, (_, k) => Lease.take(store(), `h:${k}`, () => START));
    const results = await Promise.allSettled(asked);
    const given = results.flatMap((r) => (r.status === 'fulfilled' ? [r.value] : []));
    assert.equal(given.length, 1);
    for (const lease of given) await lease.release();
  });
});
