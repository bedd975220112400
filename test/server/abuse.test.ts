import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Bystander } from '../abuse/bystander.js';
import { judge, type Place } from '../abuse/judge.js';
import { ATTACKS } from '../abuse/list.js';
import { faultsOfLog } from '../abuse/log.js';
import { Target } from '../abuse/target.js';

// The attacks that take moments, on the product in a process of its own; `npm run abuse` prints
// them all.

describe('attacks', () => {
  let target: Target;
  let place: Place;
  before(async () => {
    target = await Target.start();
    // The command line loads the market for each of them, which is left to the whole list.
    place = { target, bystander: await Bystander.start(), without: 'CLI' };
    // What a process does for the first time takes longer and more memory.
    for (const attack of ATTACKS.slice(0, 20)) await judge(place, attack);
  });
  after(() => {
    place.bystander.stop();
    return target.stop();
  });

  for (const attack of ATTACKS.filter(({ isSlow }) => isSlow !== true)) {
    test(`${attack.id} ${attack.what}`, async () => {
      const faults = (await judge(place, attack)).flatMap(({ transport, faults: own }) =>
        own.map((fault) => `${transport}: ${fault}`),
      );
      assert.deepEqual(faults, []);
    });
  }

  test('A-55 leave no secret, no error and no broken line in the log', () => {
    assert.deepEqual(faultsOfLog(target.log, 'authorization'), []);
  });
});
