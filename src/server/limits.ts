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
} as const;
