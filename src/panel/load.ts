import { readStoredColumns } from '../store/readers/read-columns.js';
import type { Store } from '../store/store.js';
import { buildPanel } from './build.js';
import type { Panel } from './panel.js';

/** The panel of the current data version of a store; null before the first import. */
export async function loadPanel(store: Store): Promise<Panel | null> {
  const version = await store.currentVersion();
  if (version === null) return null;
  return buildPanel(await readStoredColumns(store, version.number));
}
