import type { Command } from 'commander';
import { OperatorError } from '../errors.js';
import type { Store } from '../store/store.js';
import { type Surroundings, withExistingStore, withStore } from './command.js';
import { plural } from './lines.js';
import type { Terminal } from './terminal.js';

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
    .option('--yes', 'revert it without a question')
    .action((options: { yes?: boolean }) =>
      withStore(
        surroundings,
        async (store) => {
          if (options.yes !== true) await confirm(store, surroundings.terminal);
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
      withExistingStore(surroundings, async (store) => {
        for (const { name, hasRun, isKnown } of await store.migrations()) {
          out(`${hasRun ? 'done   ' : 'pending'} ${name}${isKnown ? '' : '  of a newer lowtide'}`);
        }
      }),
    );
}

/** Says what is lost, and goes on only with a yes; without a terminal to ask at, not at all. */
async function confirm(store: Store, terminal: Terminal): Promise<void> {
  const { lastMigration } = await import('../store/migrate.js');
  const last = await lastMigration(store);
  if (last === null) return;
  const tables = last.tables.map(({ table, rows }) => `${table} (${plural(rows, 'row')})`);
  const lost = `reverting ${last.name} drops ${tables.join(', ')}`;
  const answer = await terminal.ask(`${lost}. Go on? [y/N] `);
  if (answer === null) throw new OperatorError(`${lost}; add --yes to do it`);
  if (!/^y(es)?$/i.test(answer.trim())) throw new OperatorError('nothing was reverted');
}
