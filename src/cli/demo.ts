import type { Command } from 'commander';
import { type Surroundings, withStore } from './command.js';

/** `lowtide demo`: makes and imports the simulated market, if the store is empty. */
export function addDemo(program: Command, surroundings: Surroundings): void {
  program
    .command('demo')
    .description('Fills an empty store with a simulated market, imported like real files.')
    .action(() => fillDemo(surroundings, false));
}

/** Fills an empty store; `isQuiet` says nothing when there is data already. */
export async function fillDemo(surroundings: Surroundings, isQuiet: boolean): Promise<void> {
  const { terminal } = surroundings;
  await withStore(surroundings, async (store) => {
    const { makeReady } = await import('../store/ready.js');
    await makeReady(store, 'READ');
    const current = await store.currentVersion();
    if (current !== null) {
      if (!isQuiet) terminal.out(`the store holds data version ${current.number}; nothing to do`);
      return;
    }
    await makeReady(store, 'WRITE');
    const { ensureDemo } = await import('../demo/ensure-demo.js');
    await ensureDemo(store, { terminal });
  });
}
