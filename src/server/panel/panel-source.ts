import type { Config } from '../../config.js';
import { type BackgroundPanel, loadInBackground } from '../../panel/background.js';
import { makeShortcuts } from '../../panel/derived/shortcuts.js';
import { loadPanelFrom } from '../../panel/load.js';
import type { Panel } from '../../panel/panel.js';
import { UnusableSnapshot } from '../../panel/snapshot/snapshot-file.js';
import { Snapshots, snapshotPlace } from '../../panel/snapshot/snapshots.js';
import type { StoreAddress } from '../../store/replicas/replicated-store.js';
import type { Store } from '../../store/store.js';
import type { StoredVersion } from '../../store/stored-columns.js';
import type { EarlyPanel } from './early-panel.js';
import type { Logger } from '../logger.js';
import type { PanelSource } from './panel-holder.js';

/**
 * Loads panels for a server: at its start the one that was begun early, or here, for nobody can be
 * answered yet, and later in a thread of its own beside the requests. `prepare` is called when
 * everything that saves work on a panel is made: the first panel is there when that is done too, so
 * that the first question is answered as fast as the others.
 */
export class StorePanels implements PanelSource {
  private readonly snapshots: Snapshots | null;
  private looks = 0;
  private current: StoredVersion | null = null;
  private work: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly config: Pick<Config, 'snapshotDir' | 'isPlain'> & StoreAddress,
    private readonly store: Store,
    private readonly logger: Logger,
    private readonly early: EarlyPanel | null = null,
    private readonly prepare: (panel: Panel) => Promise<void> = async () => {},
  ) {
    this.snapshots = snapshotsOf(store, config, logger);
  }

  async currentNumber(): Promise<number | null> {
    this.looks++;
    this.current = await this.store.currentVersion();
    return this.current?.number ?? null;
  }

  /** The panel of the newest version. From the second on shortcuts follow, and nobody waits. */
  async load(): Promise<Panel | null> {
    const loaded = await this.loadBare();
    if (loaded === null) return null;
    const { panel, origin } = loaded;
    this.logger.info({ dataVersion: panel.version.number, origin }, 'panel read');
    if (this.config.isPlain) return panel;
    const prepared = this.prepareQuietly(panel);
    if (this.looks <= 1) await prepared;
    return panel;
  }

  private async prepareQuietly(panel: Panel): Promise<void> {
    try {
      await makeShortcuts(panel);
      await this.prepare(panel);
    } catch (err) {
      this.logger.error({ err }, 'no shortcuts');
    }
  }

  private async loadBare(): Promise<BackgroundPanel | null> {
    const { early, current } = this;
    const { databaseUrl, isPlain } = this.config;
    // A store in memory is not to be seen from another thread.
    if (isPlain || databaseUrl === 'sqlite::memory:') return this.loadHere();
    if (this.looks > 1 || current === null) return this.loadBeside(false);
    if (early === null) return this.loadHere();
    this.work = early.ended;
    const found = await early.take(current, (message) => this.logger.warn(message));
    return found ?? this.loadBeside(true);
  }

  private loadBeside(isAwaited: boolean): Promise<BackgroundPanel | null> {
    const { databaseUrl, replicaUrls, replicaMaxLagMs, snapshotDir } = this.config;
    const address = { databaseUrl, replicaUrls, replicaMaxLagMs };
    const atLeast = this.current?.number ?? 0;
    const begin = (dir: string): Promise<BackgroundPanel | null> => {
      const request = { address, atLeast, snapshotDir: dir, isAwaited, isGuess: false };
      const loading = loadInBackground(request, (message) => this.logger.warn(message));
      this.work = loading.ended;
      return loading.panel;
    };
    // A snapshot that is whole and yet no panel shows only when it is put together.
    return begin(snapshotDir).catch((error) => {
      if (!(error instanceof UnusableSnapshot)) throw error;
      this.logger.warn(`a snapshot is not used: ${error.message}; the store is read`);
      return begin('off');
    });
  }

  private async loadHere(): Promise<BackgroundPanel | null> {
    const loaded = await loadPanelFrom(this.store, this.snapshots, this.config.isPlain);
    if (loaded !== null) this.work = loaded.written;
    return loaded;
  }

  replicas() {
    return this.store.replicas();
  }

  /** Resolves when no snapshot is being written. */
  async settle(): Promise<void> {
    await this.work;
  }
}

/** The snapshots of a store as the configuration wants them; null where there are none. */
export function snapshotsOf(
  store: Store,
  { snapshotDir, isPlain }: Pick<Config, 'snapshotDir' | 'isPlain'>,
  logger: Logger,
): Snapshots | null {
  const place = isPlain ? null : snapshotPlace(store.name, snapshotDir);
  return place === null ? null : new Snapshots(place, (message) => logger.warn(message));
}
