import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { createRateLimits } from '../../src/access/rate-limits.js';
import { AccessError } from '../../src/access/access-error.js';
import { NO_RATES, ratesOf } from '../../src/access/settings.js';
import { until } from '../server/streams/streaming.js';
import { ask } from '../server/tiny.js';
import { madeKey, startGuarded } from './serving.js';

const FEW = { ...NO_RATES, ANONYMOUS: { requests: 5, cost: 0 } };
const CHEAP = { ...NO_RATES, ANALYST: { requests: 0, cost: 20 } };

describe('rates', () => {
  test('stop an address after its requests, with the time to wait', async () => {
    const { url, close } = await startGuarded({ rates: FEW });
    try {
      const statuses: number[] = [];
      for (let k = 0; k < 5; k++) statuses.push((await ask(url, `{ a${k}: hello }`)).status);
      assert.deepEqual(statuses, [200, 200, 200, 200, 200]);
      const { status, json, response } = await ask(url, '{ hello }');
      assert.equal(status, 429);
      assert.equal(json.errors[0].extensions.code, 'RATE_LIMITED');
      const seconds = Number(response.headers.get('retry-after'));
      assert.ok(seconds >= 1 && seconds <= 60, String(seconds));
    } finally {
      await close();
    }
  });

  test('count an address that a client makes up for nothing', async () => {
    const { url, close } = await startGuarded({ rates: FEW });
    try {
      const statuses = new Set<number>();
      for (let k = 0; k < 50; k++) {
        const headers = { 'x-forwarded-for': `203.0.113.${k}` };
        statuses.add((await ask(url, '{ hello }', { headers })).status);
      }
      assert.ok(statuses.has(429));
    } finally {
      await close();
    }
  });

  test('take the address of a client from a proxy that is trusted', async () => {
    const settings = { rates: FEW, trustedProxies: ['127.0.0.1'], anonymous: 'on' as const };
    const { url, close, warnings } = await startGuarded(settings);
    try {
      for (let k = 0; k < 20; k++) {
        const headers = { 'x-forwarded-for': `203.0.113.${k}` };
        assert.equal((await ask(url, '{ hello }', { headers })).status, 200);
      }
      assert.match(warnings.join(), /everybody who reaches/);
    } finally {
      await close();
    }
  });

  test('stop a key by the cost of what it was answered, and no other key', async () => {
    const [one, two] = [madeKey('ANALYST'), madeKey('ANALYST')];
    const guarded = await startGuarded({ rates: CHEAP }, [one.stored, two.stored]);
    const { url } = guarded;
    try {
      const query = `{ ${Array.from({ length: 25 }, (_, k) => `a${k}: hello`).join(' ')} }`;
      const first = await ask(url, query, one);
      assert.ok(first.json.extensions.lowtide.cost.requested > 20);
      // The cost is counted once the answer is out.
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal((await ask(url, '{ hello }', one)).status, 429);
      assert.equal((await ask(url, '{ hello }', two)).status, 200);
    } finally {
      await guarded.close();
    }
  });

  test('count what is asked at once before any of it is computed', async () => {
    const key = madeKey('ANALYST');
    const guarded = await startGuarded({ rates: CHEAP }, [key.stored]);
    try {
      const query = (k: number) => `{ a: slowVersion(ms: 100) b${k}: hello c: hello d: hello }`;
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, k) => ask(guarded.url, query(k), key)),
      );
      const admitted = answers.filter(({ status }) => status === 200);
      // Each costs 4, and 20 is the limit: the sixth finds nothing left.
      assert.equal(admitted.length, 5);
      const refused = answers.find(({ status }) => status === 429);
      assert.equal(refused?.json.errors[0].extensions.code, 'RATE_LIMITED');
      assert.ok(Number(refused?.response.headers.get('retry-after')) >= 1);
    } finally {
      await guarded.close();
    }
  });

  test('count what a client asked for that left before the answer', async () => {
    const key = madeKey('ANALYST');
    const guarded = await startGuarded({ rates: CHEAP }, [key.stored]);
    try {
      const leaving = async (k: number) => {
        const query = `{ a: slowVersion(ms: 3000) b${k}: hello c: hello d: hello e: hello }`;
        const options = { ...key, signal: AbortSignal.timeout(150) };
        await ask(guarded.url, query, options).catch(() => {});
      };
      for (let k = 0; k < 4; k++) await leaving(k);
      assert.equal((await ask(guarded.url, '{ hello }', key)).status, 429);
    } finally {
      await guarded.close();
    }
  });

  test('give back what was reserved and not used', async () => {
    const limits = await createRateLimits(CHEAP, null, (error) => assert.fail(String(error)));
    await limits.reserve('ANALYST', 'k', 19);
    await limits.settle('ANALYST', 'k', 19, 2);
    await limits.reserve('ANALYST', 'k', 17);
    await limits.settle('ANALYST', 'k', 17, 18);
    await assert.rejects(limits.reserve('ANALYST', 'k', 1), { statusCode: 429 });
    await assert.rejects(limits.admit('ANALYST', 'k'), { statusCode: 429 });
    limits.close();
  });

  test('are read from one line', () => {
    assert.equal(ratesOf('auto', 'X'), null);
    assert.deepEqual(ratesOf('off', 'X'), NO_RATES);
    assert.deepEqual(ratesOf('ANALYST=10:0', 'X')?.ANALYST, { requests: 10, cost: 0 });
    for (const text of ['ROOT=1:1', 'ANALYST=1', 'ANALYST=-1:1', 'on']) {
      assert.throws(() => ratesOf(text, 'LOWTIDE_RATE_LIMITS'), /^OperatorError: LOWTIDE_RATE/);
    }
  });
});

