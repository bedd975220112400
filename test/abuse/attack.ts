import type { Operation } from './transports.js';
import type { Outcome, Target } from './target.js';

/** How an attack must end. */
export interface Expected {
  /** Codes of which each error has one; none where it is answered. */
  readonly codes?: readonly string[];
  /** HTTP statuses over POST and GET. */
  readonly statuses: readonly number[];
  /** What else must hold of the answer; throws. */
  readonly check?: (outcome: Outcome) => void;
}

/** Operations that are sent over every transport, or requests that are sent as they are. */
export interface Attack {
  readonly id: string;
  readonly what: string;
  readonly operation?: Operation;
  readonly raw?: (target: Target) => Promise<Outcome>;
  readonly expected: Expected;
  /** How `raw` goes in; HTTP if it is left out. */
  readonly way?: string;
  /** Transports that it has no meaning for. */
  readonly without?: readonly string[];
  /** Takes seconds: only in the whole list. */
  readonly isSlow?: boolean;
}

/** Refused before execution, with one of these codes. */
export function refused(...codes: string[]): Expected {
  return { codes, statuses: [400] };
}

/** Refused by HTTP itself. */
export function refusedBy(statuses: readonly number[], ...codes: string[]): Expected {
  return { codes, statuses };
}

export const ANSWERED: Expected = { statuses: [200] };
