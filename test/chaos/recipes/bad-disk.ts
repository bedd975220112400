import assert from 'node:assert/strict';
import { openStore } from '../../../src/store/store.js';
import type { Lab, Recipe } from '../lab.js';
import { importWell, startImport } from '../tools/commands.js';
import { FaultyCalls, type FaultyCall } from '../tools/faulty-calls.js';
import { type Delivery, shortFiles } from '../tools/market.js';
import { assertSame, emptyTables, undisturbed, Watcher } from '../tools/stores.js';

/** kill -9 of the importer while it writes to its SQLite file. */
export const KILLED_WRITER: Recipe = {
  id: 'R-01',
  title: 'kill -9 of the importer at every k-th write to the SQLite log, then a second run',
  engines: ['sqlite'],
  run: (lab) => hitEverywhere(lab, [{ call: 'write', path: '-wal', does: 'KILL' }]),
};

/** The disk under SQLite refuses to write, to flush and to open. */
export const BROKEN_SQLITE_DISK: Recipe = {
  id: 'R-08',
  title: 'fsync EIO, write ENOSPC and EIO, open EMFILE under the SQLite writer, then a second run',
  engines: ['sqlite'],
  run: (lab) =>
    hitEverywhere(lab, [
      { call: 'write', path: '-wal', does: 'ENOSPC' },
      { call: 'write', path: '-wal', does: 'EIO' },
      { call: 'write', path: '.sqlite', does: 'ENOSPC' },
      { call: 'fsync', path: '.sqlite', does: 'EIO' },
      { call: 'open', path: '.sqlite', does: 'EMFILE' },
    ]),
};

type Fault = Omit<FaultyCall, 'at'>;
/** Kill points of one fault; writes come by the thousand. */
const POINTS = 12;

async function hitEverywhere(lab: Lab, faults: readonly Fault[]) {
  const calls = FaultyCalls.build(lab);
  const { url, store } = await lab.newStore();
  // The last connection that closes flushes the log: it must be that of the importer.
  await store.close();
  const delivery = shortFiles(lab.path('files'), 2, lab.isShort ? 300 : 11_000);
  const expected = await undisturbed([delivery]);
  const counts = { hits: 0, endedWell: 0, refused: 0, killed: 0, looks: 0 };
  for (const fault of faults) {
    const total = await countCalls(calls, fault, url, delivery);
    const points = lab.isShort ? 2 : POINTS;
    for (let k = 0; k < points; k++) {
      const at = 1 + Math.floor(((k + lab.random.next()) * total) / points);
      await emptied(url);
      const watcher = fault.call === 'fsync' ? null : await Watcher.on(url);
      const { code, text } = await startImport(url, delivery, calls.of({ ...fault, at })).ended;
      const what = `${fault.call} ${at} of ${total} on ${fault.path}: ${fault.does}`;
      counts.hits++;
      if (code === 0) counts.endedWell++;
      else if (code === null) counts.killed++;
      else {
        counts.refused++;
        assert.match(text, /^lowtide: /m, `${what}: ${text}`);
        assert.doesNotMatch(text, /unexpected failure/, `${what}: ${text}`);
      }
      await importWell(url, delivery);
      await watcher?.stop();
      counts.looks += watcher?.looks ?? 0;
      assert.equal(await integrityOf(url), 'ok', what);
      await assertSame(url, expected, what);
    }
  }
  return counts;
}

async function emptied(url: string): Promise<void> {
  const store = await openStore(url);
  await emptyTables(store);
  await store.close();
}

async function integrityOf(url: string): Promise<string | undefined> {
  const store = await openStore(url);
  const [row] = await store.query<{ integrity_check: string }>('PRAGMA integrity_check');
  await store.close();
  return row?.integrity_check;
}

async function countCalls(calls: FaultyCalls, fault: Fault, url: string, delivery: Delivery) {
  await emptied(url);
  const before = calls.counted;
  const { code, text } = await startImport(url, delivery, calls.counting(fault.call, fault.path))
    .ended;
  assert.equal(code, 0, text);
  const total = calls.counted - before;
  assert.ok(total > 0, `no ${fault.call} on ${fault.path}`);
  return total;
}

/** The database itself is hit: it ends by itself or reports, and keeps what it has acknowledged. */
export const BROKEN_SERVER_DISK: Recipe = {
  id: 'R-08',
  title: 'fsync EIO under the database during an import, restart, then a second run',
  engines: ['mariadb', 'mysql'],
  async run(lab) {
    const calls = FaultyCalls.build(lab);
    const server = await lab.server();
    const { url, store } = await lab.newStore(server);
    const delivery = shortFiles(lab.path('files'), 2, lab.isShort ? 300 : 11_000);
    const expected = await undisturbed([delivery]);
    const { folder } = server.plan;
    await server.kill();
    const before = calls.counted;
    await server.start(calls.counting('fsync', folder));
    const atStart = calls.counted - before;
    await importWell(url, delivery);
    const total = calls.counted - before;
    const counts = {
      fsyncs: total - atStart,
      ...{ hits: 0, endedAtStart: 0, serverEnded: 0, endedWell: 0 },
    };
    for (let round = 0; round < (lab.isShort ? 1 : 6); round++) {
      await emptyTables(store);
      await server.kill();
      const at = lab.random.between(atStart + 1, Math.floor((atStart + total) / 2));
      await server.begin(calls.of({ call: 'fsync', path: folder, at, does: 'EIO' }));
      counts.hits++;
      // Its recovery from the kill writes more at some times than at others.
      if (await server.isUp()) {
        const importer = startImport(url, delivery);
        const isOver = await Promise.race([
          server.ended().then(() => 'server'),
          importer.ended.then(() => 'importer'),
        ]);
        if (isOver === 'server') counts.serverEnded++;
        await server.kill();
        await server.start();
        if ((await importer.ended).code === 0) counts.endedWell++;
      } else {
        counts.endedAtStart++;
        await server.kill();
        await server.start();
      }
      await importWell(url, delivery);
      await assertSame(url, expected, `fsync ${at}`);
    }
    assert.ok(counts.serverEnded > 0, 'no fsync was hit');
    return counts;
  },
};
