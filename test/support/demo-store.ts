import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDemo } from '../../src/demo/ensure-demo.js';
import type { Store } from '../../src/store/store.js';

/** The clock of the tests' demo market, so that answers with times are the same every day. */
const NOW = 1_700_000_000_000;

/** Fills an empty store with the simulated market, through files that are gone afterwards. */
export async function fillWithDemo(store: Store): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'lowtide-demo-'));
  try {
    await store.migrate('up');
    await ensureDemo(store, { directory, terminal: { now: () => NOW, holder: 'tests' } });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
