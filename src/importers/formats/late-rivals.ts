import type { Sink } from '../format.js';
import type { TextRecord } from '../tokenise.js';
import { refusal } from './problem.js';

/** A file with more of them holds its data twice. */
const LATE_MAX = 1_000_000;

interface LateRival {
  readonly id: string;
  readonly line: number;
  readonly fingerprint: number;
  /** The key in words. */
  readonly name: string;
}

/**
 * Rows whose key was met far above, where nothing is kept of it but that it was there. Once the
 * file has been read, it is read again for the rows that they met: an identical one is skipped,
 * and one that says something else refuses the file, since the first of the two is in the store.
 */
export class LateRivals {
  private readonly rivals: LateRival[] = [];
  private readonly wanted = new Map<string, number | null>();
  private isSecondLook = false;

  constructor(private readonly most = LATE_MAX) {}

  /** On the second look takes the row if it is one of those that were met, and says so. */
  recalls(key: string, on: number, record: TextRecord): boolean {
    if (!this.isSecondLook) return false;
    const id = idOf(key, on);
    if (this.wanted.get(id) === null) this.wanted.set(id, record.fingerprint);
    return true;
  }

  add(key: string, on: number, record: TextRecord, name: string): void {
    const { line, fingerprint } = record;
    if (this.rivals.length === this.most) {
      throw refusal('DUPLICATE_KEY', `more than ${this.most} rows repeat rows far above`, line);
    }
    const id = idOf(key, on);
    this.rivals.push({ id, line, fingerprint, name });
    this.wanted.set(id, null);
  }

  /** Decides on all of them; `readAgain` reads the whole file once more. */
  async settle(sink: Sink, readAgain: () => Promise<void>): Promise<void> {
    if (this.rivals.length === 0) return;
    this.isSecondLook = true;
    await readAgain();
    for (const { id, line, fingerprint, name } of this.rivals) {
      if (this.wanted.get(id) !== fingerprint) {
        const message = `line ${line} says of ${name} something else than a line far above`;
        throw refusal('DUPLICATE_KEY', message, line);
      }
      sink.skip(line, 'DUPLICATE_IDENTICAL');
    }
  }
}

const ignore = () => {};

/** Takes everything and keeps nothing: the sink of a second look. */
export const NO_SINK: Sink = {
  accept: ignore,
  also: ignore,
  quarantine: ignore,
  skip: ignore,
  warn: ignore,
  drain: async () => {},
};

function idOf(key: string, on: number): string {
  return `${key} ${on}`;
}
