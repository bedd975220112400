import type { Command } from 'commander';
import { type Surroundings, withStore } from './command.js';
import { plural } from './lines.js';

/** `lowtide check`: whether the store still holds what was imported. */
export function addCheck(program: Command, surroundings: Surroundings): void {
  program
    .command('check')
    .description('Compares stored rows with the counts and sums of their import, and the hashes.')
    .action(() =>
      withStore(surroundings, async (store) => {
        const { checkStore } = await import('../store/check.js');
        const { terminal, fail } = surroundings;
        const { problems, versionCount, batchCount, rowCount } = await checkStore(store);
        for (const problem of problems) terminal.out(problem);
        const seen =
          `${plural(versionCount, 'data version')}, ${plural(batchCount, 'file')}, ` +
          `${plural(rowCount, 'stored row')}`;
        if (problems.length === 0) {
          terminal.out(`ok: ${seen}`);
          return;
        }
        terminal.err(`lowtide: ${plural(problems.length, 'problem')} in ${seen}`);
        fail();
      }),
    );
}
