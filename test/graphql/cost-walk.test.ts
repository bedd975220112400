import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { lowtideSchema } from '../../src/schema-resolvers.js';
import { type Day, day, formatDay } from '../../src/time/day.js';
import { type Asked, costWalk } from '../support/cost-walk.js';
import { type Demo, openDemo } from '../support/demo-executor.js';

// What a question costs is what it takes: each field of the schema with each choice of arguments,
// over windows that nobody has asked before, on the simulated market.

/** Milliseconds of the processor that one unit of cost may take. */
const MS_A_UNIT = 0.05;
/** Bytes of an answer that one unit may bring. */
const BYTES_A_UNIT = 400;
/** Milliseconds that any request takes: it is parsed, validated and written. */
const BASE_MS = 8;
/** Bytes of the names around an answer, and of what is told of every one. */
const BASE_BYTES = 2_000;
const ROUNDS = 3;
const LOOKS = 5;
const SHOWN = 10;

interface Measured {
  readonly name: string;
  readonly query: string;
  readonly requested: number;
  readonly actual: number;
  readonly ms: number;
  readonly bytes: number;
}

let demo: Demo;
before(async () => {
  demo = await openDemo();
});
after(() => demo.close());

const LAST = day('2023-09-15');
let asked = 0;

/** The least of some rounds, each over a window that is new; the first only compiles. */
async function measure({ name, query }: Asked): Promise<Measured | null> {
  let least: Measured | null = null;
  for (let round = 0; round <= ROUNDS; round++) {
    const to = formatDay((LAST - (asked++ % 120)) as Day);
    const begun = process.cpuUsage();
    const text = await demo.textOf(query, query.includes('$to') ? { to } : {});
    const { user, system } = process.cpuUsage(begun);
    const ms = (user + system) / 1_000;
    const { errors, extensions } = JSON.parse(text);
    assert.deepEqual((errors ?? []).filter(isOurs), [], `${name}\n${query}`);
    if (errors !== undefined) return null;
    const { requested, actual } = extensions.lowtide.cost;
    if (round === 0) continue;
    if (least === null || ms < least.ms) {
      least = { name, query, requested, actual, ms, bytes: text.length };
    }
  }
  return least;
}

function isOurs({ extensions }: { extensions?: { code?: string } }): boolean {
  return !['BAD_USER_INPUT', 'NO_DATA', 'BAD_WINDOW', 'COST_LIMIT'].includes(
    extensions?.code ?? '',
  );
}

function worst(all: readonly Measured[], of: (it: Measured) => number, unit: string): string[] {
  return [...all]
    .sort((a, b) => of(b) - of(a))
    .slice(0, SHOWN)
    .map(
      (it) =>
        `${of(it).toFixed(3)} ${unit} (${it.ms.toFixed(1)} ms, cost ${it.requested}) ${it.name}`,
    );
}

describe('a unit of cost', () => {
  const all: Measured[] = [];
  const msOf = ({ ms, requested }: Measured) => Math.max(0, ms - BASE_MS) / requested;
  const bytesOf = ({ bytes, actual }: Measured) => Math.max(0, bytes - BASE_BYTES) / actual;

  before(async () => {
    // All of it takes minutes: a part each time, and `LOWTIDE_WALK=all` the whole.
    const whole = costWalk(lowtideSchema());
    const part = process.env.LOWTIDE_WALK === 'all' ? whole : whole.filter((_, k) => k % 8 === 0);
    for (const one of part) {
      let found = await measure(one);
      // Other programs slow a processor down: what is slow must be so each time it is looked at.
      for (let look = 0; look < LOOKS && found !== null && msOf(found) > MS_A_UNIT; look++) {
        const again = await measure(one);
        if (again !== null && again.ms < found.ms) found = again;
      }
      if (found !== null) all.push(found);
    }
  });

  test('is at most 0.05 ms of the processor, whatever is asked', (t) => {
    for (const line of worst(all, msOf, 'ms')) t.diagnostic(line);
    assert.deepEqual(
      all.filter((it) => msOf(it) > MS_A_UNIT).map(({ name }) => name),
      [],
    );
  });

  test('is at most 400 bytes of an answer', (t) => {
    for (const line of worst(all, bytesOf, 'bytes')) t.diagnostic(line);
    assert.deepEqual(
      all.filter((it) => bytesOf(it) > BYTES_A_UNIT).map(({ name }) => name),
      [],
    );
  });

  test('is never estimated too low', () => {
    assert.deepEqual(
      all
        .filter(({ requested, actual }) => actual > requested)
        .map(({ name, requested, actual }) => `${name}: ${actual} > ${requested}`),
      [],
    );
  });
});
