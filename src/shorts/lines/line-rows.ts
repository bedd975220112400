import { LRUCache } from 'lru-cache';
import { entryOnOrBefore } from '../../kernels/entry-on-or-before.js';
import type { FillMode } from '../../kernels/fill-shares.js';
import { SpellRows } from '../../kernels/spell-rows.js';
import { type Shortcuts, shortcutsOf } from '../../panel/derived/shortcuts.js';
import type { Panel } from '../../panel/panel.js';
import type { LineCosts, LineMeter } from './line-meter.js';
import type { LineNumber } from './lines.js';
import { WholeLine } from './whole-line.js';
import type { ShortQuestion } from '../short-set.js';

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
  private readonly columns = new Map<RowNumber, Float64Array>();
  private known: Uint8Array | undefined;

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

  /** How each security is told, by ordinal; worked out once for all of them. */
  get kinds(): Uint8Array {
    this.known ??= this.findKinds();
    return this.known;
  }

  /** A number of each line that rows tell, by security. It must not be changed. */
  column(name: RowNumber): Float64Array {
    let column = this.columns.get(name);
    if (column === undefined) {
      column = this.make(name);
      this.columns.set(name, column);
    }
    return column;
  }

  private make(name: RowNumber): Float64Array {
    const { spells, days } = this;
    const { startShares, endShares, firstClose, lastClose } = spells;
    switch (name) {
      case 'pnl':
        return this.column(PNL_BY[this.question.options.method]);
      case 'dailyPnl':
        return spells.gain;
      case 'averagePositionPnl':
        return columnOf(spells.held, (n, i) => (n / days) * (firstClose[i]! - lastClose[i]!));
      case 'startPositionPnl':
        return columnOf(startShares, (n, i) => n * (firstClose[i]! - lastClose[i]!));
      case 'valueSum':
        return spells.valueSum;
      case 'startValue':
        return columnOf(startShares, (n, i) => n * firstClose[i]!);
      case 'endValue':
        return columnOf(endShares, (n, i) => n * lastClose[i]!);
      case 'netShorting':
        // Nothing is new: lines of listings that begin within a window are measured.
        return columnOf(spells.netShorting, (value) => value + 0);
      case 'priceEffect':
        return columnOf(spells.gain, (gain) => 0 - gain);
      case 'meanShares':
        return columnOf(spells.held, (n) => n / days);
    }
  }

  private findKinds(): Uint8Array {
    const { panel } = this.question;
    const kinds = new Uint8Array(panel.securities.count);
    for (let i = 0; i < kinds.length; i++) kinds[i] = this.kindOf(i);
    return kinds;
  }

  private kindOf(i: number): number {
    const { panel, window, options } = this.question;
    const { firstIndex, lastIndex, hasBasisMismatch } = panel.prices;
    const { offsets, index } = panel.shorts;
    const reported = offsets[i] as number;
    if (reported === offsets[i + 1]) return KIND.UNHELD;
    const first = firstIndex[i] as number;
    if (first < 0 || first > window.base) return KIND.APART;
    const isCut = options.delisting !== 'TERMINAL' && (lastIndex[i] as number) < window.end;
    if (isCut) return KIND.APART;
    const { blanks, holdings, width, settled } = this.shortcuts.reports;
    const { from, to, heldFrom } = this;
    if (blanks[to * width + i] !== blanks[from * width + i]) return KIND.APART;
    const begun = settled[0] as number;
    if (window.base < begun && (index[reported] as number) < begun) return KIND.APART;
    if (holdings[to * width + i] === holdings[heldFrom * width + i]) return KIND.UNHELD;
    return hasBasisMismatch[i] === 1 ? KIND.APART : KIND.TOLD;
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

/** What rows know of a security and a window. */
export const KIND = { UNHELD: 0, TOLD: 1, APART: 2 } as const;

/** Dividends and fees are counted line by line. */
export type RowNumber = Exclude<LineNumber, keyof LineCosts>;

const PNL_BY = {
  DAILY_MARK_TO_MARKET: 'dailyPnl',
  AVERAGE_POSITION: 'averagePositionPnl',
  START_POSITION: 'startPositionPnl',
} as const;

function columnOf(values: Float64Array, make: (value: number, i: number) => number): Float64Array {
  const column = new Float64Array(values.length);
  for (let i = 0; i < column.length; i++) column[i] = make(values[i] as number, i);
  return column;
}

/** A line whose numbers are looked up in rows. */
export class RowLine extends WholeLine {
  constructor(
    private readonly rows: LineRows,
    security: number,
  ) {
    super(security, rows.days);
  }

  protected of(name: LineNumber): number {
    const { rows, security } = this;
    if (name === 'dividends' || name === 'financing') return rows.costsOf(security)[name];
    return rows.column(name)[security] as number;
  }
}
