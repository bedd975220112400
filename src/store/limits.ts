import { RequestError } from '../errors.js';

/** How long a statement may take, and who may end it before. */
export interface Limits {
  /** Longest time of one statement in milliseconds, at the database as well. */
  readonly limitMs?: number;
  /** Ends the statement that runs and refuses the next ones. */
  readonly signal?: AbortSignal;
}

/** A statement was ended by its limits, at the database too; nothing of it is kept. */
export class StatementStopped extends RequestError {
  constructor(
    /** DEADLINE: it took too long; ABORTED: nobody waits for it any more. */
    readonly reason: 'DEADLINE' | 'ABORTED',
    options?: ErrorOptions,
  ) {
    super(
      'TIMEOUT',
      reason === 'DEADLINE'
        ? 'The store took too long to answer; ask for fewer securities or a shorter window.'
        : 'Nobody waits for this answer any more.',
    );
    this.cause = options?.cause;
    this.name = 'StatementStopped';
  }
}

/** Throws when nobody waits any more. */
export function refuseAborted({ signal }: Limits): void {
  if (signal?.aborted === true) throw new StatementStopped('ABORTED');
}
