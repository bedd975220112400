import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { Bystander } from '../../abuse/bystander.js';
import type { Recipe } from '../lab.js';
import {
  anew,
  type Came,
  LONG_ANSWER,
  longQuestion,
  megabytesOf,
  post,
  processorMsOf,
  quantile,
} from '../tools/clients.js';
import { demoStore } from '../tools/demo-market.js';
import { startServing } from './serving.js';

const CHEAP = '{ service { version } }';
/** Bounds for 99 of 100 cheap questions, beside what a bystander waits in the same time, in ms. */
const CHEAP_MS = 100;
const CALM_WITHIN_MS = 5_000;
const MAX_GROWTH_MB = 150;
/** Time of a processor in a second that an idle server takes, and how soon it is idle. */
const IDLE_MS = 100;
const IDLE_WITHIN_S = 5;
const FACTOR = 10;

/** Asked ten times as much as it can answer, for a minute. */
export const OVERLOAD: Recipe = {
  id: 'R-13',
  title: 'ten times the capacity for 60 s: sheds, keeps cheap questions quick, and recovers',
  engines: ['sqlite'],
  async run(lab) {
    const server = await startServing(lab, await demoStore(lab));
    const bystander = await Bystander.start();
    lab.atEnd(() => bystander.stop());
    const capacity = await measure(server.url, 4_000);
    const calm = await probeFor(2_000, server.url, bystander);
    const before = megabytesOf(server.child.pid);
    const overMs = lab.isShort ? 5_000 : 60_000;
    const probing = probeFor(overMs, server.url, bystander);
    const outcomes = await floodFor(overMs, server.url, capacity * FACTOR);
    const during = await probing;
    const wrong = outcomes.filter(({ status, hasRetryAfter }) => {
      return status !== 200 && !(status === 503 && hasRetryAfter);
    });
    assert.deepEqual(wrong.slice(0, 3), [], `${wrong.length} neither answered nor told to wait`);
    await pause(CALM_WITHIN_MS - 2_000);
    const after = await probeFor(2_000, server.url, bystander);
    const [answer] = await Promise.all([post(server.url, longQuestion())]);
    assert.equal(answer.status, 200, answer.text.slice(0, 300));
    const growthMb = megabytesOf(server.child.pid) - before;
    for (const [when, { cheap, machine }] of Object.entries({ during, after })) {
      const most = CHEAP_MS + machine;
      assert.ok(cheap < most, `${when}: p99 of cheap questions ${cheap} ms, bystander ${machine}`);
    }
    assert.ok(growthMb < MAX_GROWTH_MB, `it grew by ${growthMb} MB`);
    const shed = outcomes.filter(({ status }) => status === 503).length;
    return {
      capacityPerSecond: capacity.toFixed(1),
      asked: outcomes.length,
      answered: outcomes.length - shed,
      shed,
      cheapP99Before: Math.round(calm.cheap),
      cheapP99During: Math.round(during.cheap),
      bystanderP99During: Math.round(during.machine),
      cheapP99After: Math.round(after.cheap),
      growthMb: Math.round(growthMb),
    };
  },
};

/** Long questions a second that are answered when four are asked at a time. */
async function measure(url: string, ms: number): Promise<number> {
  const end = performance.now() + ms;
  let answered = 0;
  const client = async () => {
    while (performance.now() < end) {
      if ((await post(url, longQuestion())).status === 200) answered++;
    }
  };
  await Promise.all(Array.from({ length: 4 }, client));
  assert.ok(answered > 0, 'nothing was answered in calm');
  return (answered * 1_000) / ms;
}

/** Asks at a pace, whatever becomes of the answers. */
async function floodFor(ms: number, url: string, perSecond: number): Promise<Came[]> {
  const asked: Promise<Came>[] = [];
  const startedAt = performance.now();
  while (performance.now() - startedAt < ms) {
    const due = ((performance.now() - startedAt) * perSecond) / 1_000;
    while (asked.length < due) asked.push(post(url, longQuestion()));
    await pause(5);
  }
  return Promise.all(asked);
}

