import type { Command } from 'commander';
import { type Surroundings, withLease } from './command.js';
import { plural } from './lines.js';

/** `lowtide backfill`: column chunks for files that have none. */
export function addBackfill(program: Command, surroundings: Surroundings): void {
  program
    .command('backfill')
    .description('Gives files from before there were column chunks theirs, for quicker starts.')
    .action(() =>
      withLease(surroundings, async (store, lease) => {
        const { backfillChunks } = await import('../store/backfill.js');
        const { terminal } = surroundings;
        const { batchCount, rowCount } = await backfillChunks(store, lease, (done, all) =>
          terminal.progress(`${done} of ${plural(all, 'file')}`),
        );
        terminal.progress('');
        terminal.out(
          batchCount === 0
            ? 'nothing to do'
            : `${plural(batchCount, 'file')} with ${plural(rowCount, 'row')} given column chunks`,
        );
      }),
    );
}
