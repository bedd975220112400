import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Recipe } from '../lab.js';
import { importWell } from '../tools/commands.js';
import { LATER_COUNT, laterCloses } from '../tools/market.js';
import { fillMarket, judge, readOn, startServing, untilVersion } from './serving.js';

/** Versions are published while questions run: each answer comes from one of them. */
export const PUBLISH_UNDER_LOAD: Recipe = {
  id: 'R-24',
  title: 'new versions published while 100 reads a second run',
  engines: ['sqlite', 'mariadb', 'mysql'],
  async run(lab) {
    const { url, store } = await lab.newStore(
      lab.engine === 'sqlite' ? undefined : await lab.server(),
    );
    await fillMarket(lab, url);
    const server = await startServing(lab, url);
    const loads = [readOn([server.url]), readOn([server.url])];
    const published = lab.isShort ? 2 : LATER_COUNT;
    for (let k = 0; k < published; k++) {
      await importWell(url, laterCloses(lab.path('files'), k, 300));
    }
    await untilVersion(server, published + 2);
    await pause(500);
    const readings = (await Promise.all(loads.map((load) => load.stop()))).flat();
    const judged = judge(readings, 1_000);
    assert.equal(judged.failedStoreReads, 0);
    const versions = new Set(readings.map(({ version }) => version));
    assert.ok(versions.size > 1, 'no version was published meanwhile');
    await store.close();
    return { published, versionsSeen: versions.size, ...judged };
  },
};
