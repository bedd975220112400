import type { Command } from 'commander';
import { type Surroundings, withStore } from './command.js';

/** Changing a table of millions of rows takes its time: a day, in milliseconds. */
const UNHURRIED = { limitMs: 86_400_000 };

/** `lowtide migrate up|down|status`. */
export function addMigrate(program: Command, surroundings: Surroundings): void {
  const { out } = surroundings.terminal;
  const parent = program.command('migrate').description('Changes the tables of the store.');
  parent
    .command('up')
    .description('Runs all pending migrations.')
    .action(() =>
      withStore(
        surroundings,
        async (store) => {
          const ran = await store.migrate('up');
          for (const name of ran) out(`ran ${name}`);
          if (ran.length === 0) out('nothing to do');
        },
        UNHURRIED,
      ),
    );
  parent
    .command('down')
    .description('Reverts the last migration; the tables it made go with their rows.')
    .action(() =>
      withStore(
        surroundings,
        async (store) => {
          const reverted = await store.migrate('down');
          for (const name of reverted) out(`reverted ${name}`);
          if (reverted.length === 0) out('nothing to revert');
        },
        UNHURRIED,
      ),
    );
  parent
    .command('status')
    .description('Lists the migrations and says whether each has run.')
    .action(() =>
      withStore(surroundings, async (store) => {
        for (const { name, hasRun, isKnown } of await store.migrations()) {
          out(`${hasRun ? 'done   ' : 'pending'} ${name}${isKnown ? '' : '  of a newer lowtide'}`);
        }
      }),
    );
}
