import type { Config } from '../../config.js';
import { type BackgroundLoad, loadInBackground } from '../../panel/background.js';
import type { Panel } from '../../panel/panel.js';
import type { StoreAddress } from '../../store/replicas/replicated-store.js';

/**
 * The first panel of a server, loaded by a thread while the program itself is still being read.
 * Whatever goes wrong there is left to the start itself to find and to tell.
 */
export class EarlyPanel {
  private readonly load: BackgroundLoad;
  private lines: string[] = [];
  private tell = (line: string): void => {
    this.lines.push(line);
  };

  private constructor(address: StoreAddress, snapshotDir: string) {
    const request = { address, atLeast: 0, snapshotDir, isAwaited: true };
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
   * The panel, where it was loaded and is of the version `newest` or of a later one; else null.
   * `tell` takes the lines of the thread from now on, and those of before.
   */
  async take(newest: number, tell: (line: string) => void): Promise<Panel | null> {
    this.load.hold(true);
    const panel = await this.load.panel.catch(() => null);
    if (panel === null || panel.version.number < newest) return null;
    for (const line of this.lines) tell(line);
    this.tell = tell;
    return panel;
  }

  /** Resolves when the thread is gone, its snapshot written. */
  get ended(): Promise<void> {
    return this.load.ended;
  }
}
