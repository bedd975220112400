import assert from 'node:assert/strict';
import type { Recipe } from '../lab.js';
import { startImport } from '../tools/commands.js';
import { type Delivery, shortFiles } from '../tools/market.js';
import { assertSame, emptyTables, undisturbed, Watcher } from '../tools/stores.js';

/** One wins, the other is told that it is busy; after a second try both are in. */
export const TWO_IMPORTERS: Recipe = {
  id: 'R-10',
  title: 'two importers at once, with the same file and with different files',
  engines: ['sqlite', 'mariadb', 'mysql'],
  async run(lab) {
    const server = lab.engine === 'sqlite' ? undefined : await lab.server();
    const { url, store } = await lab.newStore(server);
    const both = shortFiles(lab.path('files'), 2, lab.isShort ? 2_000 : 15_000);
    const [a, b] = both.files.map((file) => ({ ...both, files: [file] })) as unknown as [
      Delivery,
      Delivery,
    ];
    const counts = { races: 0, busy: 0, published: 0, alreadyImported: 0, looks: 0 };
    for (const pair of [
      [a, a],
      [a, b],
    ] as const) {
      for (let round = 0; round < (lab.isShort ? 1 : 5); round++) {
        await emptyTables(store);
        const watcher = await Watcher.on(url);
        const ends = await Promise.all(pair.map((delivery) => startImport(url, delivery).ended));
        counts.races++;
        for (const { code, text } of ends) {
          if (/busy: another import/.test(text)) counts.busy++;
          else if (/already imported/.test(text)) counts.alreadyImported++;
          else if (/published data version/.test(text)) counts.published++;
          else assert.fail(`neither won nor was told: ${code} ${text}`);
        }
        assert.ok(
          ends.some(({ code }) => code === 0),
          'nobody won',
        );
        for (const delivery of pair) assert.equal((await startImport(url, delivery).ended).code, 0);
        await watcher.stop();
        counts.looks += watcher.looks;
        // Which of two came first decides the order of the versions.
        const orders =
          pair[0] === pair[1]
            ? [[a]]
            : [
                [a, b],
                [b, a],
              ];
        await assertOneOf(url, await Promise.all(orders.map(undisturbed)));
      }
    }
    return counts;
  },
};

async function assertOneOf(url: string, digests: readonly string[]): Promise<void> {
  const failures: unknown[] = [];
  for (const digest of digests) {
    try {
      return await assertSame(url, digest, 'after a race');
    } catch (error) {
      failures.push(error);
    }
  }
  throw failures[0];
}
