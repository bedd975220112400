import { LRUCache } from 'lru-cache';
import type { CostReport } from '../../graphql/cost.js';
import { pack } from './encoding.js';

/** What logs tell about an answer that came from the cache. */
export interface Described {
  readonly operationName: string | null;
  readonly documentHash: string | null;
  readonly cost: CostReport | null;
}

/** An answer as bytes, packed by the encodings that were asked for so far. */
export interface StoredAnswer extends Described {
  readonly contentType: string;
  readonly body: Buffer;
  readonly packed: { br?: Buffer; gzip?: Buffer };
}

/** Bytes of an entry beside its key and its bodies, about. */
const OVERHEAD = 500;

/**
 * Answers without errors as bytes, by `answerKey`. Bounded by bytes: the one that was not asked for
 * longest goes first. A new data version has new keys, so nothing is ever taken back.
 */
export class AnswerCache {
  readonly #answers: LRUCache<string, StoredAnswer>;

  /** `maxBytes` of keys and bodies together; an eighth of it for one answer at most. */
  constructor(maxBytes: number) {
    this.#answers = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.max(1, Math.floor(maxBytes / 8)),
      sizeCalculation: ({ body, packed }, key) =>
        OVERHEAD +
        2 * key.length +
        body.length +
        (packed.br?.length ?? 0) +
        (packed.gzip?.length ?? 0),
    });
  }

  get bytes(): number {
    return this.#answers.calculatedSize;
  }

  get count(): number {
    return this.#answers.size;
  }

  find(key: string): StoredAnswer | undefined {
    return this.#answers.get(key);
  }

  keep(key: string, answer: StoredAnswer): void {
    this.#answers.set(key, answer);
  }

  /** The body of a kept answer in an encoding, which is kept as well. */
  async packed(key: string, answer: StoredAnswer, encoding: 'br' | 'gzip'): Promise<Buffer> {
    const known = answer.packed[encoding];
    if (known !== undefined) return known;
    const body = await pack(answer.body, encoding, true);
    answer.packed[encoding] = body;
    // Counts it again, unless it went meanwhile.
    if (this.#answers.peek(key) === answer) this.#answers.set(key, { ...answer });
    return body;
  }
}
