import type { Panel, PanelVersion } from '../../panel/panel.js';
import type { Logger } from '../logger.js';

/** Where panels come from: the store, seen through what the holder needs of it. */
export interface PanelSource {
  /** Number of the newest published data version, or null before the first. */
  currentNumber(): Promise<number | null>;
  /** Builds the panel of the newest version; null before the first. */
  load(): Promise<Panel | null>;
  /** How the replicas that share the reads stand; none when left out. */
  replicas?(): readonly SourceReplica[];
}

/** What a health check tells of a replica. */
export interface SourceReplica {
  readonly isInUse: boolean;
  readonly trouble: string | null;
  readonly dataVersion: number | null;
  readonly lagMs: number;
}

/** How long the store may take to say which version is the newest. */
const ANSWER_MS = 5_000;

/** Longest wait between two looks at a store that is away: it is found within 5 s of its return. */
const MAX_WAIT_MS = 4_000;

/**
 * Holds the panel that answers are computed from. It looks for a newer data version now and then,
 * loads it beside the old one and swaps the two by one assignment. A store that stops answering
 * leaves the panel in place and marks it stale.
 */
export class PanelHolder {
  #panel: Panel | null = null;
  #isStale = false;
  #hasLooked = false;
  #checkedAt: number | null = null;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isStopped = false;
  #tell: (version: PanelVersion) => void = () => {};

  constructor(
    private readonly source: PanelSource,
    private readonly pollMs: number,
    private readonly logger: Logger,
    private readonly answerMs = ANSWER_MS,
  ) {}

  get panel(): Panel | null {
    return this.#panel;
  }

  /** Whether the first panel is being loaded, or it is not known yet whether there is one. */
  get isLoading(): boolean {
    return !this.#hasLooked;
  }

  /** Whether the last look at the store failed, so that a newer version may exist. */
  get isStale(): boolean {
    return this.#isStale;
  }

  /** Epoch milliseconds of the last look at the store that succeeded. */
  get checkedAt(): number | null {
    return this.#checkedAt;
  }

  get replicas(): readonly SourceReplica[] {
    return this.source.replicas?.() ?? [];
  }

  /** Calls `tell` with each version that is loaded, once answers come from it. */
  onSwap(tell: (version: PanelVersion) => void): void {
    this.#tell = tell;
  }

  /** Loads the first panel, if there is one, and begins to poll. Rejects if the store fails. */
  async start(): Promise<void> {
    await this.#look();
    this.#hasLooked = true;
    this.#schedule();
  }

  /** Looks at the store now. Never rejects: a failure is logged and leaves the panel in place. */
  refresh(): Promise<void> {
    this.#running ??= this.#tryLook().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Stops polling and waits for a load under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(): void {
    if (this.#isStopped) return;
    const wait = Math.min(this.pollMs * 2 ** this.#failures, Math.max(this.pollMs, MAX_WAIT_MS));
    this.#timer = setTimeout(() => this.refresh().then(() => this.#schedule()), wait);
    this.#timer.unref();
  }

  async #tryLook(): Promise<void> {
    try {
      await this.#look();
    } catch (err) {
      if (this.#failures === 0) this.logger.error({ err }, 'the store does not answer');
      this.#failures = Math.min(this.#failures + 1, 16);
      this.#isStale = true;
    }
  }

  async #look(): Promise<void> {
    const newest = await withinTime(this.source.currentNumber(), this.answerMs);
    if (newest !== null && newest !== this.#panel?.version.number) await this.#load();
    if (this.#failures > 0) this.logger.info('the store answers again');
    this.#failures = 0;
    this.#isStale = false;
    this.#checkedAt = Date.now();
  }

  async #load(): Promise<void> {
    const startedAt = Date.now();
    const panel = await this.source.load();
    if (panel === null) return;
    this.#panel = panel;
    const { number, isSimulated } = panel.version;
    const ms = Date.now() - startedAt;
    this.logger.info({ dataVersion: number, isSimulated, ms }, 'panel loaded');
    this.#tell(panel.version);
  }
}

/** A store that hangs must look like one that is away. */
async function withinTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the store did not answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