const HAS_REDIS = spawnSync('redis-server', ['--version']).status === 0;
const skip = HAS_REDIS ? false : 'no redis-server on this machine';

describe('rates in Redis', { skip }, () => {
  const twice = { ...NO_RATES, SERVICE: { requests: 2, cost: 0 } };
  const codeOf = (work: Promise<void>) =>
    work.then(
      () => 200,
      (error) => (error instanceof AccessError ? error.statusCode : String(error)),
    );

  test('count several servers together, and each by itself while Redis is away', async () => {
    const port = await freePort();
    let redis = await startRedis(port);
    const failures: unknown[] = [];
    const open = () =>
      createRateLimits(twice, `redis://127.0.0.1:${port}`, (error) => failures.push(error));
    const [a, b] = [await open(), await open()];
    try {
      // Until both are connected each counts alone.
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(await codeOf(a.admit('SERVICE', 'x')), 200);
      assert.equal(await codeOf(b.admit('SERVICE', 'x')), 200);
      assert.equal(await codeOf(a.admit('SERVICE', 'x')), 429);
      assert.equal(await codeOf(b.admit('SERVICE', 'x')), 429);
      redis.kill('SIGKILL');
      await once(redis, 'exit');
      const started = performance.now();
      assert.equal(await codeOf(a.admit('SERVICE', 'y')), 200);
      assert.equal(await codeOf(a.admit('SERVICE', 'y')), 200);
      assert.equal(await codeOf(a.admit('SERVICE', 'y')), 429);
      assert.ok(performance.now() - started < 2_000);
      await until(() => failures.length > 0);
      redis = await startRedis(port);
      await until(() => true);
      await new Promise((resolve) => setTimeout(resolve, 6_000));
      assert.equal(await codeOf(a.admit('SERVICE', 'z')), 200);
      assert.equal(await codeOf(b.admit('SERVICE', 'z')), 200);
      assert.equal(await codeOf(b.admit('SERVICE', 'z')), 429);
    } finally {
      a.close();
      b.close();
      redis.kill('SIGKILL');
    }
  });
});

async function startRedis(port: number): Promise<ChildProcess> {
  const argv = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', argv, { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.on('data', (part) => {
    text += part;
  });
  await until(() => text.includes('Ready to accept connections'));
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
