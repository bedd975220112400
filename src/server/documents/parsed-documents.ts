import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Bytes of all that is kept of parsed documents, about. */
const MAX_BYTES = 8 * 1024 * 1024;
/**
 * Bytes of the tokens, the tree and what is known of its cost, for each character of a document.
 * The cache that Apollo brings counts the JSON of the tree, which is a small part of them.
 */
const BYTES_A_CHARACTER = 60;
const OVERHEAD = 2_000;

/**
 * Documents that were parsed and found valid, for those who ask by the same text again. Whoever
 * writes values into texts, instead of sending variables, makes a new one with each request.
 */
export class ParsedDocuments {
  readonly #documents = new LRUCache<string, DocumentNode>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ loc }) => OVERHEAD + BYTES_A_CHARACTER * (loc?.source.body.length ?? 0),
  });

  get count(): number {
    return this.#documents.size;
  }

  async get(key: string): Promise<DocumentNode | undefined> {
    return this.#documents.get(key);
  }

  async set(key: string, document: DocumentNode): Promise<void> {
    this.#documents.set(key, document);
  }

  async delete(key: string): Promise<boolean> {
    return this.#documents.delete(key);
  }
}
