import { RequestError } from '../errors.js';
import { Kept } from '../panel/kept.js';
import type { IndexColumns, Panel } from '../panel/panel.js';
import { pricedDays } from '../panel/priced-days.js';
import { checkFilter } from '../securities/check-filter.js';
import type { SecurityFilter, UniverseAt } from '../securities/universe.js';
import { type ResolvedWindow, resolveWindow, type WindowRequest } from '../time/window.js';
import { ReturnModel, type ReturnRequest } from './return-model.js';
import type { ReturnBasis } from './security-return.js';

/** How returns are measured; what is left out takes its default. */
export interface ReturnChoices {
  readonly basis?: ReturnBasis | null;
  readonly universeAt?: UniverseAt | null;
  /** Largest weight of a member, as a ratio above 0 and up to 1. */
  readonly weightCap?: number | null;
}

export interface ReturnQuestion {
  readonly window: WindowRequest;
  readonly where?: SecurityFilter | null;
  readonly index?: IndexColumns | null;
  readonly options?: ReturnChoices | null;
}

/**
 * The report of returns that answers a question. Errors: NO_DATA without prices, BAD_WINDOW,
 * UNKNOWN_SYMBOL, UNKNOWN_INDEX, and BAD_USER_INPUT for dividends that are not stored and for a
 * filter that nothing could pass, and for a cap of weights that no set could meet.
 */
export function reportReturns(panel: Panel, question: ReturnQuestion): ReturnModel {
  return reportReturnsOver(panel, resolveWindow(question.window, pricedDays(panel)), question);
}

/** As `reportReturns`, over a window that was resolved before. */
export function reportReturnsOver(
  panel: Panel,
  window: ResolvedWindow,
  { where, index, options }: Omit<ReturnQuestion, 'window'>,
): ReturnModel {
  const basis = options?.basis ?? 'PRICE';
  if (basis === 'TOTAL') checkDividends(panel);
  checkFilter(panel, where);
  checkWeightCap(options?.weightCap ?? null);
  const request: ReturnRequest = {
    window,
    where: where ?? null,
    index: index ?? null,
    basis,
    universeAt: options?.universeAt ?? 'END',
    weightCap: options?.weightCap ?? null,
  };
  const key = JSON.stringify({ ...request, index: index?.symbol });
  return models.of(panel, key, () => new ReturnModel(panel, request));
}

/** Bytes of the numbers of a member, about; of one day of a set that is read each day. */
const MEMBER_BYTES = 120;
const MEMBER_DAY_BYTES = 6;

/** Bytes that a report comes to once everything was asked of it, about. */
export function bytesOfReturns({ universe, isDaily }: ReturnModel): number {
  const days = isDaily ? universe.end - universe.base : 0;
  return universe.members.length * (MEMBER_BYTES + MEMBER_DAY_BYTES * days);
}

const models = new Kept<ReturnModel>('returns', bytesOfReturns);

function checkWeightCap(weightCap: number | null): void {
  if (weightCap === null || (weightCap > 0 && weightCap <= 1)) return;
  throw new RequestError(
    'BAD_USER_INPUT',
    `options.weightCap is ${weightCap}: give a ratio above 0 and up to 1, such as 0.1 for 10 %.`,
  );
}

/** Refuses TOTAL where it could not differ from PRICE. Error: BAD_USER_INPUT. */
export function checkDividends(panel: Panel): void {
  if (panel.prices.dividends.values.length > 0) return;
  throw new RequestError(
    'BAD_USER_INPUT',
    'basis TOTAL needs dividends, and none are stored. Use PRICE, or import dividends with ' +
      '`./lowtide import corporate-actions`.',
  );
}
