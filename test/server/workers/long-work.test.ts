import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { RequestError } from '../../../src/errors.js';
import { callerOf } from '../../../src/graphql/limits.js';
import { METHODOLOGY_VERSION } from '../../../src/methodology.js';
import { makeShortcuts } from '../../../src/panel/derived/shortcuts.js';
import { loadPanel } from '../../../src/panel/load.js';
import type { Panel } from '../../../src/panel/panel.js';
import { lowtideSchema } from '../../../src/schema-resolvers.js';
import { createApollo } from '../../../src/server/apollo.js';
import { executeOperation } from '../../../src/server/execute.js';
import { createLogger } from '../../../src/server/logger.js';
import { type ServerContext, serverContextOf } from '../../../src/server/request-context.js';
import { LongWork, WARMING } from '../../../src/server/workers/long-work.js';
import type { Job } from '../../../src/server/workers/messages.js';
import { WorkerPool } from '../../../src/server/workers/worker-pool.js';
import { openStore, type Store } from '../../../src/store/store.js';
import { fillWithDemo } from '../../support/demo-store.js';
import { savedOperations } from '../../support/saved-operations.js';

// On the simulated market: the same bytes with everything that saves work, and without any of it.

type Ask = (query: string, variables?: Record<string, unknown>) => Promise<string>;

let directory: string;
let store: Store;
let url: string;
let plain: Ask;
let shortcuts: Ask;
let threads: Ask;
let longWork: LongWork;
let elsewhere = 0;
/** Threads keep no process alive: a server does. */
let alive: NodeJS.Timeout;

async function askerOf(panel: Panel | null, isPlain: boolean, work?: LongWork): Promise<Ask> {
  const apollo = createApollo<ServerContext>(lowtideSchema(), {
    methodologyVersion: METHODOLOGY_VERSION,
    logger: createLogger('silent'),
    isPlain,
    executeElsewhere: (execution) => {
      const answer = work?.execute(execution) ?? null;
      if (answer !== null) elsewhere++;
      return answer;
    },
  });
  await apollo.start();
  const contextOf = serverContextOf(store);
  return async (query, variables = {}) =>
    (await executeOperation(apollo, { query, variables }, panel, contextOf)).text;
}

before(async () => {
  alive = setInterval(() => {}, 1_000);
  directory = await mkdtemp(join(tmpdir(), 'lowtide-threads-'));
  url = `sqlite:${join(directory, 'demo.sqlite')}`;
  store = await openStore(url);
  await fillWithDemo(store);
  const quick = await loadPanel(store);
  await makeShortcuts(quick as Panel);
  longWork = new LongWork(addressOf(url), 2, 1);
  plain = await askerOf(await loadPanel(store), true);
  shortcuts = await askerOf(quick, false);
  await longWork.warm(quick as Panel);
  threads = await askerOf(quick, false, longWork);
});

after(async () => {
  clearInterval(alive);
  await longWork.close();
  await store.close();
  await rm(directory, { recursive: true, force: true });
});

describe('the same bytes with and without what only saves work', () => {
  for (const { name, text } of savedOperations()) {
    test(name, async () => {
      const expected = await plain(text);
      assert.equal(await shortcuts(text), expected);
      assert.equal(await shortcuts(text), expected, 'from what was kept of the first time');
      const before = elsewhere;
      assert.equal(await threads(text), expected);
      assert.equal(elsewhere, before + 1, 'executed in a thread');
    });
  }

  test('errors of callers, with code, path and place', async () => {
    const query = `query Wrong($symbol: String!) {
      index(symbol: $symbol) { symbol }
      returns(window: {preset: YTD}, where: {symbols: ["AAPLX"]}) { total { pricedCount } }
    }`;
    const expected = await plain(query, { symbol: 'RUTT' });
    assert.match(expected, /UNKNOWN_INDEX/);
    assert.equal(await threads(query, { symbol: 'RUTT' }), expected);
  });

  test('several operations at a time, each with its own answer', async () => {
    const queries = savedOperations().map(({ text }) => text);
    const [first, second] = [queries.slice(0, 8), queries.slice(0, 8).toReversed()];
    const found = await Promise.all([...first, ...second].map((text) => threads(text)));
    assert.deepEqual(found.slice(8), found.slice(0, 8).toReversed());
    assert.equal(found[0], await plain(queries[0] as string));
  });
});

describe('LongWork', () => {
  const asked = '{ returns(window: {preset: YTD}) { total { declinerShare } } }';

  test('leaves short operations to the event loop', async () => {
    const own = new LongWork(addressOf(url), 1);
    const panel = await loadPanel(store);
    const before = elsewhere;
    const ask = await askerOf(panel, false, own);
    assert.equal(await ask('{ service { version } }'), await plain('{ service { version } }'));
    assert.equal(elsewhere, before);
    await own.close();
  });

  test('a closed pool is a fault of ours, told as nothing', async () => {
    const own = new LongWork(addressOf(url), 1, 1);
    const panel = (await loadPanel(store)) as Panel;
    await own.warm(panel);
    const ask = await askerOf(panel, false, own);
    assert.doesNotMatch(await ask(asked), /errors/);
    const running = ask(long.query);
    await own.close();
    assert.match(await running, /INTERNAL_SERVER_ERROR/);
  });
});

function addressOf(databaseUrl: string) {
  return { databaseUrl, replicaUrls: [], replicaMaxLagMs: 0 };
}

