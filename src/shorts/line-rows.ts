import { LRUCache } from 'lru-cache';
import { entryOnOrBefore } from '../kernels/entry-on-or-before.js';
import type { FillMode } from '../kernels/fill-shares.js';
import { SpellRows } from '../kernels/spell-rows.js';
import { type Shortcuts, shortcutsOf } from '../panel/derived/shortcuts.js';
import type { Panel } from '../panel/panel.js';
import type { LineCosts, LineMeter } from './line-meter.js';
import type { ShortLine } from './short-line.js';
import type { ShortQuestion } from './short-set.js';

/**
 * The lines of a window from the rows of a panel: all securities at a time, and of what a line
 * tells only what somebody reads. What is not regular here is left to `LineMeter`, which gives the
 * same bits for all.
 */
export class LineRows {
  readonly spells: SpellRows;
  readonly days: number;
  /** Rows of reports that a line rests on, and those of them that make it a position. */
  private readonly from: number;
  private readonly heldFrom: number;
  private readonly to: number;
  private readonly costs = new Map<number, LineCosts>();

  private constructor(
    readonly question: ShortQuestion,
    private readonly meter: LineMeter,
    private readonly shortcuts: Shortcuts,
    mode: FillMode,
  ) {
    const { base, end } = question.window;
    const { settled } = shortcuts.reports;
    this.spells = spellRowsOf(question.panel, shortcuts, mode, base, end);
    this.days = end - base;
    const begin = entryOnOrBefore(settled, 0, settled.length, base);
    const last = entryOnOrBefore(settled, 0, settled.length, end);
    const looksAhead = mode === 'STEP_BACK' || (mode === 'LINEAR' && last >= 0);
    const isAhead = looksAhead && last + 1 < settled.length && settled[last] !== end;
    const isBehind = begin < 0 || (mode === 'STEP_BACK' && settled[begin] !== base);
    this.from = Math.max(begin, 0);
    this.to = last + (isAhead ? 2 : 1);
    this.heldFrom = isBehind && begin + 1 < settled.length ? begin + 1 : this.from;
  }

  /** Null where a panel has no rows, or none for the window. */
  static of(question: ShortQuestion, meter: LineMeter, mode: FillMode): LineRows | null {
    const shortcuts = shortcutsOf(question.panel);
    const { base, end } = question.window;
    if (shortcuts === null || question.options.knownOn !== null || end === base) return null;
    const { days, reports } = shortcuts;
    if (base < days.firstDay || reports.settled.length === 0) return null;
    return new LineRows(question, meter, shortcuts, mode);
  }

  /** Null for a security that is not short within the window, undefined for one to be measured. */
  lineOf(i: number): ShortLine | null | undefined {
    const { panel, window, options } = this.question;
    const { prices, shorts } = panel;
    if (shorts.offsets[i] === shorts.offsets[i + 1]) return null;
    const first = prices.firstIndex[i] as number;
    if (first < 0 || first > window.base) return undefined;
    if (options.delisting !== 'TERMINAL' && (prices.lastIndex[i] as number) < window.end) {
      return undefined;
    }
    const { blanks, holdings, width, settled } = this.shortcuts.reports;
    const { from, to, heldFrom } = this;
    if (blanks[to * width + i] !== blanks[from * width + i]) return undefined;
    const isEarly = (shorts.index[shorts.offsets[i] as number] as number) < (settled[0] as number);
    if (isEarly && window.base < (settled[0] as number)) return undefined;
    if (holdings[to * width + i] === holdings[heldFrom * width + i]) return null;
    return new RowLine(this, i);
  }

  costsOf(i: number): LineCosts {
    let costs = this.costs.get(i);
    if (costs === undefined) {
      costs = this.meter.costsOf(i);
      this.costs.set(i, costs);
    }
    return costs;
  }
}

const spells = new WeakMap<Panel, LRUCache<string, SpellRows>>();

/** Windows of one panel whose columns are kept, by how shares lie between reports. */
const KEPT = 16;

/** By whatever method, tables of one window share these. */
function spellRowsOf(
  panel: Panel,
  { days, reports }: Shortcuts,
  mode: FillMode,
  base: number,
  end: number,
): SpellRows {
  const cache = spells.get(panel) ?? new LRUCache<string, SpellRows>({ max: KEPT });
  spells.set(panel, cache);
  const key = `${mode} ${base} ${end}`;
  let rows = cache.get(key);
  if (rows === undefined) {
    const { settled, shares, closes, ramp, width } = reports;
    const { close, firstDay } = days;
    const input = { width, firstDay, close, settled, shares, sums: { closes, ramp } };
    rows = new SpellRows(input, mode, base, end);
    cache.set(key, rows);
  }
  return rows;
}

/** A line over a whole window whose numbers are looked up when they are read. */
export class RowLine implements ShortLine {
  constructor(
    readonly rows: LineRows,
    readonly security: number,
  ) {}

  get from(): number {
    return 1;
  }

  get to(): number {
    return this.rows.days;
  }

  get pnl(): number {
    const { method } = this.rows.question.options;
    if (method === 'DAILY_MARK_TO_MARKET') return this.dailyPnl;
    return method === 'AVERAGE_POSITION' ? this.averagePositionPnl : this.startPositionPnl;
  }

  get dailyPnl(): number {
    return this.rows.spells.gain[this.security] as number;
  }

  get averagePositionPnl(): number {
    return this.meanShares * this.fall;
  }

  get startPositionPnl(): number {
    return (this.rows.spells.startShares[this.security] as number) * this.fall;
  }

  get valueSum(): number {
    return this.rows.spells.valueSum[this.security] as number;
  }

  get startValue(): number {
    const { startShares, firstClose } = this.rows.spells;
    return (startShares[this.security] as number) * (firstClose[this.security] as number);
  }

  get endValue(): number {
    const { endShares, lastClose } = this.rows.spells;
    return (endShares[this.security] as number) * (lastClose[this.security] as number);
  }

  get netShorting(): number {
    // Nothing is new: lines of listings that begin within a window are measured.
    return (this.rows.spells.netShorting[this.security] as number) + 0;
  }

  get priceEffect(): number {
    return 0 - this.dailyPnl;
  }

  get dividends(): number {
    return this.rows.costsOf(this.security).dividends;
  }

  get financing(): number {
    return this.rows.costsOf(this.security).financing;
  }

  get meanShares(): number {
    return (this.rows.spells.held[this.security] as number) / this.rows.days;
  }

  private get fall(): number {
    const { firstClose, lastClose } = this.rows.spells;
    return (firstClose[this.security] as number) - (lastClose[this.security] as number);
  }
}
