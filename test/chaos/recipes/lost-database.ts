import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Lab, Recipe } from '../lab.js';
import { shortFiles } from '../tools/market.js';
import { importWell } from '../tools/commands.js';
import { judge, underLoad, untilGreen, untilStale, untilVersion } from './serving.js';

/** kill -9 of the database under load: the panel answers on, and all is well soon after. */
export const LOST_DATABASE: Recipe = {
  id: 'R-03',
  title: 'kill -9 of the database under 50 reads a second, restart after 3 s (and after 20 s)',
  engines: ['mariadb', 'mysql'],
  run: (lab) => away(lab, lab.isShort ? [2_000] : [3_000, 20_000]),
};

async function away(lab: Lab, outages: readonly number[]) {
  const database = await lab.server();
  const { url, server, load } = await underLoad(lab, database);
  const greenAfterMs: number[] = [];
  for (const outageMs of outages) {
    await database.kill();
    await pause(outageMs);
    assert.ok((await server.health()).isStale, 'stale while the database is away');
    await database.start();
    greenAfterMs.push(await untilGreen(server));
  }
  await importWell(url, shortFiles(lab.path('more'), 3, 300));
  await untilVersion(server, 3);
  const readings = await load.stop();
  const judged = judge(readings, 1_000);
  assert.ok(judged.stalePanelReads > 0, 'no answer said that it is stale');
  return { ...judged, greenAfterMs: greenAfterMs.join(' and ') };
}

/** SIGSTOP of the database: it takes connections and answers nothing. */
export const FROZEN_DATABASE: Recipe = {
  id: 'R-05',
  title: 'SIGSTOP of the database for 20 s under 50 reads a second, then SIGCONT',
  engines: ['mariadb', 'mysql'],
  async run(lab) {
    const database = await lab.server();
    const { server, load } = await underLoad(lab, database);
    lab.atEnd(() => database.thaw());
    database.freeze();
    const frozenAt = performance.now();
    await untilStale(server);
    const toldAfterMs = Math.round(performance.now() - frozenAt);
    await pause(lab.isShort ? 1_000 : 20_000 - toldAfterMs);
    database.thaw();
    const greenAfterMs = await untilGreen(server);
    const readings = await load.stop();
    const judged = judge(readings, STATEMENT_MS);
    const slowest = Math.max(...readings.filter(({ isOk }) => isOk).map(({ ms }) => ms));
    const [connections] = await database.send<{ n: number }>(
      "SELECT COUNT(*) AS n FROM information_schema.processlist WHERE user = 'lowtide'",
    );
    return {
      ...judged,
      toldAfterMs,
      greenAfterMs,
      slowestAnswerMs: Math.round(slowest),
      connectionsAfter: Number(connections?.n),
    };
  },
};

/** The deadline of a request is the longest that a read of a frozen store may take. */
const STATEMENT_MS = 16_000;
