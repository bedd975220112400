import { readStoredColumns } from '../store/readers/read-columns.js';
import type { Store } from '../store/store.js';
import { buildPanel } from './build.js';
import type { StoredColumns } from '../store/stored-columns.js';
import { ScatterThreads } from './packed/scatter-threads.js';
import type { Panel } from './panel.js';
import { pack, type Section } from './snapshot/pack.js';
import type { Snapshots } from './snapshot/snapshots.js';

/** A panel, and how it came to be. */
export interface LoadedPanel {
  readonly panel: Panel;
  readonly from: 'SNAPSHOT' | 'STORE';
  /** Ends when the snapshot of a panel from the store is written; at once for any other. */
  readonly written: Promise<void>;
}

/**
 * The panel of the current data version: from its snapshot where there is one, else from the store.
 * Null before the first import. `isPlain` builds by the general way alone. Throws OperatorError
 * when the store is not what it should be.
 */
export async function loadPanelFrom(
  store: Store,
  snapshots: Snapshots | null,
  isPlain = false,
): Promise<LoadedPanel | null> {
  const version = await store.currentVersion();
  if (version === null) return null;
  const kept = (await snapshots?.read(version)) ?? null;
  if (kept !== null) return { panel: kept, from: 'SNAPSHOT', written: Promise.resolve() };
  const panel = built(await readStoredColumns(store, version.number), isPlain);
  const written = snapshots?.write(version, panel) ?? Promise.resolve();
  return { panel, from: 'STORE', written };
}

/** What a thread hands over: a panel in sections. */
export interface LoadedSections {
  readonly sections: readonly Section[];
  /** As in `LoadedPanel`. */
  readonly written: Promise<void>;
}

/** The panel of `loadPanelFrom` packed, which a snapshot is already. */
export async function loadSectionsFrom(
  store: Store,
  snapshots: Snapshots | null,
): Promise<LoadedSections | null> {
  const version = await store.currentVersion();
  if (version === null) return null;
  const kept = (await snapshots?.readSections(version)) ?? null;
  if (kept !== null) return { sections: kept, written: Promise.resolve() };
  const sections = await pack(built(await readStoredColumns(store, version.number), false));
  const written = snapshots?.writeSections(version, () => sections) ?? Promise.resolve();
  return { sections, written };
}

/** From so many packed bars on another thread is worth its start. */
const MANY_BARS = 1_000_000;

/** Bars of a large market are put in place by several threads. */
function built(stored: StoredColumns, isPlain: boolean): Panel {
  const bars = (stored.packedPrices ?? []).reduce((sum, { count }) => sum + count, 0);
  if (isPlain || bars < MANY_BARS) return buildPanel(stored, { isPlain });
  const threads = new ScatterThreads();
  try {
    return buildPanel(stored, { scatter: threads.scatter });
  } finally {
    threads.close();
  }
}

/** The panel of the current data version of a store; null before the first import. */
export async function loadPanel(
  store: Store,
  snapshots: Snapshots | null = null,
): Promise<Panel | null> {
  return (await loadPanelFrom(store, snapshots))?.panel ?? null;
}

/**
 * Whether the snapshot of the current version holds what the rows of the store give: null when it
 * does or when there is none, else a line that says it does not.
 */
export async function snapshotProblem(store: Store, snapshots: Snapshots): Promise<string | null> {
  const version = await store.currentVersion();
  if (version === null || !(await snapshots.has(version))) return null;
  const panel = buildPanel(await readStoredColumns(store, version.number, { byRows: true }));
  return (await snapshots.holds(version, panel))
    ? null
    : `the snapshot of version ${version.number} is not what its rows give: take it away`;
}
