/** What is known of a request once it is answered. */
export interface Answered {
  readonly requestId: string;
  readonly status: number;
  /** From the first byte of the request to the last of the answer, in milliseconds. */
  readonly ms: number;
  readonly role: string | null;
  /** Public part of the key. */
  readonly keyId: string | null;
  /** Name of the operation, if it is a name. */
  readonly operation: string | null;
  /** SHA-256 of the document. */
  readonly hash: string | null;
  /** What the limit was held against; null where the request did not get that far. */
  readonly cost: number | null;
  /** Values in the answer and closes that were read for it; null when nothing was executed. */
  readonly cells: number | null;
  readonly codes: readonly string[];
  readonly isCached: boolean;
  readonly dataVersion: number | null;
}

/**
 * The fields of one line of the log. Texts that a client chose are left out unless they have the
 * form of a name: a line stays one line, whatever is asked.
 */
export function requestLine({ ms, operation, codes, keyId, ...rest }: Answered) {
  const isName = operation !== null && /^[_A-Za-z]\w{0,59}$/.test(operation);
  return {
    ...rest,
    ms: Math.round(ms * 10) / 10,
    operation: isName ? operation : null,
    keyId: keyId?.replace(/[^\w:.@|-]/g, '?') ?? null,
    codes: codes.map((code) => (/^[A-Z_]{1,60}$/.test(code) ? code : 'OTHER')),
  };
}
