import { RequestError } from '../errors.js';
import type { DelistingRule } from '../panel/price-at.js';
import type { UniverseAt } from '../securities/universe.js';
import type { Day } from '../time/day.js';

export type ShortPnlMethod = 'DAILY_MARK_TO_MARKET' | 'AVERAGE_POSITION' | 'START_POSITION';
export type Interpolation = 'STEP' | 'LINEAR';

/** How profit and loss of short sellers is asked to be measured; nothing is required. */
export interface ShortOptionsRequest {
  readonly method?: ShortPnlMethod;
  readonly interpolation?: Interpolation | null;
  readonly universeAt?: UniverseAt;
  readonly knownOn?: Day | null;
  readonly delisting?: DelistingRule;
  readonly basis?: 'PRICE' | 'TOTAL';
  readonly financing?: number | null;
}

/** The conventions of one report, all stated. */
export interface ShortOptions {
  readonly method: ShortPnlMethod;
  readonly interpolation: Interpolation;
  readonly universeAt: UniverseAt;
  readonly knownOn: Day | null;
  readonly delisting: DelistingRule;
  readonly basis: 'PRICE' | 'TOTAL';
  readonly financing: number | null;
}

/** A fee above this is a per cent that was meant as a ratio. */
const MAX_FEE = 10;

/**
 * Fills in the defaults (methodology, section 2). Errors: BAD_USER_INPUT for LINEAR with `knownOn`,
 * which would look ahead, and for a fee that is no yearly ratio.
 */
export function resolveShortOptions(request: ShortOptionsRequest | null): ShortOptions {
  const knownOn = request?.knownOn ?? null;
  const interpolation = request?.interpolation ?? (knownOn === null ? 'LINEAR' : 'STEP');
  if (knownOn !== null && interpolation === 'LINEAR') {
    throw new RequestError(
      'BAD_USER_INPUT',
      'options.interpolation LINEAR looks ahead to the next report and cannot be used with ' +
        'options.knownOn: use STEP, or leave interpolation out.',
    );
  }
  const financing = request?.financing ?? null;
  if (financing !== null && !(financing >= 0 && financing <= MAX_FEE)) {
    throw new RequestError(
      'BAD_USER_INPUT',
      `options.financing must be a yearly ratio from 0 to ${MAX_FEE}, such as 0.003 for 0.3 %, ` +
        `not ${financing}.`,
    );
  }
  return {
    method: request?.method ?? 'DAILY_MARK_TO_MARKET',
    interpolation,
    universeAt: request?.universeAt ?? 'END',
    knownOn,
    delisting: request?.delisting ?? 'TERMINAL',
    basis: request?.basis ?? 'PRICE',
    financing,
  };
}