/** Time that 99 of 100 cheap questions take at most, and questions to who is not asked else. */
async function probeFor(ms: number, url: string, bystander: Bystander) {
  const end = performance.now() + ms;
  const cheap: number[] = [];
  const machine: number[] = [];
  while (performance.now() < end) {
    const at = performance.now();
    const [came] = await Promise.all([
      post(url, anew(CHEAP)),
      bystander.ask().then(() => machine.push(performance.now() - at)),
    ]);
    if (came.status === 200) cheap.push(came.ms);
    await pause(20);
  }
  assert.ok(cheap.length > 0, 'no cheap question was answered');
  return { cheap: quantile(cheap, 0.99), machine: quantile(machine, 0.99) };
}

/** Clients that hang up in the middle of their questions. */
export const LEAVING_CLIENTS: Recipe = {
  id: 'R-14',
  title: '500 clients leave in the middle of long questions: their work ends with them',
  engines: ['sqlite'],
  async run(lab) {
    const server = await startServing(lab, await demoStore(lab));
    const clients = lab.isShort ? 60 : 500;
    let left = 0;
    for (let k = 0; k < clients; k += 20) {
      const some = Array.from({ length: 20 }, () =>
        post(server.url, longQuestion(), { leaveAfterMs: lab.random.between(5, 60) }),
      );
      for (const { status } of await Promise.all(some)) if (status === 0) left++;
    }
    // Threads that were ended are gone, and those that replace them have begun.
    let seconds = 0;
    let busyMs = Number.POSITIVE_INFINITY;
    while (busyMs >= IDLE_MS && seconds++ < IDLE_WITHIN_S) {
      const before = processorMsOf(server.child.pid);
      await pause(1_000);
      busyMs = processorMsOf(server.child.pid) - before;
    }
    assert.ok(busyMs < IDLE_MS, `it still works: ${busyMs} ms of a second`);
    const { status } = await post(server.url, longQuestion());
    assert.equal(status, 200);
    return { clients, left, idleWithinSeconds: seconds };
  },
};

/** A quarter of a gigabyte must be enough not to die, whatever is asked. */
export const SMALL_HEAP: Recipe = {
  id: 'R-15',
  title: '256 MB of heap: eight of the largest legal questions at once are answered or refused',
  engines: ['sqlite'],
  async run(lab) {
    const server = await startServing(lab, await demoStore(lab), {
      NODE_OPTIONS: '--max-old-space-size=256',
    });
    const counts = { answered: 0, refused: 0, longestAnswerKb: 0 };
    for (let round = 0; round < (lab.isShort ? 2 : 10); round++) {
      const questions = [longQuestion, largest, () => anew(LONG_ANSWER)].flatMap((question) =>
        Array.from({ length: 8 }, () => post(server.url, question())),
      );
      for (const { status, text, hasRetryAfter, error } of await Promise.all(questions)) {
        assert.equal(error, null);
        if (status === 200 && !text.includes('"errors"')) counts.answered++;
        else counts.refused++;
        assert.ok(status === 200 || hasRetryAfter, `${status} ${text.slice(0, 200)}`);
        counts.longestAnswerKb = Math.max(counts.longestAnswerKb, Math.round(text.length / 1024));
      }
    }
    assert.equal(server.child.exitCode, null, server.output().slice(-2_000));
    assert.equal((await post(server.url, anew(CHEAP))).status, 200);
    return { ...counts, residentMb: Math.round(megabytesOf(server.child.pid)) };
  },
};

/** As much of an answer as a stranger's cost allows: rows of many fields, and a daily series. */
function largest(): string {
  return anew(`{
    securities(first: 500) { nodes {
      id symbol name industry sector exchange a: name b: industry c: sector d: exchange
    } }
    returns(window: {preset: MAX}, options: {universeAt: DAILY}) {
      lines(first: 500) { nodes { security { symbol name sector industry } } }
    }
  }`);
}
