import type { FillMode } from '../../kernels/fill-shares.js';
import {
  type CloseSpan,
  holdsShares,
  type ReportSpan,
  ShortSpells,
} from '../../kernels/short-spells.js';
import { carriedClose } from '../../panel/carried-close.js';
import type { Panel } from '../../panel/panel.js';
import { reportsOf } from '../../panel/reports-of.js';
import { dividendsIn, financingIn, measureLine, pnlBy, type ShortLine } from './short-line.js';
import type { ShortOptions } from '../short-options.js';
import type { ShortQuestion } from '../short-set.js';
import { columnsFor, knownReports, type WindowColumns } from './window-columns.js';

/** The moves of a line as offsets from the base day. */
export interface LineSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * Measures the lines of a question, one security after another: the whole window by spells between
 * reports, and stays in a DAILY set day by day.
 */
export class LineMeter {
  private readonly columns: WindowColumns;
  private readonly spells = new ShortSpells();
  private readonly closes: WindowCloses;
  private readonly days: number;
  private readonly knownIndex: number | null;
  /** Day index of the first close that counts for the loaded security. */
  private first = 0;
  /** The security in the columns, which are filled only where they are needed. */
  private filled = -1;

  constructor(
    private readonly question: ShortQuestion,
    private readonly mode: FillMode,
  ) {
    const { panel, window, options } = question;
    this.days = window.end - window.base;
    this.columns = columnsFor(question, mode);
    this.closes = new WindowCloses(question);
    const { knownOn } = options;
    this.knownIndex = knownOn === null ? null : panel.axis.indexOnOrBefore(knownOn);
  }

  /** Whether a security has both a price and a short position within the window. */
  holds(i: number): boolean {
    const { panel, window } = this.question;
    const first = panel.prices.firstIndex[i] as number;
    if (first < 0 || first > window.end) return false;
    const from = Math.max(first, window.base);
    return holdsShares(this.knownReportsOf(panel, i), this.mode, from, window.end);
  }

  /** Loads a security that is held. */
  load(i: number): void {
    const { panel, window } = this.question;
    this.first = Math.max(panel.prices.firstIndex[i] as number, window.base);
    const closes = this.closes.of(i);
    this.spells.measure(this.knownReportsOf(panel, i), this.mode, closes, this.first, window.end);
  }

  /** A security that is held, over the whole window. */
  whole(i: number): ShortLine {
    this.load(i);
    return this.bySpell(i, { from: 1, to: this.days });
  }

  /** Whether a security without a price is short on any day. */
  hasShares(i: number): boolean {
    this.filled = -1;
    return this.columns.loadShares(i);
  }

  /** The loaded security over a run of moves; null for a run before its first price. */
  measure(i: number, span: LineSpan): ShortLine | null {
    const { options } = this.question;
    if (span.from === 1 && span.to === this.days) return this.bySpell(i, span);
    this.fill(i);
    // Prices are missing only before the first: such a stay has nothing to measure.
    if (Number.isNaN(this.columns.close[span.to] as number)) return null;
    return measureLine(this.columns, i, span, options);
  }

  /** What dividends and fees of the whole window cost, in US dollars. */
  costsOf(i: number): LineCosts {
    const { options } = this.question;
    if (!hasCosts(this.question, i)) return NO_COSTS;
    this.fill(i);
    const span = { from: 1, to: this.days };
    return {
      dividends: dividendsIn(this.columns, i, span, options),
      financing: financingIn(this.columns, i, span, options),
    };
  }

  private bySpell(i: number, { from, to }: LineSpan): ShortLine {
    const { options, window } = this.question;
    const { gain, valueSum, held, startShares, endShares } = this.spells;
    const { close, shift } = this.closes.of(i);
    const first = close[shift + this.first] as number;
    const last = close[shift + window.end] as number;
    const meanShares = held / this.days;
    const averagePositionPnl = meanShares * (first - last);
    // What was short before the first price counts from there on, as if it were new.
    const isNew = this.first > window.base;
    const counted = isNew ? 0 : startShares;
    const startPositionPnl = counted * (first - last);
    const line: ShortLine = {
      security: i,
      from,
      to,
      pnl: pnlBy(options, gain, averagePositionPnl, startPositionPnl),
      dailyPnl: gain,
      averagePositionPnl,
      startPositionPnl,
      valueSum,
      startValue: counted * first,
      endValue: endShares * last,
      netShorting: this.spells.netShorting + (isNew ? startShares * first : 0),
      priceEffect: 0 - gain,
      ...NO_COSTS,
      meanShares,
    };
    return hasCosts(this.question, i) ? this.withCosts(line) : line;
  }

  /** Costs are counted day by day: only if somebody reads them. */
  private withCosts(line: ShortLine): ShortLine {
    let known: LineCosts | undefined;
    const costs = () => {
      known ??= this.costsOf(line.security);
      return known;
    };
    return {
      ...line,
      get dividends() {
        return costs().dividends;
      },
      get financing() {
        return costs().financing;
      },
    };
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

export type LineCosts = Pick<ShortLine, 'dividends' | 'financing'>;

const NO_COSTS: LineCosts = { dividends: 0, financing: 0 };

/** Whether dividends or fees may be charged, which are counted day by day. */
function hasCosts({ panel, options }: ShortQuestion, i: number): boolean {
  const { prices, shorts } = panel;
  const { basis, financing }: ShortOptions = options;
  if (financing !== null || shorts.fees.offsets[i] !== shorts.fees.offsets[i + 1]) return true;
  return basis === 'TOTAL' && prices.dividends.offsets[i] !== prices.dividends.offsets[i + 1];
}

/** Closes of a window, carried beyond the end of a listing, one security after another. */
export class WindowCloses {
  private carried: Float64Array | null = null;
  private loaded = -1;

  constructor(private readonly question: ShortQuestion) {}

  /** Valid until the next security is asked for. */
  of(i: number): CloseSpan {
    const { panel, window, options } = this.question;
    const { lastIndex, firstIndex, offsets, close } = panel.prices;
    if ((lastIndex[i] as number) >= window.end) {
      return { close, shift: (offsets[i] as number) - (firstIndex[i] as number) };
    }
    this.carried ??= new Float64Array(window.end - window.base + 1);
    if (this.loaded !== i) {
      carriedClose(panel, i, this.carried, window.base, options.delisting);
    }
    this.loaded = i;
    return { close: this.carried, shift: 0 - window.base };
  }
}
