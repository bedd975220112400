import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { open } from '../../server/sockets/client.js';
import type { Recipe } from '../lab.js';
import { Balancer } from '../tools/balancer.js';
import { anew, type Came, LONG_ANSWER, longQuestion, post } from '../tools/clients.js';
import { ServerProcess } from '../tools/commands.js';
import { demoStore } from '../tools/demo-market.js';
import { startServing } from './serving.js';

const CLIENTS = 24;
const SOCKETS = 20;
const STOPS_WITHIN_MS = 15_000;
const PAGE = '{ securities(first: 50) { totalCount nodes { id symbol name } } }';
const SHORT = '{ service { version dataVersion { number } } }';

/** SIGTERM while everything is under way: whatever was asked before the end is answered. */
export const STOP_UNDER_LOAD: Recipe = {
  id: 'R-11',
  title: 'SIGTERM under load: no request is lost, and the process ends with 0',
  engines: ['sqlite'],
  async run(lab) {
    const url = await demoStore(lab);
    const rounds = lab.isShort ? 1 : 5;
    const counts = {
      stops: rounds,
      answered: 0,
      refused: 0,
      askedAgain: 0,
      sockets: 0,
      slowestStopMs: 0,
    };
    for (let round = 0; round < rounds; round++) {
      const server = await startServing(lab, url);
      const sockets = await Promise.all(Array.from({ length: SOCKETS }, () => open(server.url)));
      const clients = Array.from({ length: CLIENTS }, (_, k) => ask(server.url, k));
      await pause(lab.random.between(1_500, 2_000));
      const startedAt = performance.now();
      const code = await server.stop();
      const ms = performance.now() - startedAt;
      assert.equal(code, 0, server.output().slice(-2_000));
      assert.ok(ms < STOPS_WITHIN_MS, `the stop took ${ms} ms`);
      for (const { answered, refused, again } of await Promise.all(clients)) {
        counts.answered += answered;
        counts.refused += refused;
        counts.askedAgain += again;
      }
      await pause(100);
      assert.deepEqual([...new Set(sockets.map((socket) => socket.code()))], [1001]);
      counts.sockets += sockets.length;
      counts.slowestStopMs = Math.max(counts.slowestStopMs, Math.round(ms));
    }
    await stopAtOnce(url);
    return counts;
  },
};

/** Asks one question after another until nobody listens; fails for one that was lost. */
async function ask(url: string, k: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const counts = { answered: 0, refused: 0, again: 0 };
  const questions = [() => anew(SHORT), longQuestion, () => anew(LONG_ANSWER)];
  for (let n = k; ; n++) {
    const query = (questions[n % questions.length] as () => string)();
    const came: Came = await post(url, query, { agent });
    if (came.status === 200) counts.answered++;
    else if (came.status === 503 && came.hasRetryAfter) counts.refused++;
    else if (came.error === 'ECONNREFUSED') break;
    // Both sides may close a connection that is kept: what was not begun is asked again.
    else if (came.isReused && came.text === '') counts.again++;
    else assert.fail(`lost: ${JSON.stringify(came)}`);
  }
  agent.destroy();
  return counts;
}

/** A process that has hardly begun ends as well. */
async function stopAtOnce(url: string): Promise<void> {
  const { child } = await ServerProcess.start(url);
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  child.kill('SIGTERM');
  const [code, signal] = await closed;
  assert.ok(code !== null && signal === null, 'a second signal ends it, by itself');
}

/** Servers replaced one after the other, behind a balancer that looks whether they are ready. */
export const ROLLING_RESTART: Recipe = {
  id: 'R-12',
  title: 'rolling restart of two servers behind a balancer: no error in 2,000 requests',
  engines: ['sqlite'],
  async run(lab) {
    const url = await demoStore(lab);
    // Longer than a balancer needs to see that a server is not ready any more.
    const settings = { LOWTIDE_STOP_DELAY_MS: '1000' };
    const servers = [
      await startServing(lab, url, settings),
      await startServing(lab, url, settings),
    ];
    const balancer = await Balancer.listen(servers.map((server) => server.url));
    lab.atEnd(() => balancer.close());
    const wanted = lab.isShort ? 300 : 2_000;
    const restarting = (async () => {
      let restarts = 0;
      for (let k = 0; k < (lab.isShort ? 1 : 4); k++) {
        await pause(lab.isShort ? 500 : 2_000);
        const old = servers.shift() as ServerProcess;
        const next = await startServing(lab, url, settings);
        balancer.replace('', next.url);
        await balancer.look();
        assert.equal(await old.stop(), 0, old.output().slice(-2_000));
        servers.push(next);
        restarts++;
      }
      return restarts;
    })();
    let isOver = false;
    let asked = 0;
    const over = restarting.finally(() => {
      isOver = true;
    });
    const clients = Array.from({ length: 8 }, async (_, k) => {
      while (!isOver || asked < wanted) {
        asked++;
        const came = await post(balancer.url, anew(k % 2 === 0 ? SHORT : PAGE));
        assert.equal(came.status, 200, `${JSON.stringify(came).slice(0, 500)}`);
        await pause(20);
      }
    });
    await Promise.all([over, ...clients]);
    return { requests: asked, errors: 0, restarts: await restarting };
  },
};
