import assert from 'node:assert/strict';
import { openStore } from '../../../src/store/store.js';
import { withoutTables } from '../../support/stores.js';
import type { Lab, Recipe } from '../lab.js';
import { ServerProcess, startCommand } from '../tools/commands.js';
import { PANEL_QUERIES, STORE_QUERY } from '../tools/market.js';
import { read } from '../tools/reading-load.js';
import { fillMarket } from './serving.js';

/** A migration is killed at any of its statements; the next one ends what it began. */
export const KILLED_MIGRATION: Recipe = {
  id: 'R-17',
  title:
    'kill -9 of `migrate up` at every k-th change of a table, again; servers one migration apart',
  engines: ['mariadb', 'mysql'],
  async run(lab) {
    const server = await lab.server();
    const { url, store } = await lab.newStore(server);
    const proxy = await lab.proxy(server);
    const through = proxy.urlOf(url);
    const matches = /^\s*(CREATE|ALTER|DROP)\b/;
    await withoutTables(store);
    proxy.trap = { matches, at: Number.POSITIVE_INFINITY, moment: 'BEFORE', spring: () => {} };
    assert.equal((await startCommand(through, ['migrate', 'up']).ended).code, 0);
    const total = proxy.matched;
    assert.ok(total > 0, 'no table was changed');
    const kills = Math.min(total, lab.isShort ? 2 : 12);
    for (let k = 0; k < kills; k++) {
      await server.createDatabase(new URL(url).pathname.slice(1));
      const at = 1 + Math.floor(((k + lab.random.next()) * total) / kills);
      const moment = lab.random.pick(['BEFORE', 'AFTER'] as const);
      proxy.trap = null;
      const migrating = startCommand(through, ['migrate', 'up']);
      const spring = async () => {
        migrating.child.kill('SIGKILL');
        await migrating.ended;
      };
      proxy.trap = { matches, at, moment, spring };
      assert.equal((await migrating.ended).code, null, 'it was not killed');
      const { code, text } = await startCommand(url, ['migrate', 'up']).ended;
      assert.equal(code, 0, `${moment} ${at} of ${total}: ${text}`);
      const again = await openStore(url);
      const drift = await again.dataSource.driver.createSchemaBuilder().log();
      await again.close();
      assert.deepEqual(drift.upQueries, [], `${moment} ${at} of ${total}`);
    }
    return { changes: total, kills, serversOneApart: await serveOneApart(lab, url) };
  },
};

/** Server processes over full tables that are one migration behind them, and one ahead. */
async function serveOneApart(lab: Lab, url: string): Promise<number> {
  await fillMarket(lab, url);
  const expected = await answersOf(url);
  assert.equal((await startCommand(url, ['migrate', 'down', '--yes']).ended).code, 0);
  assert.deepEqual(await answersOf(url), expected, 'a new server on old tables');
  assert.equal((await startCommand(url, ['migrate', 'up']).ended).code, 0);
  const store = await openStore(url);
  await store.run('ALTER TABLE fund ADD COLUMN later int NULL');
  await store.run("INSERT INTO migrations (timestamp, name) VALUES (1900000000000, 'Newer')");
  await store.close();
  assert.deepEqual(await answersOf(url), expected, 'an old server on new tables');
  return 2;
}

/** Digests of what a server process answers from the panel and from the store. */
async function answersOf(url: string): Promise<string[]> {
  const server = await ServerProcess.start(url, { LOWTIDE_SNAPSHOT_DIR: 'off' });
  const digests: string[] = [];
  for (const query of [...PANEL_QUERIES, STORE_QUERY]) {
    const { isOk, digest, codes } = await read(server.url, query);
    assert.ok(isOk, codes.join());
    digests.push(digest);
  }
  assert.equal(await server.stop(), 0);
  return digests;
}
