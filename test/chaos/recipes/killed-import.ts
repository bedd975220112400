import assert from 'node:assert/strict';
import type { DatabaseServer } from '../servers/server.js';
import type { Lab, Recipe } from '../lab.js';
import { importWell, startImport } from '../tools/commands.js';
import type { FaultProxy, Trap } from '../tools/fault-proxy.js';
import { type Delivery, shortFiles } from '../tools/market.js';
import { assertSame, emptyTables, undisturbed, Watcher } from '../tools/stores.js';

/** What ends an import in its middle: gets the importer that runs. */
type Blow = (
  stage: Stage,
  importer: ReturnType<typeof startImport>,
) => { spring: Trap['spring']; after: () => Promise<void> };

interface Stage {
  readonly lab: Lab;
  readonly server: DatabaseServer;
  readonly proxy: FaultProxy;
  readonly url: string;
}

const MOMENTS = ['BEFORE', 'AFTER'] as const;

/** kill -9 of the importer around every transaction it commits. */
export const KILLED_IMPORTER: Recipe = {
  id: 'R-01',
  title: 'kill -9 of the importer before and after every COMMIT, then a second run',
  engines: ['mariadb', 'mysql'],
  run: (lab) =>
    strikeEverywhere(lab, /^COMMIT/, (_, { child, ended }) => ({
      spring: async () => {
        child.kill('SIGKILL');
        await ended;
      },
      after: async () => {},
    })),
};

/** kill -9 of the database around every transaction of an import. */
export const KILLED_DATABASE: Recipe = {
  id: 'R-02',
  title: 'kill -9 of the database before and after every COMMIT, restart, then a second run',
  engines: ['mariadb', 'mysql'],
  run: (lab) =>
    strikeEverywhere(lab, /^COMMIT/, ({ server }) => ({
      spring: () => server.kill(),
      // The import may have ended before the blow: a slow one renews its lease more often.
      after: async () => {
        if (!server.isRunning) await server.start();
      },
    })),
};

/** The connection is reset at every statement of an import. */
export const CUT_CONNECTION: Recipe = {
  id: 'R-09',
  title: 'a reset connection before every statement and after every COMMIT of an import',
  engines: ['mariadb', 'mysql'],
  run: (lab) =>
    strikeEverywhere(lab, /./, () => ({ spring: () => {}, after: async () => {} }), ['BEFORE']),
};

async function strikeEverywhere(
  lab: Lab,
  matches: RegExp,
  blow: Blow,
  moments: readonly Trap['moment'][] = MOMENTS,
) {
  const server = await lab.server();
  const { url: direct, store } = await lab.newStore(server);
  const proxy = await lab.proxy(server);
  const stage = { lab, server, proxy, url: proxy.urlOf(direct) };
  const delivery = shortFiles(lab.path('files'), 2, lab.isShort ? 400 : 12_000);
  const expected = await undisturbed([delivery]);
  const total = await countMatches(stage, delivery, matches);
  const step = lab.isShort ? Math.ceil((total * moments.length) / 4) : 1;
  const counts = { points: total, blows: 0, completedByItself: 0, looks: 0 };
  const watcher = { looks: 0 };
  const first = lab.isShort ? lab.random.between(1, step) : 1;
  for (const moment of moments) {
    for (let at = first; at <= total; at += step) {
      await emptyTables(store);
      const seen = await Watcher.on(direct);
      const completed = await strike(stage, delivery, { matches, at, moment }, blow);
      counts.blows++;
      if (completed) counts.completedByItself++;
      await importWell(direct, delivery);
      await seen.stop();
      watcher.looks += seen.looks;
      await assertSame(direct, expected, `${moment} ${at} of ${total}`);
    }
  }
  return { ...counts, looks: watcher.looks };
}

async function countMatches({ proxy, url }: Stage, delivery: Delivery, matches: RegExp) {
  proxy.trap = { matches, at: Number.POSITIVE_INFINITY, moment: 'BEFORE', spring: () => {} };
  await importWell(url, delivery);
  assert.ok(proxy.matched > 0, 'no statement matches');
  return proxy.matched;
}

/** Whether the import ended well in spite of the blow. */
async function strike(
  stage: Stage,
  delivery: Delivery,
  where: Omit<Trap, 'spring'>,
  blow: Blow,
): Promise<boolean> {
  const { proxy, url } = stage;
  proxy.trap = null;
  const importer = startImport(url, delivery);
  const { spring, after } = blow(stage, importer);
  let hasStruck: (value: unknown) => void = () => {};
  const struck = new Promise((resolve) => {
    hasStruck = resolve;
  });
  proxy.trap = {
    ...where,
    spring: async () => {
      await spring();
      hasStruck(true);
    },
  };
  await Promise.race([struck, importer.ended]);
  await after();
  const { code, text } = await importer.ended;
  proxy.trap = null;
  assert.doesNotMatch(text, /unexpected failure/, `${where.moment} ${where.at}`);
  return code === 0;
}
