import type { Config } from '../../config.js';
import {
  type BackgroundLoad,
  type BackgroundPanel,
  loadInBackground,
} from '../../panel/background.js';
import type { PanelVersion } from '../../panel/panel.js';
import type { StoreAddress } from '../../store/replicas/replicated-store.js';
import type { StoredVersion } from '../../store/stored-columns.js';

/**
 * The first panel of a server, loaded by a thread while the program itself is still being read: the
 * newest snapshot, of which the start finds out whether it is the newest version, else from the
 * store. Whatever goes wrong there is left to the start itself to find and to tell.
 */
export class EarlyPanel {
  private readonly load: BackgroundLoad;
  private lines: string[] = [];
  private tell = (line: string): void => {
    this.lines.push(line);
  };

  private constructor(address: StoreAddress, snapshotDir: string) {
    const request = { address, atLeast: 0, snapshotDir, isAwaited: true, isGuess: true };
    this.load = loadInBackground(request, (line) => this.tell(line));
    this.load.panel.catch(() => {});
    // A start that fails ends the process at once.
    this.load.hold(false);
  }

  /** Begins to load; null where a thread cannot see the store or none is wanted. */
  static begin(config: Pick<Config, 'snapshotDir' | 'isPlain'> & StoreAddress): EarlyPanel | null {
    const { databaseUrl, replicaUrls, replicaMaxLagMs, snapshotDir, isPlain } = config;
    if (isPlain || databaseUrl === 'sqlite::memory:') return null;
    return new EarlyPanel({ databaseUrl, replicaUrls, replicaMaxLagMs }, snapshotDir);
  }

  /**
   * The panel, where it was loaded and is of this very version; else null. `tell` takes the lines
   * of the thread from now on, and those of before.
   */
  async take(
    current: StoredVersion,
    tell: (line: string) => void,
  ): Promise<BackgroundPanel | null> {
    this.load.hold(true);
    const found = await this.load.panel.catch(() => null);
    if (found === null || !isSame(found.panel.version, current)) return null;
    for (const line of this.lines) tell(line);
    this.tell = tell;
    return found;
  }

  /** Resolves when the thread is gone, its snapshot written. */
  get ended(): Promise<void> {
    return this.load.ended;
  }
}

/** A store that was set up anew may give a number again, and never a hash at the same moment. */
function isSame(a: PanelVersion, b: StoredVersion): boolean {
  return a.number === b.number && a.hash === b.hash && a.publishedAt === b.publishedAt;
}
