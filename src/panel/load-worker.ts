import { parentPort, workerData } from 'node:worker_threads';
import { OperatorError } from '../errors.js';
import { workAtLowPriority } from '../low-priority.js';
import { openReading } from '../store/replicas/replicated-store.js';
import type { Store } from '../store/store.js';
import type { BackgroundAnswer, BackgroundRequest } from './background.js';
import { loadSectionsFrom } from './load.js';
import { Snapshots, snapshotPlace } from './snapshot/snapshots.js';

// The thread of `loadInBackground`.

const { address, atLeast, snapshotDir, isAwaited } = workerData as BackgroundRequest;
if (!isAwaited) workAtLowPriority();
const answer = (message: BackgroundAnswer) => parentPort?.postMessage(message);
let store: Store | undefined;
try {
  store = await openReading(address, { atLeast: () => atLeast });
  const place = snapshotPlace(store.name, snapshotDir);
  const tell = (message: string) => answer({ kind: 'LINE', message });
  const loaded = await loadSectionsFrom(store, place === null ? null : new Snapshots(place, tell));
  if (loaded === null) answer({ kind: 'NONE' });
  else {
    answer({ kind: 'PANEL', sections: loaded.sections });
    await loaded.written;
  }
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  answer({ kind: 'FAILED', message, isOperators: error instanceof OperatorError });
} finally {
  await store?.close();
}
