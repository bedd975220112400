import { LRUCache } from 'lru-cache';
import type { FillMode } from '../../kernels/fill-shares.js';
import type { Panel } from '../../panel/panel.js';
import { LineMeter } from './line-meter.js';
import { KIND, LineRows, RowLine } from './line-rows.js';
import type { ShortLine } from './short-line.js';
import { LateLine } from './whole-line.js';
import type { ShortQuestion } from '../short-set.js';

/** A security without a line: it is not short within the window, or it is and has no price. */
export type NoLine = 'UNHELD' | 'UNPRICED' | 'MISMATCHED';

/**
 * The lines of whole windows by one set of conventions, each measured when it is first asked for.
 * They do not depend on the set that a report is about, so that the reports of one operation, and
 * of those that follow it, share them.
 */
export class LineTable {
  private readonly known: (ShortLine | NoLine | undefined)[];
  private readonly meter: LineMeter;
  private readonly mode: FillMode;
  private rows: LineRows | null | undefined;

  constructor(
    private readonly question: ShortQuestion,
    mode: FillMode,
  ) {
    this.known = new Array(question.panel.securities.count);
    this.meter = new LineMeter(question, mode);
    this.mode = mode;
  }

  /**
   * Tells the table that so many lines will be asked for: many are measured together, a few one by
   * one.
   */
  expect(count: number): void {
    if (this.rows !== undefined || count * FEW < this.question.panel.securities.count) return;
    this.rows = LineRows.of(this.question, this.meter, this.mode);
  }

  /** The rows that tell lines of the table; null where each is measured. */
  get told(): LineRows | null {
    return this.rows ?? null;
  }

  of(i: number): ShortLine | NoLine {
    const kind = this.rows?.kinds[i] ?? KIND.APART;
    if (kind === KIND.UNHELD) return 'UNHELD';
    // Such a line holds no numbers: to make it again is cheaper than to keep it.
    if (kind === KIND.TOLD) return new RowLine(this.rows as LineRows, i);
    let line = this.known[i];
    if (line === undefined) {
      line = this.measure(i);
      this.known[i] = line;
    }
    return line;
  }

  private measure(i: number): ShortLine | NoLine {
    const { panel, window } = this.question;
    const { meter } = this;
    if (panel.shorts.offsets[i] === panel.shorts.offsets[i + 1]) return 'UNHELD';
    if (!meter.holds(i)) {
      return isUnpriced(panel, i, window.end) && meter.hasShares(i) ? 'UNPRICED' : 'UNHELD';
    }
    if (panel.prices.hasBasisMismatch[i] === 1) return 'MISMATCHED';
    // Series by steps need no line to be measured.
    return new LateLine(i, window.end - window.base, () => meter.whole(i));
  }
}

/** Less than one security in so many is a few. */
const FEW = 16;

const tables = new WeakMap<Panel, LRUCache<string, LineTable>>();

/** Tables that are kept of one panel: some megabytes each. */
const KEPT = 8;

/** The table for the window and the conventions of a question. */
export function lineTableOf(question: ShortQuestion, mode: FillMode): LineTable {
  const { panel, window, options } = question;
  const cache = tables.get(panel) ?? new LRUCache<string, LineTable>({ max: KEPT });
  tables.set(panel, cache);
  const { method, knownOn, delisting, basis, financing } = options;
  const { base, end } = window;
  const key = [base, end, mode, method, knownOn, delisting, basis, financing].join();
  let table = cache.get(key);
  if (table === undefined) {
    table = new LineTable(question, mode);
    cache.set(key, table);
  }
  return table;
}

function isUnpriced(panel: Panel, i: number, end: number): boolean {
  const first = panel.prices.firstIndex[i] as number;
  return first < 0 || first > end;
}
