import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildSchema, parse } from 'graphql';
import { HTTP_LIMITS } from '../../../src/server/limits/limits.js';
import { LoopHolds } from '../../../src/server/limits/loop-holds.js';
import { ask, panelOf, startTiny, TinySource } from '../tiny.js';

describe('LoopHolds', () => {
  const document = parse('{ a }');

  /** Times runs of some milliseconds, one after another. */
  function after(...lengths: number[]): boolean {
    let now = 0;
    const holds = new LoopHolds(10, [() => now]);
    for (const ms of lengths) {
      holds.time(document, () => {
        now += ms;
      });
    }
    return holds.isLong(document);
  }

  for (const [lengths, isLong] of [
    [[], false],
    [[300], false],
    [[300, 11], true],
    [[300, 10], false],
    [[300, 11, 2], false],
    [[2, 11, 12, 13], true],
  ] as const) {
    test(`after runs of ${lengths.join(', ') || 'no'} ms`, () => {
      assert.equal(after(...lengths), isLong);
    });
  }

  test('waiting for the processor is no work', () => {
    let now = 0;
    let used = 0;
    const holds = new LoopHolds(10, [() => now, () => used]);
    const run = (ms: number) => () => {
      now += 50;
      used += ms;
    };
    for (const ms of [2, 2, 2]) holds.time(document, run(ms));
    assert.equal(holds.isLong(document), false);
    for (const ms of [20, 20]) holds.time(document, run(ms));
    assert.equal(holds.isLong(document), true);
  });

  test('one document says nothing about another, and failures take time too', () => {
    let now = 0;
    const holds = new LoopHolds(10, [() => now]);
    const fail = () => {
      now += 20;
      throw new Error('no');
    };
    assert.throws(() => holds.time(document, fail), /no/);
    assert.throws(() => holds.time(document, fail), /no/);
    assert.equal(holds.isLong(document), true);
    assert.equal(holds.isLong(parse('{ a }')), false);
  });
});

test('what holds the event loop twice is executed beside it from then on', async () => {
  const schema = buildSchema('type Query { busy: Int }');
  let runs = 0;
  schema.getQueryType()!.getFields().busy!.resolve = () => {
    const start = process.cpuUsage();
    while (process.cpuUsage(start).user < 2_000 * HTTP_LIMITS.holdMs);
    return ++runs;
  };
  const told: boolean[] = [];
  const server = await startTiny(new TinySource(panelOf(1)), {
    schema,
    executeElsewhere: (_, hasTakenLong) => {
      told.push(hasTakenLong);
      return hasTakenLong ? Promise.resolve({ data: { busy: 0 } }) : null;
    },
  });
  const answers = [];
  for (let k = 0; k < 4; k++) answers.push((await ask(server.url, '{ busy }')).json.data.busy);
  await server.close();
  assert.deepEqual(told, [false, false, true, true]);
  assert.deepEqual(answers, [1, 2, 0, 0]);
});
