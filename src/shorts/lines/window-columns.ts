import { type FillMode, fillShares } from '../../kernels/fill-shares.js';
import { carriedClose } from '../../panel/carried-close.js';
import type { Panel } from '../../panel/panel.js';
import type { DelistingRule } from '../../panel/price-at.js';
import { importedFees } from './borrow-fees.js';
import type { ShortQuestion } from '../short-set.js';

/** What the shares and closes of a window depend on. */
export interface ColumnRequest {
  readonly base: number;
  readonly end: number;
  readonly mode: FillMode;
  /** Day index by which reports must have been published; null for all that are stored. */
  readonly knownIndex: number | null;
  readonly delisting: DelistingRule;
}

/**
 * Shares short and closes of one security over a window, in one split basis: entry 0 is the base
 * day. The buffers are reused from one security to the next.
 */
export class WindowColumns {
  readonly shares: Float64Array;
  readonly close: Float64Array;
  /** Calendar days since the trading day before; 0 on the base day. */
  readonly calendarDays: Int32Array;
  private readonly dividend: Float64Array;
  private readonly fee: Float64Array;

  constructor(
    readonly panel: Panel,
    readonly request: ColumnRequest,
  ) {
    const length = request.end - request.base + 1;
    this.shares = new Float64Array(length);
    this.close = new Float64Array(length);
    this.dividend = new Float64Array(length);
    this.fee = new Float64Array(length);
    const { axis } = panel;
    this.calendarDays = Int32Array.from({ length }, (_, k) =>
      k === 0 ? 0 : axis.day(request.base + k) - axis.day(request.base + k - 1),
    );
  }

  /** Loads a security. Whether it has both a price and a short position within the window. */
  load(i: number): boolean {
    this.loadShares(i);
    if (!this.loadClose(i)) return false;
    this.dropUnpriced();
    return isAnyPositive(this.shares);
  }

  /** Loads the shares alone. Whether it is short on any day, priced or not. */
  loadShares(i: number): boolean {
    const { shorts } = this.panel;
    const { base, mode, knownIndex } = this.request;
    const from = shorts.offsets[i] as number;
    const to = shorts.offsets[i + 1] as number;
    if (knownIndex === null) {
      fillShares(this.shares, base, shorts.index, shorts.shares, from, to, mode);
    } else {
      const known = knownReports(this.panel, i, knownIndex, base);
      fillShares(this.shares, base, known.index, known.shares, 0, known.index.length, 'STEP');
    }
    return isAnyPositive(this.shares);
  }

  /** Dividends a share by ex-date, US dollars; zero on other days. */
  dividends(i: number): Float64Array {
    const { offsets, index, values } = this.panel.prices.dividends;
    this.dividend.fill(0);
    for (let k = offsets[i] as number; k < (offsets[i + 1] as number); k++) {
      const at = (index[k] as number) - this.request.base;
      if (at > 0 && at < this.dividend.length) this.dividend[at] = values[k] as number;
    }
    return this.dividend;
  }

  /**
   * Yearly fee for borrowed shares at each close: the imported one of the day, else `fallback`,
   * else NaN (M11). Null when none of the closes has a fee.
   */
  fees(i: number, fallback: number | null): Float64Array | null {
    const imported = importedFees(this.panel, i, this.request.base, this.fee);
    if (!imported && fallback === null) return null;
    const { fee } = this;
    for (let k = 0; k < fee.length; k++) {
      if (!imported || Number.isNaN(fee[k] as number)) fee[k] = fallback ?? Number.NaN;
    }
    return fee;
  }

  private loadClose(i: number): boolean {
    const { base, end, delisting } = this.request;
    const first = this.panel.prices.firstIndex[i] as number;
    if (first < 0 || first > end) return false;
    carriedClose(this.panel, i, this.close, base, delisting);
    return true;
  }

  /** A position before the first price has no value and does not count. */
  private dropUnpriced(): void {
    const { shares, close } = this;
    for (let k = 0; k < shares.length && Number.isNaN(close[k] as number); k++) shares[k] = 0;
  }
}

/** The buffers for a question. */
export function columnsFor(question: ShortQuestion, mode: FillMode): WindowColumns {
  const { panel, window, options } = question;
  const { knownOn, delisting } = options;
  return new WindowColumns(panel, {
    base: window.base,
    end: window.end,
    mode,
    knownIndex: knownOn === null ? null : panel.axis.indexOnOrBefore(knownOn),
    delisting,
  });
}

/**
 * The reports of a security that were public by a day, each in the vintage of that day and placed
 * on its day of publication (M10, M16). A report that came out after a later one never counts, and
 * none before the one in force on day index `base` is told.
 */
export function knownReports(
  panel: Panel,
  i: number,
  knownIndex: number,
  base: number,
): { index: number[]; shares: number[] } {
  const { offsets, publishedIndex, revisedIndex, shares, firstShares } = panel.shorts;
  const index: number[] = [];
  const known: number[] = [];
  let earliestLater = Number.POSITIVE_INFINITY;
  for (let k = (offsets[i + 1] as number) - 1; k >= (offsets[i] as number); k--) {
    const published = publishedIndex[k] as number;
    if (published > knownIndex || published >= earliestLater) continue;
    const isRevised = (revisedIndex[k] as number) <= knownIndex;
    const count = isRevised ? shares[k] : firstShares[k];
    if (Number.isNaN(count)) continue;
    earliestLater = published;
    index.push(published);
    known.push(count as number);
    if (published <= base) break;
  }
  return { index: index.reverse(), shares: known.reverse() };
}

function isAnyPositive(values: Float64Array): boolean {
  for (let k = 0; k < values.length; k++) if ((values[k] as number) > 0) return true;
  return false;
}
