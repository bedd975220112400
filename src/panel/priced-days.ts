import { RequestError } from '../errors.js';
import type { StoredDays } from '../time/window.js';
import type { Panel } from './panel.js';

/** The days with prices, for windows over securities. Error: NO_DATA when no price is stored. */
export function pricedDays(panel: Panel): StoredDays {
  const { axis } = panel;
  if (axis.length === 0) {
    throw new RequestError('NO_DATA', 'No prices are stored: import daily-snapshot or prices.');
  }
  return { axis, firstOn: axis.firstOn, lastOn: axis.lastOn };
}
