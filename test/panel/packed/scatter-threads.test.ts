import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../../src/panel/build.js';
import { DONE, LEFT, type ScatterJob, scatterBlocks } from '../../../src/panel/packed/scatter.js';
import { ScatterThreads } from '../../../src/panel/packed/scatter-threads.js';
import { makeMarket } from '../../bench/market.js';
import { withPackedPrices } from '../../support/packed-prices.js';

const stored = makeMarket(300, 60, 4);
const packed = withPackedPrices(stored, 500);
const plain = buildPanel(stored, { isPlain: true });

describe('threads that put bars in place', () => {
  for (const count of [0, 2]) {
    test(`give the same panel with ${count} threads beside this one`, () => {
      const threads = new ScatterThreads(count);
      assert.deepEqual(buildPanel(packed, { scatter: threads.scatter }), plain);
      threads.close();
    });
  }

  test('leave a block in which they failed to this one', () => {
    const threads = new ScatterThreads(0);
    const scatter = (job: ScatterJob) => {
      job.blocks[1] = LEFT;
      threads.scatter(job);
    };
    assert.deepEqual(buildPanel(packed, { scatter }), plain);
  });

  test('do not hide that a block cannot be put in place', () => {
    const threads = new ScatterThreads(1);
    const scatter = (job: ScatterJob) =>
      threads.scatter({ ...job, placeOf: undefined as unknown as Int32Array });
    assert.throws(() => buildPanel(packed, { scatter }), TypeError);
    threads.close();
  });

  test('take each block once', () => {
    const jobs: ScatterJob[] = [];
    buildPanel(packed, { scatter: (job) => jobs.push(job) });
    const [job] = jobs as [ScatterJob];
    scatterBlocks(job);
    assert.ok(job.blocks.length > 1);
    assert.ok(job.blocks.every((state) => state === DONE));
    job.targets.close.fill(0);
    scatterBlocks(job);
    assert.ok(job.targets.close.every((close) => close === 0));
  });
});
