import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readVersions } from '../../../src/store/readers/read-versions.js';
import { openStore } from '../../../src/store/store.js';
import type { Lab, Recipe } from '../lab.js';
import type { DatabaseServer } from '../servers/server.js';
import { importWell, startCommand } from '../tools/commands.js';
import { laterCloses } from '../tools/market.js';
import { assertSame, undisturbed } from '../tools/stores.js';
import { Unable } from '../lab.js';
import { fillMarket } from './serving.js';

/** The way back that the manual describes: dump, drop, restore, same content and same hashes. */
export const RESTORE: Recipe = {
  id: 'R-40',
  title:
    'dump while an import runs, drop, restore; same rows and hashes, and the next import goes in',
  engines: ['sqlite', 'mariadb', 'mysql'],
  async run(lab) {
    const server = lab.engine === 'sqlite' ? undefined : await lab.server();
    const { url, store } = await lab.newStore(server);
    const deliveries = await fillMarket(lab, url);
    const hashes = (await readVersions(store)).map(({ hash }) => hash);
    const next = laterCloses(lab.path('files'), 0, 2_000);
    const dump = join(lab.folder, 'dump');
    await store.close();
    const importing = importWell(url, next);
    const back = await (server === undefined
      ? copySqlite(url, dump)
      : dumpServer(server, url, dump));
    await importing;
    const restored = await back(lab);
    const { code, text } = await startCommand(restored, ['check']).ended;
    assert.equal(code, 0, text);
    const again = await openStore(restored);
    const found = (await readVersions(again)).map(({ hash }) => hash);
    await again.close();
    assert.deepEqual(found, hashes, 'the versions of before, by their hashes');
    await importWell(restored, next);
    await assertSame(restored, await undisturbed([...deliveries, next]), 'after the next import');
    return { versionsRestored: hashes.length, check: text.trim().split('\n').at(-1) ?? '' };
  },
};

/** Writes the backup; how to restore it, which gives the URL. */
type Restore = (lab: Lab) => Promise<string>;

async function copySqlite(url: string, dump: string): Promise<Restore> {
  const path = url.slice('sqlite:'.length);
  const done = spawnSync('sqlite3', [path, `.backup ${dump}`], { encoding: 'utf8' });
  if (done.error !== undefined) throw new Unable('no sqlite3 on this machine');
  assert.equal(done.status, 0, done.stderr);
  return async (lab) => {
    const restored = join(lab.folder, 'restored.sqlite');
    await copyFile(dump, restored);
    return `sqlite:${restored}`;
  };
}

async function dumpServer(server: DatabaseServer, url: string, dump: string): Promise<Restore> {
  const database = new URL(url).pathname.slice(1);
  const access = ['--host=127.0.0.1', `--port=${server.port}`, '--user=lowtide'];
  const env = { PATH: process.env.PATH, MYSQL_PWD: 'lowtide' };
  const child = spawn(
    'mysqldump',
    [...access, '--single-transaction', '--quick', '--no-tablespaces', database],
    { env, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'close');
  await pipeline(child.stdout, createWriteStream(dump));
  assert.equal((await ended)[0], 0, 'mysqldump failed');
  return async () => {
    await server.send(`DROP DATABASE ${database}`);
    await server.createDatabase(database);
    const client = spawn('mysql', [...access, database], {
      env,
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    const over = once(client, 'close');
    await pipeline(createReadStream(dump), client.stdin);
    assert.equal((await over)[0], 0, 'mysql failed');
    return url;
  };
}
