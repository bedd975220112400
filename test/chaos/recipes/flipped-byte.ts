import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../../src/store/store.js';
import { dump } from '../../support/stores.js';
import type { Lab, Recipe } from '../lab.js';
import { ServerProcess, startCommand, startImport } from '../tools/commands.js';
import { PANEL_QUERIES } from '../tools/market.js';
import { read } from '../tools/reading-load.js';
import { fillMarket } from './serving.js';

/** One byte of a file is another one: it is seen, refused, or built anew; never believed. */
export const FLIPPED_BYTE: Recipe = {
  id: 'R-19',
  title: 'a flipped byte in the panel snapshot, in a page of SQLite and in a file that is known',
  engines: ['sqlite'],
  async run(lab) {
    const { url, store } = await lab.newStore();
    const deliveries = await fillMarket(lab, url);
    await store.close();
    const snapshots = lab.path('snapshots');
    const expected = await answersOf(url, snapshots);
    const files = readdirSync(snapshots, { recursive: true, withFileTypes: true }).filter((it) =>
      it.isFile(),
    );
    assert.ok(files.length > 0, 'no snapshot was written');
    const counts = { snapshotFlips: 0, fileFlips: 0, ...NO_PAGES };
    for (let k = 0; k < (lab.isShort ? 2 : 25); k++) {
      const file = lab.random.pick(files);
      const path = join(file.parentPath, file.name);
      const before = readFileSync(path);
      flip(lab, path);
      assert.deepEqual(await answersOf(url, snapshots), expected, `a flipped byte of ${file.name}`);
      writeFileSync(path, before);
      counts.snapshotFlips++;
    }
    const known = deliveries[1]?.files[0] as string;
    const text = readFileSync(known, 'utf8');
    writeFileSync(known, text.replace('|500|', '|501|'));
    const again = await startImport(url, { ...deliveries[1]!, files: [known] }).ended;
    assert.doesNotMatch(again.text, /already imported/, 'another content is another file');
    counts.fileFlips++;
    await flipPages(lab, url, counts);
    return counts;
  },
};

const NO_PAGES = { pageFlips: 0, caught: 0, harmless: 0, inRemarks: 0 };
/** Kept once, so that nothing can be held against them; no number of an answer comes from them. */
const REMARKS = new Set([
  'import_batch',
  'import_warning',
  'quarantined_row',
  'market_index',
  'fund',
  'access_key',
  'staged_part',
]);

/** What `lowtide check` lets pass has changed no row that an answer is made from. */
async function flipPages(lab: Lab, url: string, counts: typeof NO_PAGES): Promise<void> {
  const path = url.slice('sqlite:'.length);
  const intact = readFileSync(path);
  const expected = await contentOf(url);
  for (let k = 0; k < (lab.isShort ? 2 : 60); k++) {
    flip(lab, path);
    const { code, text: said } = await startCommand(url, ['check']).ended;
    assert.doesNotMatch(said, /unexpected failure/, said);
    counts.pageFlips++;
    if (code !== 0) counts.caught++;
    else {
      const found = await contentOf(url);
      const changed = Object.keys(expected).filter((table) => found[table] !== expected[table]);
      const facts = changed.filter((table) => !REMARKS.has(table));
      assert.deepEqual(facts, [], 'a flipped byte changed these, and the check saw nothing');
      if (changed.length > 0) counts.inRemarks++;
      else counts.harmless++;
    }
    writeFileSync(path, intact);
  }
  assert.ok(lab.isShort || counts.caught > 0, 'no flip was caught');
}

/** Every table as one text. */
async function contentOf(url: string): Promise<Record<string, string>> {
  const store = await openStore(url);
  try {
    const tables = await dump(store);
    return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.join()]));
  } finally {
    await store.close();
  }
}

/** Changes one byte anywhere in a file. */
function flip(lab: Lab, path: string): void {
  const bytes = readFileSync(path);
  const at = lab.random.between(0, bytes.length - 1);
  bytes[at] = (bytes[at] as number) ^ (1 << lab.random.between(0, 7));
  writeFileSync(path, bytes);
}

async function answersOf(url: string, snapshots: string): Promise<string[]> {
  const server = await ServerProcess.start(url, { LOWTIDE_SNAPSHOT_DIR: snapshots });
  const digests: string[] = [];
  for (const query of PANEL_QUERIES) {
    const { isOk, digest, codes } = await read(server.url, query);
    assert.ok(isOk, codes.join());
    digests.push(digest);
  }
  assert.equal(await server.stop(), 0);
  return digests;
}
