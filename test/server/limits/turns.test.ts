import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Turns } from '../../../src/server/limits/turns.js';

describe('Turns', () => {
  test('lets requests begin at once while a turn is short, each turn anew', async () => {
    let now = 0;
    const turns = new Turns(5, () => now);
    assert.equal(turns.take(), null);
    now += 4;
    assert.equal(turns.take(), null);
    await turn();
    now += 4;
    assert.equal(turns.take(), null);
  });

  test('lets the rest begin in order, one a turn', async () => {
    let now = 0;
    const turns = new Turns(5, () => now);
    const begun: number[] = [];
    assert.equal(turns.take(), null);
    now += 6;
    for (let k = 1; k <= 3; k++) turns.take()?.then(() => begun.push(k));
    await turn();
    const seen = [[...begun]];
    // Whoever comes now has others before it, however short the turn has been so far.
    turns.take()?.then(() => begun.push(4));
    for (let k = 0; k < 3; k++) {
      await turn();
      seen.push([...begun]);
    }
    assert.deepEqual(seen, [[1], [1, 2], [1, 2, 3], [1, 2, 3, 4]]);
    assert.equal(turns.take(), null);
  });
});
