import { LRUCache } from 'lru-cache';
import { documentHash, type Manifest } from './manifest.js';

/** Whether documents are taken by id: not at all, beside free text, or nothing else. */
export type TrustMode = 'off' | 'prefer' | 'require';

/** How a request names its document. */
export interface Named {
  /** The text, if it came along. */
  readonly query: string | null;
  /** Id of a trusted document. */
  readonly documentId: string | null;
  /** Hash of an automatically persisted query. */
  readonly hash: string | null;
}

/** The text to execute, or what the request is told. */
export type Resolved =
  | { readonly query: string; readonly isTrusted: boolean; readonly toKeep: string | null }
  | Refused;

/** What the request is told instead. */
export interface Refused {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Characters of automatically persisted queries that are kept. */
const MAX_PERSISTED = 4_000_000;

/** Where trust is required. */
export const NOT_TRUSTED = {
  status: 403,
  code: 'DOCUMENT_NOT_TRUSTED',
  message: 'This server executes trusted documents only, by their id.',
} as const;

const MISMATCH = {
  status: 400,
  code: 'DOCUMENT_MISMATCH',
  message: 'The id or hash is that of another document than the query beside it.',
} as const;

/** Clients of automatically persisted queries wait for this code and send the text then. */
const NOT_FOUND = {
  status: 200,
  code: 'PERSISTED_QUERY_NOT_FOUND',
  message: 'PersistedQueryNotFound',
} as const;

/** Documents that requests may name instead of sending them. */
export class Documents {
  readonly #persisted = new LRUCache<string, string>({
    maxSize: MAX_PERSISTED,
    sizeCalculation: (text) => text.length + 64,
  });

  constructor(
    readonly mode: TrustMode,
    private readonly manifest: Manifest,
  ) {}

  /** The texts of trusted documents. */
  get texts(): string[] {
    return [...this.manifest.values()];
  }

  /** What a request that names a document executes. Nothing is parsed for what is refused. */
  resolve({ query, documentId, hash }: Named): Resolved | null {
    const id = this.mode === 'off' ? null : (documentId?.replace(/^sha256:/, '') ?? hash);
    const trusted = id === null ? undefined : this.manifest.get(id);
    if (trusted !== undefined) {
      if (query !== null && query !== trusted) return MISMATCH;
      return { query: trusted, isTrusted: true, toKeep: null };
    }
    if (this.mode === 'require') return this.#byText(query);
    if (hash !== null) return this.#persistedOne(hash, query);
    if (documentId !== null && this.mode === 'prefer') return { ...NOT_FOUND, status: 404 };
    return query === null ? null : { query, isTrusted: false, toKeep: null };
  }

  /** Keeps an automatically persisted query; called once it was answered without an error. */
  keep(hash: string, query: string): void {
    this.#persisted.set(hash, query);
  }

  /** Whether a text may be executed where trust is required. */
  allows(query: string): boolean {
    return this.mode !== 'require' || this.manifest.has(documentHash(query));
  }

  #byText(query: string | null): Resolved {
    const isTrusted = query !== null && this.allows(query);
    return isTrusted ? { query, isTrusted, toKeep: null } : NOT_TRUSTED;
  }

  #persistedOne(hash: string, query: string | null): Resolved {
    const known = this.#persisted.get(hash);
    if (query === null) {
      return known === undefined ? NOT_FOUND : { query: known, isTrusted: false, toKeep: null };
    }
    if (documentHash(query) !== hash) return MISMATCH;
    return { query, isTrusted: false, toKeep: known === undefined ? hash : null };
  }
}
