import { KeptChunks } from '../store/readers/kept-chunks.js';
import { readStoredColumns } from '../store/readers/read-columns.js';
import type { Store } from '../store/store.js';
import { buildPanel } from './build.js';
import type { StoredColumns } from '../store/stored-columns.js';
import { ScatterThreads } from './packed/scatter-threads.js';
import type { Panel } from './panel.js';
import type { ChunkOrigins, PanelOrigin } from './panel-origin.js';
import { pack, type Section } from './snapshot/pack.js';
import type { Snapshots } from './snapshot/snapshots.js';

/** A panel, and how it came to be. */
export interface LoadedPanel {
  readonly panel: Panel;
  readonly origin: PanelOrigin;
  /** Ends when what a panel from the store leaves in files is written; at once for any other. */
  readonly written: Promise<void>;
}

/**
 * The panel of the current data version: from its snapshot where there is one, else from the store,
 * of which only the batches are read that are not kept in files. Null before the first import.
 * `isPlain` builds by the general way alone. Throws OperatorError when the store is not what it
 * should be.
 */
export async function loadPanelFrom(
  store: Store,
  snapshots: Snapshots | null,
  isPlain = false,
): Promise<LoadedPanel | null> {
  const version = await store.currentVersion();
  if (version === null) return null;
  const found = (await snapshots?.read(version)) ?? null;
  if (found !== null) return { panel: found, origin: 'SNAPSHOT', written: Promise.resolve() };
  const kept = keptChunks(snapshots);
  const panel = built(await readStoredColumns(store, version.number, { kept }), isPlain);
  const written = writeFiles(kept, snapshots?.write(version, panel));
  return { panel, origin: originOf(kept), written };
}

/** What a thread hands over: a panel in sections. */
export interface LoadedSections extends Omit<LoadedPanel, 'panel'> {
  readonly sections: readonly Section[];
}

/** The panel of `loadPanelFrom` packed, which a snapshot is already. */
export async function loadSectionsFrom(
  store: Store,
  snapshots: Snapshots | null,
): Promise<LoadedSections | null> {
  const version = await store.currentVersion();
  if (version === null) return null;
  const found = (await snapshots?.readSections(version)) ?? null;
  if (found !== null) return { sections: found, origin: 'SNAPSHOT', written: Promise.resolve() };
  const kept = keptChunks(snapshots);
  const panel = built(await readStoredColumns(store, version.number, { kept }), false);
  const sections = await pack(panel);
  const written = writeFiles(
    kept,
    snapshots?.writeSections(version, () => sections),
  );
  return { sections, origin: originOf(kept), written };
}

function keptChunks(snapshots: Snapshots | null): KeptChunks | null {
  const folder = snapshots?.place.chunkFolder ?? null;
  return snapshots === null || folder === null ? null : new KeptChunks(folder, snapshots.tell);
}

function originOf(kept: KeptChunks | null): ChunkOrigins {
  return kept?.origins ?? { kept: 0, read: 0, readBytes: 0 };
}

async function writeFiles(kept: KeptChunks | null, snapshot?: Promise<void>): Promise<void> {
  await snapshot;
  await kept?.settle();
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

/** The kept chunks that are not what the store holds: one line for each file. */
export async function keptChunkProblems(store: Store, { place }: Snapshots): Promise<string[]> {
  const version = await store.currentVersion();
  if (version === null || place.chunkFolder === null) return [];
  const problems: string[] = [];
  const kept = new KeptChunks(place.chunkFolder, (message) => problems.push(message));
  await readStoredColumns(store, version.number, { kept });
  return problems;
}