const jobOf = (query: string): Job => ({
  query,
  operationName: null,
  variables: {},
  requestId: 'test',
  isStale: false,
  caller: callerOf('ANALYST'),
});
const daily = (name: string, cap: number) =>
  `${name}: returns(window: {preset: MAX}, where: {minMarketCap: ${cap}}, ` +
  'options: {universeAt: DAILY}) { total { capWeightReturn } }';
/** Takes less than whoever left is waited for. */
const medium = jobOf(
  '{ returns(window: {preset: MTD}, options: {universeAt: DAILY}) { total { capWeightReturn } } }',
);
const long = jobOf(`{ ${daily('one', 0)} }`);
/** Takes longer than whoever left is waited for. */
const longest = jobOf(`{ ${Array.from({ length: 20 }, (_, k) => daily(`a${k}`, k)).join(' ')} }`);
const short = jobOf('{ service { version } }');
const left = new RequestError('TIMEOUT', 'Nobody waits.');
const isTimeout = { code: 'TIMEOUT' };

describe('whoever leaves', () => {
  test('frees a place in the line and the thread of the work', async (t) => {
    const panel = (await loadPanel(store)) as Panel;
    const pool = new WorkerPool(addressOf(url), 1);
    t.after(() => pool.close());
    const [first, second] = [new AbortController(), new AbortController()];
    const running = pool.run(panel, long, first);
    const waiting = pool.run(panel, long, second);
    const next = pool.run(panel, short);
    second.abort(left);
    await assert.rejects(waiting, isTimeout);
    first.abort(left);
    await assert.rejects(running, isTimeout);
    assert.match((await next).data ?? '', /version/);
    await assert.rejects(pool.run(panel, short, first), isTimeout);
  });

  const isLinux = process.platform === 'linux';

  test('threads leave the processor to who answers', { skip: !isLinux }, async (t) => {
    const pool = new WorkerPool(addressOf(url), 2);
    t.after(() => pool.close());
    const before = lowThreads();
    const panel = (await loadPanel(store)) as Panel;
    await Promise.all([pool.run(panel, short), pool.run(panel, short)]);
    assert.equal(lowThreads() - before, 2);
  });
});

describe('a thread that is late', () => {
  test('is not ended while its work advances', async (t) => {
    const pool = new WorkerPool(addressOf(url), 1);
    t.after(() => pool.close());
    const panel = (await loadPanel(store)) as Panel;
    await pool.warm(panel, short).all;
    const thread = () => [...readdirSync('/proc/self/task')].sort().join();
    const before = thread();
    const leaving = new AbortController();
    const running = pool.run(panel, medium, leaving);
    leaving.abort(left);
    await assert.rejects(running, isTimeout);
    assert.match((await pool.run(panel, short)).data ?? '', /version/);
    assert.equal(thread(), before, 'the same threads as before');
  });

  test('tells how much it has worked on the job under way', async (t) => {
    const pool = new WorkerPool(addressOf(url), 1);
    t.after(() => pool.close());
    const panel = (await loadPanel(store)) as Panel;
    const told: (() => number)[] = [];
    const { signal } = new AbortController();
    await pool.run(panel, long, { signal, countWork: (worked) => told.push(worked) });
    const [worked] = told;
    assert.ok(worked !== undefined && worked() > 0 && worked() < 60_000, `${worked?.()} ms`);
  });

  test('leaves what is shorter than its start to the event loop', async (t) => {
    const own = new LongWork(addressOf(url), 1, 1);
    t.after(() => own.close());
    const panel = (await loadPanel(store)) as Panel;
    const ask = await askerOf(panel, false, own);
    const before = elsewhere;
    assert.doesNotMatch(await ask(WARMING.query), /errors/);
    assert.equal(elsewhere, before, 'no thread is up');
    await own.warm(panel);
    assert.doesNotMatch(await ask(WARMING.query), /errors/);
    assert.equal(elsewhere, before + 1);
  });
});

describe('warm threads', () => {
  const isLinux = process.platform === 'linux';

  test('all begin with a panel, and one that is ended is replaced', {
    skip: !isLinux,
  }, async (t) => {
    const pool = new WorkerPool(addressOf(url), 2);
    t.after(() => pool.close());
    const before = lowThreads();
    const panel = (await loadPanel(store)) as Panel;
    await pool.warm(panel, short).all;
    assert.equal(lowThreads() - before, 2);
    const leaving = new AbortController();
    const running = pool.run(panel, longest, leaving);
    setTimeout(() => leaving.abort(left), 50);
    await assert.rejects(running, isTimeout);
    // It is ended when it has been given a moment, and then another one begins.
    const end = performance.now() + 20_000;
    while (lowThreads() - before === 2 && performance.now() < end) await pause(10);
    assert.equal(lowThreads() - before, 1);
    while (lowThreads() - before < 2 && performance.now() < end) await pause(10);
    assert.equal(lowThreads() - before, 2);
  });

  test('the first job has no error', async () => {
    const own = new LongWork(addressOf(url), 1, 1);
    const panel = (await loadPanel(store)) as Panel;
    await own.warm(panel);
    const ask = await askerOf(panel, false, own);
    assert.doesNotMatch(await ask(WARMING.query), /errors/);
    await own.close();
  });
});

/** Threads of this process that come after the others, at the niceness it was started with. */
function lowThreads(): number {
  const stats = readdirSync('/proc/self/task').map((id) => {
    return readFileSync(`/proc/self/task/${id}/stat`, 'utf8');
  });
  // The 19th field is the niceness; the second one, in parentheses, may hold blanks.
  return stats.filter((stat) => Number(stat.split(') ')[1]?.split(' ')[16]) > getPriority()).length;
}
