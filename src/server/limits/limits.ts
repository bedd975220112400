/** Limits of the shell around the schema. Those that clients may ask for are in `graphql/`. */
export const HTTP_LIMITS = {
  /** Bytes of a request body. */
  bodyBytes: 256 * 1024,
  /** Bytes of the head of a request. */
  headerBytes: 16 * 1024,
  /** Tokens of a document, counted by the lexer before anything else is done with it. */
  tokens: 5_000,
  /** Objects and lists inside each other in variables. */
  variableDepth: 32,
  /** Selections of an operation with its fragments spread out. */
  selections: 10_000,
  /** Validation errors in one answer, before the one that says there are more. */
  errors: 19,
  /** Length up to which a document holds nothing that takes long to validate. */
  sourceUnchecked: 250,
  /** How often one selection may name the same. */
  repeats: 100,
  /** Characters of a name: that of a field stands in the answer as often as its values. */
  nameLength: 100,
  /** Fragments of a document. */
  fragments: 100,
  /** Milliseconds in which a whole request must have arrived. */
  requestMs: 30_000,
  /** Milliseconds in which the head of it must have arrived. */
  headersMs: 10_000,
  /** Milliseconds between two looks for requests that do not arrive. */
  checkingMs: 5_000,
  /** Milliseconds that a connection is kept without a request: balancers keep theirs shorter. */
  keepAliveMs: 72_000,
  /** Longest time of one statement that a request sends to the store, in milliseconds. */
  statementMs: 10_000,
  /** Mean delay of the event loop, in milliseconds, at which requests are turned away. */
  loopDelayMs: 500,
  /** Milliseconds over which that mean is taken. */
  loopSampleMs: 1_000,
  /** Milliseconds of the event loop from which on an operation is executed beside it. */
  holdMs: 10,
  /** Milliseconds of requests that begin in one turn of the event loop. */
  turnMs: 5,
  /** Cost from which an operation waits for the other expensive ones. */
  heavyCost: 4_000,
  /** Expensive operations that may wait. */
  heavyWaiting: 50,
  /** Milliseconds after which a stream is cut whose reader takes nothing. */
  stalledMs: 60_000,
  /** Bytes that may wait for the reader of a socket. */
  unreadBytes: 4 * 1024 * 1024,
  /** Sockets of one network on which nobody has said yet who asks. */
  unknownSockets: 10,
  /** Subscriptions on one socket. */
  socketStreams: 10,
  /** Seconds after which a client that was turned away may ask again. */
  retrySeconds: 10,
} as const;
