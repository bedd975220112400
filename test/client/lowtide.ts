import { ClientError, GraphQLClient } from 'graphql-request';
import type { TypedDocumentString } from './generated/graphql.js';

/** What a refused question says. Branch on the code: messages are for people and may change. */
export class LowtideError extends Error {
  constructor(
    message: string,
    /** Such as UNKNOWN_SYMBOL, COST_LIMIT, RATE_LIMITED. */
    readonly code: string,
    /** Values that would have worked, nearest first. */
    readonly suggestions: readonly string[],
    /** Seconds after which the same question may be asked again; null where waiting is no help. */
    readonly retryAfter: number | null,
  ) {
    super(message);
    this.name = 'LowtideError';
  }
}

/** An answer, and the version of the data that it was computed from. */
export interface Answer<T> {
  readonly data: T;
  readonly dataVersion: number | null;
}

/** Asks one server. Answers are kept until the data version changes: nothing else changes them. */
export class Lowtide {
  readonly #client: GraphQLClient;
  readonly #kept = new Map<string, Answer<unknown>>();
  #version: number | null = null;

  /** `url` is that of the server, without a path; `key` is left out for a reader without one. */
  constructor(
    readonly url: string,
    readonly key?: string,
  ) {
    this.#client = new GraphQLClient(`${url}/graphql`, { headers: this.headers });
  }

  get headers(): Record<string, string> {
    return this.key === undefined ? {} : { authorization: `Bearer ${this.key}` };
  }

  /** Throws LowtideError where the server refuses. */
  async ask<T, V extends object>(
    question: TypedDocumentString<T, V>,
    variables: V,
  ): Promise<Answer<T>> {
    const place = `${question}\n${JSON.stringify(variables)}`;
    const kept = this.#kept.get(place);
    if (kept !== undefined) return kept as Answer<T>;
    try {
      const { data, extensions } = await this.#client.rawRequest<T>(`${question}`, variables);
      const answer = { data, dataVersion: versionIn(extensions) };
      this.moveTo(answer.dataVersion);
      this.#kept.set(place, answer);
      return answer;
    } catch (error) {
      throw error instanceof ClientError ? refusalOf(error) : error;
    }
  }

  /** Forgets what was answered from another version. */
  moveTo(version: number | null): void {
    if (version !== this.#version) this.#kept.clear();
    this.#version = version;
  }
}

function versionIn(extensions: unknown): number | null {
  const { lowtide } = (extensions ?? {}) as { lowtide?: { dataVersion: number | null } };
  return lowtide?.dataVersion ?? null;
}

function refusalOf({ response }: ClientError): LowtideError {
  const [error] = response.errors ?? [];
  const { code, suggestions } = error?.extensions ?? {};
  const seconds = new Headers(response.headers).get('retry-after');
  return new LowtideError(
    error?.message ?? `The server answered ${response.status}.`,
    typeof code === 'string' ? code : 'UNKNOWN',
    Array.isArray(suggestions) ? suggestions : [],
    seconds === null ? null : Number(seconds),
  );
}
