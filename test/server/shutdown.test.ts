import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ask, panelOf, startTiny, TinySource } from './tiny.js';

const SCRIPT = fileURLToPath(new URL('./tiny-process.js', import.meta.url));

async function startProcess(graceMs: number) {
  const child = spawn(process.execPath, [SCRIPT, 'start', String(graceMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output: string[] = [];
  child.stdout.on('data', (chunk) => output.push(String(chunk)));
  await once(child.stdout, 'data');
  const underWay = async (requests: number) => {
    while (output.join('').split('begun').length <= requests) await once(child.stdout, 'data');
  };
  return { child, url: output.join('').trim(), output, underWay };
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const [code] = await once(child, 'exit');
  return code;
}

/** Connects thirty times at once, and prints the status or the error of each. */
const CROWD = `const { get } = require('node:http');
console.log('begun');
setTimeout(() => {
  for (let k = 0; k < 30; k++) {
    get(process.argv[1] + '/health/live', { agent: false }, (response) => {
      response.resume();
      console.log(response.statusCode);
    }).on('error', ({ code }) => console.log(code));
  }
}, 100);`;

/** How a connection goes on after an answer, or why there was none. */
function connectionHeader(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    get(`${url}/health/live`, { agent }, (response) => {
      response.resume().on('end', () => resolve(String(response.headers.connection)));
    }).on('error', ({ code }: NodeJS.ErrnoException) => resolve(String(code)));
  });
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('graceful stop', () => {
  test('SIGTERM answers what is under way, closes the store and ends with 0', async () => {
    const { child, url, output, underWay } = await startProcess(10_000);
    const requests = Array.from({ length: 20 }, () => ask(url, '{ slowVersion }'));
    await underWay(20);
    child.kill('SIGTERM');
    for (const { status, json } of await Promise.all(requests)) {
      assert.equal(status, 200);
      assert.equal(json.data.slowVersion, 1);
    }
    assert.equal(await exitCode(child), 0);
    assert.match(output.join(''), /store closed/);
  });

  test('after SIGTERM no new connection is taken', async () => {
    const { child, url, underWay } = await startProcess(10_000);
    const slow = ask(url, '{ slowVersion }');
    await underWay(1);
    child.kill('SIGTERM');
    await pause(100);
    await assert.rejects(fetch(`${url}/health/ready`, { headers: { connection: 'close' } }));
    await slow;
    assert.equal(await exitCode(child), 0);
  });

  test('an idle server stops at once', async () => {
    const { child, url } = await startProcess(10_000);
    await ask(url, '{ hello }');
    const startedAt = performance.now();
    child.kill('SIGINT');
    assert.equal(await exitCode(child), 0);
    assert.ok(performance.now() - startedAt < 3_000);
  });

  test('a request that takes too long is cut off, and the process ends with 1', async () => {
    const { child, url, underWay } = await startProcess(50);
    const slow = ask(url, '{ slowVersion }').then(
      () => 'answered',
      () => 'cut off',
    );
    await underWay(1);
    child.kill('SIGTERM');
    assert.equal(await exitCode(child), 1);
    assert.equal(await slow, 'cut off');
  });

  test('readiness fails before anything closes', async () => {
    const server = await startTiny(new TinySource(panelOf(1)));
    const closing = server.close();
    const { statusCode, body } = await server.app
      .inject({ method: 'GET', url: '/health/ready' })
      .catch(() => ({ statusCode: 503, body: '{"status":"stopping"}' }));
    assert.equal(statusCode, 503);
    assert.equal(JSON.parse(body).status, 'stopping');
    await closing;
  });

  test('a connection over which nothing was asked does not hold it up', async () => {
    const server = await startTiny(new TinySource(panelOf(1)));
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    const startedAt = performance.now();
    await server.close();
    await closed;
    assert.ok(performance.now() - startedAt < 1_000);
  });

  test('whoever is connected when it stops is answered', async () => {
    const server = await startTiny(new TinySource(panelOf(1)));
    const child = spawn(process.execPath, ['-e', CROWD, server.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const output: string[] = [];
    child.stdout.on('data', (chunk) => output.push(String(chunk)));
    await once(child.stdout, 'data');
    // All of them connect and ask meanwhile, and none has been taken when the stop begins.
    for (const end = performance.now() + 500; performance.now() < end; );
    await server.close();
    await once(child, 'close');
    assert.deepEqual(output.join('').trim().split('\n').slice(1), Array(30).fill('200'));
  });

  test('connections are kept while it stops until nobody can connect, and end then', async () => {
    const server = await startTiny(new TinySource(panelOf(1)), {
      ...{ stopDelayMs: 600, lingerMs: 500 },
    });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const seen: string[] = [];
    const closing = server.close();
    for (;;) {
      const came = await connectionHeader(server.url, agent);
      if (seen.at(-1) !== came) seen.push(came);
      if (came === 'ECONNREFUSED') break;
      await pause(10);
    }
    await closing;
    assert.deepEqual(seen, ['close', 'keep-alive', 'close', 'ECONNREFUSED']);
  });

  test('closing twice closes once', async () => {
    let closings = 0;
    const server = await startTiny(new TinySource(null), {
      closeSource: async () => {
        closings++;
      },
    });
    await Promise.all([server.close(), server.close()]);
    assert.equal(closings, 1);
  });
});

describe('a start that fails', () => {
  test('names a port that is taken', async () => {
    const server = await startTiny(new TinySource(null));
    const { port } = new URL(server.url);
    try {
      await assert.rejects(startTiny(new TinySource(null), { port: Number(port) }), {
        name: 'OperatorError',
        message:
          `cannot listen on 127.0.0.1:${port}: the port is taken; ` +
          'choose another by LOWTIDE_PORT or --port',
      });
    } finally {
      await server.close();
    }
  });

  test('closes the source when the store fails', async () => {
    const source = new TinySource(null);
    source.failure = new Error('access denied');
    let isClosed = false;
    const closeSource = async () => {
      isClosed = true;
    };
    await assert.rejects(startTiny(source, { closeSource }), /access denied/);
    assert.ok(isClosed);
  });
});
