import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashOf, hasHash, makeKey, readKey } from '../../src/access/key-text.js';
import { KeyRing } from '../../src/access/key-ring.js';
import {
  endAccessKey,
  insertAccessKey,
  readAccessKeys,
  revokeAccessKey,
  type StoredKey,
} from '../../src/store/access-keys.js';
import { emptied, onEachEngine } from '../support/stores.js';

const NOW = 1_700_000_000_000;

function keyOf(parts: Partial<StoredKey> = {}): { text: string; stored: StoredKey } {
  const { id, text, secretHash } = makeKey();
  const always = { id, name: 'desk', role: 'ANALYST', secretHash, createdAt: NOW };
  return { text, stored: { ...always, expiresAt: null, revokedAt: null, ...parts } };
}

const raise = (error: unknown) => {
  throw error;
};

async function ringOf(stored: StoredKey[], now = () => NOW): Promise<KeyRing> {
  const ring = new KeyRing(async () => stored, 3_600_000, now, raise);
  await ring.start();
  ring.stop();
  return ring;
}

test('a key has a public and a secret part, and no two are the same', () => {
  const texts = new Set(Array.from({ length: 200 }, () => makeKey().text));
  assert.equal(texts.size, 200);
  const { id, text, secretHash } = makeKey();
  const parts = readKey(text);
  assert.equal(parts?.id, id);
  assert.ok(hasHash(parts?.secret ?? '', secretHash));
  assert.ok(!hasHash(`${parts?.secret}x`, secretHash));
  assert.ok(!secretHash.includes(parts?.secret ?? ''));
});

test('what is not a key is none', () => {
  const { text } = makeKey();
  for (const wrong of ['', 'lt_', `${text}x`, text.slice(1), ` ${text}`, text.toUpperCase()]) {
    assert.equal(readKey(wrong), null, wrong);
  }
});

test('a key says who holds it, as long as it counts', async () => {
  const good = keyOf({ role: 'SERVICE', expiresAt: NOW + 1 });
  const expired = keyOf({ expiresAt: NOW });
  const revoked = keyOf({ revokedAt: NOW - 1 });
  const odd = keyOf({ role: 'ROOT' });
  const ring = await ringOf([good, expired, revoked, odd].map(({ stored }) => stored));
  assert.deepEqual(await ring.holderOf(good.text), { id: good.stored.id, role: 'SERVICE' });
  for (const { text } of [expired, revoked, odd, keyOf()]) {
    assert.equal(await ring.holderOf(text), null);
  }
  const forged = `lt_${good.stored.id}_${'A'.repeat(43)}`;
  assert.equal(await ring.holderOf(forged), null);
});

test('a key that is new is found within a second, and one that is revoked is lost', async () => {
  let now = NOW;
  const { text, stored } = keyOf();
  const keys: StoredKey[] = [];
  const ring = await ringOf(keys, () => now);
  keys.push(stored);
  assert.equal(await ring.holderOf(text), null);
  now += 1_000;
  assert.equal((await ring.holderOf(text))?.id, stored.id);
  keys[0] = { ...stored, revokedAt: now };
  await ring.refresh();
  assert.equal(await ring.holderOf(text), null);
});

test('unknown keys ask the store once a second at most', async () => {
  let reads = 0;
  const read = async () => {
    reads++;
    return [];
  };
  const ring = new KeyRing(read, 3_600_000, () => NOW + Math.min(reads, 1) * 1_000, raise);
  await ring.start();
  for (let k = 0; k < 50; k++) await ring.holderOf(keyOf().text);
  ring.stop();
  assert.equal(reads, 2);
});

test('a store that is away leaves the keys as they were', async () => {
  const { text, stored } = keyOf();
  const failures: unknown[] = [];
  let isAway = false;
  const read = async () => {
    if (isAway) throw new Error('away');
    return [stored];
  };
  const ring = new KeyRing(
    read,
    3_600_000,
    () => NOW,
    (error) => failures.push(error),
  );
  await ring.start();
  isAway = true;
  await ring.refresh();
  ring.stop();
  assert.equal(failures.length, 1);
  assert.equal((await ring.holderOf(text))?.id, stored.id);
});

onEachEngine('stored keys', (store) => {
  test('come back as they went in, and end as they are told', async () => {
    const fresh = await emptied(store());
    const first = keyOf({ name: "O'Hara; DROP TABLE access_key" }).stored;
    const second = keyOf({ createdAt: NOW + 1, expiresAt: NOW + 5_000_000_000 }).stored;
    await insertAccessKey(fresh, second);
    await insertAccessKey(fresh, first);
    assert.deepEqual(await readAccessKeys(fresh), [first, second]);
    assert.equal(await revokeAccessKey(fresh, first.id, NOW + 7), true);
    assert.equal(await revokeAccessKey(fresh, first.id, NOW + 9), false);
    await endAccessKey(fresh, second.id, NOW + 60);
    await endAccessKey(fresh, second.id, NOW + 90);
    const [a, b] = await readAccessKeys(fresh);
    assert.deepEqual([a?.revokedAt, b?.expiresAt], [NOW + 7, NOW + 60]);
    const [row] = await fresh.query<object>('SELECT * FROM access_key WHERE id = ?', [first.id]);
    assert.ok(Object.values(row ?? {}).includes(first.secretHash));
  });

  test('of a store that is older than their table are none', async () => {
    const fresh = await emptied(store());
    await fresh.migrate('down');
    const states = await fresh.migrations();
    const isGone = states.some(({ name, hasRun }) => name.startsWith('AccessKeys') && !hasRun);
    assert.ok(isGone);
    assert.deepEqual(await readAccessKeys(fresh), []);
    await fresh.migrate('up');
  });
});

test('the hash of a secret is SHA-256', () => {
  assert.equal(hashOf('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
