import type { FillMode } from '../kernels/fill-shares.js';
import { type ReportSpan, ShortSpells } from '../kernels/short-spells.js';
import type { Panel } from '../panel/panel.js';
import { reportsOf } from '../panel/reports-of.js';
import { dividendsIn, financingIn, measureLine, pnlBy, type ShortLine } from './short-line.js';
import type { ShortOptions } from './short-options.js';
import type { ShortQuestion } from './short-set.js';
import { columnsFor, knownReports, type WindowColumns } from './window-columns.js';

/** The moves of a line as offsets from the base day. */
export interface LineSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * Measures the lines of a question, one security after another. A security with a close on every
 * day of the window is measured over all of it by spells between reports; stays in a DAILY set, and
 * windows in which a listing began or ended, are measured day by day.
 */
export class LineMeter {
  private readonly columns: WindowColumns;
  private readonly spells = new ShortSpells();
  private readonly days: number;
  private readonly knownIndex: number | null;
  private bySpells = false;
  /** The security in the columns, which are filled only where they are needed. */
  private filled = -1;

  constructor(
    private readonly question: ShortQuestion,
    private readonly mode: FillMode,
  ) {
    const { panel, window, options } = question;
    this.days = window.end - window.base;
    this.columns = columnsFor(question, mode);
    const { knownOn } = options;
    this.knownIndex = knownOn === null ? null : panel.axis.indexOnOrBefore(knownOn);
  }

  /** Loads a security. Whether it has both a price and a short position within the window. */
  load(i: number): boolean {
    const { panel, window } = this.question;
    const { offsets, firstIndex, lastIndex, close } = panel.prices;
    const first = firstIndex[i] as number;
    this.bySpells = first >= 0 && first <= window.base && (lastIndex[i] as number) >= window.end;
    if (!this.bySpells) {
      this.filled = i;
      return this.columns.load(i);
    }
    const shift = (offsets[i] as number) - first;
    const closes = { close, shift };
    this.spells.measure(this.knownReportsOf(panel, i), this.mode, closes, window.base, window.end);
    return this.spells.most > 0;
  }

  /** Whether a security without a price is short on any day. */
  hasShares(i: number): boolean {
    this.filled = -1;
    return this.columns.loadShares(i);
  }

  /** The loaded security over a run of moves; null for a run before its first price. */
  measure(i: number, span: LineSpan): ShortLine | null {
    const { options } = this.question;
    if (this.bySpells && span.from === 1 && span.to === this.days) return this.bySpell(i, span);
    this.fill(i);
    // Prices are missing only before the first: such a stay has nothing to measure.
    if (Number.isNaN(this.columns.close[span.to] as number)) return null;
    return measureLine(this.columns, i, span, options);
  }

  private bySpell(i: number, span: LineSpan): ShortLine {
    const { options, panel, window } = this.question;
    const { gain, netShorting, valueSum, held, startShares, endShares } = this.spells;
    const { offsets, firstIndex, close } = panel.prices;
    const shift = (offsets[i] as number) - (firstIndex[i] as number);
    const first = close[shift + window.base] as number;
    const last = close[shift + window.end] as number;
    const meanShares = held / this.days;
    const averagePositionPnl = meanShares * (first - last);
    const startPositionPnl = startShares * (first - last);
    const hasCosts = this.hasCosts(i, options);
    if (hasCosts) this.fill(i);
    return {
      security: i,
      from: span.from,
      to: span.to,
      pnl: pnlBy(options, gain, averagePositionPnl, startPositionPnl),
      dailyPnl: gain,
      averagePositionPnl,
      startPositionPnl,
      valueSum,
      startValue: startShares * first,
      endValue: endShares * last,
      netShorting,
      priceEffect: 0 - gain,
      dividends: hasCosts ? dividendsIn(this.columns, i, span, options) : 0,
      financing: hasCosts ? financingIn(this.columns, i, span, options) : 0,
      meanShares,
    };
  }

  /** Whether dividends or fees may be charged, which are counted day by day. */
  private hasCosts(i: number, { basis, financing }: ShortOptions): boolean {
    const { prices, shorts } = this.question.panel;
    if (financing !== null || shorts.fees.offsets[i] !== shorts.fees.offsets[i + 1]) return true;
    return basis === 'TOTAL' && prices.dividends.offsets[i] !== prices.dividends.offsets[i + 1];
  }

  private fill(i: number): void {
    if (this.filled !== i) this.columns.load(i);
    this.filled = i;
  }

  private knownReportsOf(panel: Panel, i: number): ReportSpan {
    if (this.knownIndex === null) return reportsOf(panel, i);
    const known = knownReports(panel, i, this.knownIndex, this.question.window.base);
    return { ...known, from: 0, to: known.index.length };
  }
}
