import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** One question and what came back. */
export interface Reading {
  readonly query: string;
  /** Of the clock of `performance`. */
  readonly at: number;
  readonly ms: number;
  /** HTTP status; 0 when nothing came back. */
  readonly status: number;
  readonly isOk: boolean;
  readonly isStale: boolean;
  readonly version: number | null;
  /** Codes of its errors. */
  readonly codes: readonly string[];
  /** SHA-256 of its data. */
  readonly digest: string;
}

const ANSWERS_WITHIN_MS = 30_000;

/** Asks one question over HTTP; a failure of the network is a reading as well. */
export async function read(url: string, query: string): Promise<Reading> {
  const at = performance.now();
  const done = (part: Partial<Reading>): Reading => ({
    ...{ query, at, status: 0, isOk: false, isStale: false, version: null, codes: [], digest: '' },
    ...part,
    ms: performance.now() - at,
  });
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    });
    const { data, errors, extensions } = (await response.json()) as Answer;
    return done({
      status: response.status,
      isOk: response.status === 200 && errors === undefined,
      isStale: extensions?.lowtide?.isStale === true,
      version: extensions?.lowtide?.dataVersion ?? null,
      codes: (errors ?? []).map((error) => error.extensions?.code ?? error.message),
      digest: createHash('sha256')
        .update(JSON.stringify(data ?? null))
        .digest('hex'),
    });
  } catch (error) {
    return done({ codes: [String(error)] });
  }
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: { message: string; extensions?: { code?: string } }[];
  readonly extensions?: { lowtide?: { dataVersion?: number | null; isStale?: boolean } };
}

/** Questions at a steady pace, whatever becomes of the answers. */
export class ReadingLoad {
  readonly readings: Reading[] = [];
  #isOn = true;
  readonly #asking = new Set<Promise<void>>();
  readonly #loop: Promise<void>;

  constructor(
    private readonly urls: readonly string[],
    private readonly queries: readonly string[],
    perSecond: number,
  ) {
    this.#loop = this.#run(1000 / perSecond);
  }

  /** Stops asking and waits for what is under way. */
  async stop(): Promise<readonly Reading[]> {
    this.#isOn = false;
    await this.#loop;
    await Promise.all(this.#asking);
    return this.readings;
  }

  async #run(everyMs: number): Promise<void> {
    for (let k = 0; this.#isOn; k++) {
      const query = this.queries[k % this.queries.length] as string;
      const url = this.urls[k % this.urls.length] as string;
      const asking = read(url, query).then((reading) => {
        this.readings.push(reading);
        this.#asking.delete(asking);
      });
      this.#asking.add(asking);
      await pause(everyMs);
    }
  }
}

/** Answers of one version to one question that differ; there must be none. */
export function mixtures(readings: readonly Reading[]): string[] {
  const digests = new Map<string, Set<string>>();
  for (const { query, version, digest, isOk } of readings) {
    if (!isOk) continue;
    const key = `version ${version}: ${query}`;
    digests.set(key, (digests.get(key) ?? new Set()).add(digest));
  }
  return [...digests].flatMap(([key, found]) => (found.size > 1 ? [key] : []));
}
