/** Limits of the shell around the schema. Those that clients may ask for are in `graphql/`. */
export const HTTP_LIMITS = {
  /** Bytes of a request body. */
  bodyBytes: 256 * 1024,
  /** Tokens of a document, counted by the lexer before anything else is done with it. */
  tokens: 5_000,
  /** Selections of an operation with its fragments spread out. */
  selections: 10_000,
  /** Validation errors in one answer. */
  errors: 20,
  /** Milliseconds in which a whole request must have arrived. */
  requestMs: 30_000,
  /** Milliseconds after which a stream is cut whose reader takes nothing. */
  stalledMs: 60_000,
  /** Seconds after which a client may ask again for a stream. */
  retrySeconds: 10,
} as const;
