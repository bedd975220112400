import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { judge } from '../abuse/judge.js';
import { ATTACKS } from '../abuse/list.js';
import { faultsOfLog } from '../abuse/log.js';
import { Target } from '../abuse/target.js';

// The attacks that take moments, on the product in a process of its own; `npm run abuse` prints
// them all.

describe('attacks', () => {
  let target: Target;
  before(async () => {
    target = await Target.start();
    // What a process does for the first time takes longer and more memory.
    for (const attack of ATTACKS.slice(0, 20)) await judge(target, attack);
  });
  after(() => target.stop());

  for (const attack of ATTACKS.filter(({ isSlow }) => isSlow !== true)) {
    test(`${attack.id} ${attack.what}`, async () => {
      const faults = (await judge(target, attack)).flatMap(({ transport, faults: own }) =>
        own.map((fault) => `${transport}: ${fault}`),
      );
      assert.deepEqual(faults, []);
    });
  }

  test('A-55 leave no secret, no error and no broken line in the log', () => {
    assert.deepEqual(faultsOfLog(target.log, 'authorization'), []);
  });
});
