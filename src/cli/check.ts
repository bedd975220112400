import type { Command } from 'commander';
import type { Store } from '../store/store.js';
import { type Surroundings, withExistingStore } from './command.js';
import { plural } from './lines.js';

/** `lowtide check`: whether the store still holds what was imported. */
export function addCheck(program: Command, surroundings: Surroundings): void {
  program
    .command('check')
    .description(
      'Compares rows with the counts and sums of their import, with chunks and snapshot.',
    )
    .action(() =>
      withExistingStore(surroundings, async (store) => {
        const { checkStore } = await import('../store/check.js');
        const { terminal, fail } = surroundings;
        const { versionCount, batchCount, rowCount, ...found } = await checkStore(store);
        const problems = [...found.problems];
        if (problems.length === 0) {
          problems.push(...(await snapshotProblems(store, surroundings.config().snapshotDir)));
        }
        for (const problem of problems) terminal.out(problem);
        const seen =
          `${plural(versionCount, 'data version')}, ${plural(batchCount, 'file')}, ` +
          `${plural(rowCount, 'stored row')}`;
        if (problems.length === 0) {
          terminal.out(`ok: ${seen}`);
          return;
        }
        const where = versionCount === 0 ? 'the file; its rows were not looked at' : seen;
        terminal.err(`lowtide: ${plural(problems.length, 'problem')} in ${where}`);
        fail();
      }),
    );
}

/** Whether the kept panel and the kept chunks are what the rows of the store give. */
async function snapshotProblems(store: Store, snapshotDir: string): Promise<string[]> {
  const { keptChunkProblems, snapshotProblem } = await import('../panel/load.js');
  const { Snapshots, snapshotPlace } = await import('../panel/snapshot/snapshots.js');
  const place = snapshotPlace(store.name, snapshotDir);
  if (place === null) return [];
  const snapshots = new Snapshots(place);
  const problem = await snapshotProblem(store, snapshots);
  return [...(problem === null ? [] : [problem]), ...(await keptChunkProblems(store, snapshots))];
}
