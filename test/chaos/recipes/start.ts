import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab, Recipe } from '../lab.js';
import type { DatabaseServer } from '../servers/server.js';
import { ServerProcess, startCommand } from '../tools/commands.js';
import { shortFiles, STORE_QUERY } from '../tools/market.js';
import { read } from '../tools/reading-load.js';
import { fillMarket } from './serving.js';

/** Longest time from the start of the process to its end. */
const WITHIN_MS = 5_000;

interface Wrong {
  readonly what: string;
  /** Words of the command, if it is not the server. */
  readonly command?: readonly string[];
  readonly environment: Record<string, string>;
  readonly says: RegExp;
}

/** A start that cannot end well ends at once, in one line that names the reason. */
export const WRONG_START: Recipe = {
  id: 'R-20',
  title: 'wrong password, database, port, setting, missing and newer tables, read-only server',
  engines: ['sqlite', 'mariadb', 'mysql'],
  async run(lab) {
    const server = lab.engine === 'sqlite' ? null : await lab.server();
    const readOnly = server === null ? null : await readOnlyUrl(lab);
    const list =
      server === null || readOnly === null
        ? await wrongFiles(lab)
        : [...(await wrongServers(lab, server)), writeTo(lab, readOnly)];
    let slowest = 0;
    for (const { what, command = SERVE, environment, says } of list) {
      const { LOWTIDE_DATABASE_URL: url = '', ...others } = environment;
      const { code, text, ms } = await startCommand(url, command, others).ended;
      const lines = text
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('{'));
      assert.equal(code, 1, `${what}: ${text}`);
      assert.equal(lines.length, 1, `${what}: ${text}`);
      assert.match(lines[0] ?? '', says, what);
      assert.ok(!text.includes('lowtide:wrong'), `${what} tells the password`);
      assert.ok(ms < WITHIN_MS, `${what}: ended only after ${Math.round(ms)} ms`);
      slowest = Math.max(slowest, ms);
    }
    if (readOnly !== null) await serves(readOnly);
    return { starts: list.length, slowestMs: Math.round(slowest) };
  },
};

const SERVE = ['serve', '--port', '0'];

async function wrongFiles(lab: Lab): Promise<Wrong[]> {
  const text = join(lab.folder, 'text.sqlite');
  writeFileSync(text, 'This is not a database at all. '.repeat(200));
  const folder = join(lab.folder, 'folder.sqlite');
  mkdirSync(folder);
  const { url, store } = await lab.newStore();
  await store.run("INSERT INTO migrations (timestamp, name) VALUES (9, 'FromTheFuture1')");
  await store.run("INSERT INTO migrations (timestamp, name) VALUES (10, 'FromTheFuture2')");
  return [
    wrong('a file of text', `sqlite:${text}`, /is not an intact SQLite database/),
    wrong('a folder', `sqlite:${folder}`, /cannot be opened/),
    wrong('tables of a newer program', url, /newer lowtide/),
    wrong('another kind of store', 'postgres://u:lowtide:wrong@h/d', /must start with sqlite:/),
    {
      what: 'a setting that is none',
      environment: { LOWTIDE_DATABASE_URL: url, LOWTIDE_PROT: '1' },
      says: /LOWTIDE_PROT is not a setting/,
    },
  ];
}

async function wrongServers(lab: Lab, server: DatabaseServer): Promise<Wrong[]> {
  const empty = await server.createDatabase('without_tables');
  const { url, store } = await lab.newStore(server);
  await store.run("INSERT INTO migrations (timestamp, name) VALUES (9, 'FromTheFuture1')");
  await store.run("INSERT INTO migrations (timestamp, name) VALUES (10, 'FromTheFuture2')");
  const nobody = url.replace('lowtide:lowtide@', 'lowtide:wrong@');
  const away = url.replace(`:${server.port}/`, ':1/');
  return [
    wrong('a wrong password', nobody, /refuses this user or password/),
    wrong('a missing database', server.url('nowhere'), /does not exist/),
    wrong('a port where nobody listens', away, /cannot be reached/),
    wrong('no tables', empty, /migrate up/),
    wrong('tables of a newer program', url, /newer lowtide/),
    {
      what: 'a replica with a wrong password',
      environment: { LOWTIDE_DATABASE_URL: empty, LOWTIDE_REPLICA_URLS: nobody },
      says: /refuses this user or password/,
    },
  ];
}

/** A filled store on a server that is made read-only, for a user without rights over the server. */
async function readOnlyUrl(lab: Lab): Promise<string> {
  const readOnly = await lab.server();
  const { url, store } = await lab.newStore(readOnly);
  await fillMarket(lab, url);
  await store.close();
  const database = new URL(url).pathname.slice(1);
  await readOnly.send("CREATE USER 'reader'@'127.0.0.1' IDENTIFIED BY 'reader'");
  await readOnly.send(`GRANT ALL ON ${database}.* TO 'reader'@'127.0.0.1'`);
  await readOnly.send('SET GLOBAL read_only = 1');
  return url.replace('lowtide:lowtide@', 'reader:reader@');
}

function writeTo(lab: Lab, url: string): Wrong {
  const { format, files } = shortFiles(lab.path('refused'), 3, 30);
  const command = ['import', format, ...files];
  const what = 'an import into a read-only server';
  return { ...wrong(what, url, /is read-only; name the one that takes writes/), command };
}

/** A server of ours only reads: it starts there as anywhere. */
async function serves(url: string): Promise<void> {
  const server = await ServerProcess.start(url);
  const { isOk, version } = await read(server.url, STORE_QUERY);
  assert.ok(isOk && version === 2, 'it answers from a read-only server');
  assert.equal(await server.stop(), 0);
}

function wrong(what: string, url: string, says: RegExp): Wrong {
  return { what, environment: { LOWTIDE_DATABASE_URL: url }, says };
}
