import { parentPort, workerData } from 'node:worker_threads';
import { OperatorError } from '../errors.js';
import { workAtLowPriority } from '../low-priority.js';
import { storeName } from '../store/store-url.js';
import type { BackgroundAnswer, BackgroundRequest } from './background.js';
import { Snapshots, snapshotPlace } from './snapshot/snapshots.js';

// The thread of `loadInBackground`.

const { address, atLeast, snapshotDir, isAwaited, isGuess } = workerData as BackgroundRequest;
if (!isAwaited) workAtLowPriority('NOBODY_WAITS');
const answer = (message: BackgroundAnswer) => parentPort?.postMessage(message);
const place = snapshotPlace(storeName(address.databaseUrl), snapshotDir);
const tell = (message: string) => answer({ kind: 'LINE', message });
const snapshots = place === null ? null : new Snapshots(place, tell);

async function loadFromStore(): Promise<void> {
  // Read only now, for what asks a store takes as long to read as a snapshot.
  const { openReading } = await import('../store/replicas/replicated-store.js');
  const { loadSectionsFrom } = await import('./load.js');
  const store = await openReading(address, { atLeast: () => atLeast });
  try {
    const loaded = await loadSectionsFrom(store, snapshots);
    if (loaded === null) answer({ kind: 'NONE' });
    else {
      const { sections, origin, written } = loaded;
      answer({ kind: 'PANEL', sections, origin });
      await written;
    }
  } finally {
    await store.close();
  }
}

try {
  const kept = isGuess ? ((await snapshots?.newestSections()) ?? null) : null;
  if (kept === null) await loadFromStore();
  else answer({ kind: 'PANEL', sections: kept, origin: 'SNAPSHOT' });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  answer({ kind: 'FAILED', message, isOperators: error instanceof OperatorError });
}
