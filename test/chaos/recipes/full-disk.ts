import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../../src/store/store.js';
import { type EngineName, type Lab, type Recipe, Unable } from '../lab.js';
import { importWell, startImport } from '../tools/commands.js';
import { PANEL_QUERIES, shortFiles } from '../tools/market.js';
import { read } from '../tools/reading-load.js';
import { assertSame, undisturbed } from '../tools/stores.js';
import { fillMarket, startServing } from './serving.js';

/** A server of either kind needs this much to start. */
const MEGABYTES: Readonly<Record<EngineName, number>> = { sqlite: 4, mariadb: 160, mysql: 400 };

/** The disk is full in the middle of an import: it is named, nothing is lost, space heals it. */
export const FULL_DISK: Recipe = {
  id: 'R-07',
  title: 'a full disk during an import, under a server that answers; then space again',
  engines: ['sqlite', 'mariadb', 'mysql'],
  async run(lab) {
    const isFile = lab.engine === 'sqlite';
    const disk = mountDisk(lab, MEGABYTES[lab.engine]);
    const url = isFile ? `sqlite:${join(disk, 's.sqlite')}` : await urlOnDisk(lab, disk);
    const store = await openStore(url);
    lab.atEnd(() => store.close());
    await store.migrate('up');
    const deliveries = await fillMarket(lab, url);
    const server = await startServing(lab, url, { LOWTIDE_SNAPSHOT_DIR: lab.path('snapshots') });
    const ballast = join(disk, 'ballast');
    fillDisk(ballast);
    const big = shortFiles(lab.path('big'), 5, 17_000);
    const { code, text } = await startImport(url, { ...big, files: big.files.slice(2) }).ended;
    assert.equal(code, 1, text);
    assert.match(text, /no space is left|disk under .* fails/, text);
    let answers = 0;
    for (const query of PANEL_QUERIES) {
      const { isOk, version } = await read(server.url, query);
      assert.ok(isOk && version === 2, 'the old version is served');
      answers++;
    }
    rmSync(ballast);
    const small = { ...big, files: big.files.slice(2, 3) };
    await importWell(url, small);
    await store.close();
    await server.stop();
    await assertSame(url, await undisturbed([...deliveries, small]), 'after space came back');
    return { diskMb: MEGABYTES[lab.engine], answers, said: text.trim().split('\n').at(-1) ?? '' };
  },
};

function mountDisk(lab: Lab, megabytes: number): string {
  const disk = lab.path('disk');
  const made = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', disk]);
  if (made.status !== 0) throw new Unable('a small disk needs the rights of root');
  lab.atEnd(() => {
    spawnSync('umount', ['--lazy', disk]);
  });
  return disk;
}

async function urlOnDisk(lab: Lab, disk: string): Promise<string> {
  const server = await lab.server({ folder: join(disk, 'server'), options: ['--skip-log-bin'] });
  return server.createDatabase('full');
}

/** Leaves nothing free. */
function fillDisk(path: string): void {
  for (const size of [1 << 20, 1 << 16, 1 << 12]) {
    for (;;) {
      try {
        writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
      } catch {
        break;
      }
    }
  }
}
