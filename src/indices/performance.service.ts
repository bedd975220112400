import { RequestError } from '../errors.js';
import type { IndexColumns, Panel } from '../panel/panel.js';
import { pricedDays } from '../panel/priced-days.js';
import { checkDividends } from '../returns/return-service.js';
import type { ReturnBasis } from '../returns/security-return.js';
import { type ResolvedWindow, resolveWindow, type WindowRequest } from '../time/window.js';
import { findIndex } from '../panel/find-index.js';
import { indexPath, levelDays, securityPath } from './level-path.js';
import { PerformanceModel } from './performance-model.js';

/** Performance of the published levels of an index. Errors: NO_DATA, BAD_WINDOW, BAD_USER_INPUT. */
export function indexPerformance(
  panel: Panel,
  index: IndexColumns,
  window: WindowRequest,
  basis: ReturnBasis,
): PerformanceModel {
  const resolved = resolveWindow(window, levelDays(panel, index));
  return indexPerformanceOver(panel, index, resolved, basis);
}

/** As `indexPerformance`, over a window that was resolved before. */
export function indexPerformanceOver(
  panel: Panel,
  index: IndexColumns,
  window: ResolvedWindow,
  basis: ReturnBasis,
): PerformanceModel {
  checkPriceLevels(panel, index, basis);
  const path = indexPath(panel, index, window.base, window.end);
  return new PerformanceModel(panel.axis, window, basis, path);
}

/** Performance of the price of a security. Errors: NO_DATA, BAD_WINDOW, BAD_USER_INPUT. */
export function securityPerformance(
  panel: Panel,
  security: number,
  window: WindowRequest,
  basis: ReturnBasis,
): PerformanceModel {
  if (basis === 'TOTAL') checkDividends(panel);
  const resolved = resolveWindow(window, pricedDays(panel));
  const path = securityPath(panel, security, resolved.base, resolved.end, basis);
  return new PerformanceModel(panel.axis, resolved, basis, path);
}

/** Return less that of another index over the same window and on the same basis; NaN unknown. */
export function excessReturnOver(
  panel: Panel,
  { window, basis, periodReturn }: PerformanceModel,
  over: string,
): number {
  const other = indexPerformanceOver(panel, findIndex(panel, over), window, basis);
  return periodReturn - other.periodReturn;
}

/** Dividends of an index need total-return levels, which no source gives. */
function checkPriceLevels(panel: Panel, index: IndexColumns, basis: ReturnBasis): void {
  if (basis === 'PRICE') return;
  const other =
    panel.prices.dividends.values.length > 0
      ? ', or the capWeightReturn of its returns with basis TOTAL and universeAt DAILY, which ' +
        'its members rebuild with their dividends'
      : '';
  throw new RequestError(
    'BAD_USER_INPUT',
    `basis TOTAL is not available for the level of ${index.symbol}: only price levels are ` +
      `stored. Use PRICE${other}.`,
  );
}
