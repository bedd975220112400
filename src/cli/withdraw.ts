import type { Command } from 'commander';
import { type Surroundings, withLease } from './command.js';
import { plural } from './lines.js';

/** `./lowtide withdraw FILE...`: takes published files back. */
export function addWithdraw(program: Command, surroundings: Surroundings): void {
  program
    .command('withdraw')
    .description('Publishes the next data version without some files of the current one.')
    .argument(
      '<files...>',
      'names as `./lowtide versions` lists them, or 8 characters of a SHA-256',
    )
    .option('--dry-run', 'say what would go, write nothing')
    .action((names: string[], { dryRun = false }: { dryRun?: boolean }) =>
      withLease(surroundings, async (store, lease) => {
        const { shownFiles, withdraw } = await import('../store/withdraw.js');
        const { out, now } = surroundings.terminal;
        const files = await shownFiles(store, names);
        for (const { fileName, format, accepted, versionNumber } of files) {
          out(
            `${fileName}  ${format}, ${plural(accepted, 'row')} of data version ${versionNumber}`,
          );
        }
        if (dryRun) return out('dry run: nothing was written');
        const ids = files.map(({ id }) => id);
        const { number, hash } = await withdraw(store, lease, ids, now());
        out(
          `published data version ${number} without ${plural(files.length, 'file')} ` +
            `(hash ${hash.slice(0, 12)})`,
        );
      }),
    );
}
