import type { FillMode } from '../kernels/fill-shares.js';
import type { Panel } from '../panel/panel.js';
import {
  compareKeys,
  type GroupDimension,
  type GroupKey,
  groupKeyAt,
} from '../securities/group-members.js';
import type { Universe } from '../securities/universe.js';
import type { ResolvedWindow } from '../time/window.js';
import { measureLine, type ShortLine } from './short-line.js';
import type { ShortOptions } from './short-options.js';
import { WindowColumns } from './window-columns.js';

/** What one report is about: a panel, a window, its conventions and its set. */
export interface ShortQuestion {
  readonly panel: Panel;
  readonly window: ResolvedWindow;
  readonly options: ShortOptions;
  readonly universe: Universe;
}

/** A group of lines with what they have in common. */
export interface LineGroup {
  readonly key: GroupKey;
  readonly lines: readonly ShortLine[];
}

/** Lines of a set, and who had to be left out of it. */
export interface ShortLines {
  readonly lines: readonly ShortLine[];
  /** Securities with a short position within the window. */
  readonly requested: number;
  /** Among them those without any price, and those whose split basis is in doubt. */
  readonly unpriced: readonly number[];
  readonly mismatched: readonly number[];
}

/**
 * Measures every member of the set. `by` cuts the runs of a DAILY set where a security changes
 * group, so that each line lies in one group.
 */
export function measureSet(
  question: ShortQuestion,
  by: readonly GroupDimension[] = [],
  mode: FillMode = question.options.interpolation,
): ShortLines {
  const { panel, universe, options } = question;
  const columns = columnsFor(question, mode);
  const lines: ShortLine[] = [];
  const unpriced: number[] = [];
  const mismatched: number[] = [];
  universe.members.forEach((i, k) => {
    if (panel.shorts.offsets[i] === panel.shorts.offsets[i + 1]) return;
    if (!columns.load(i)) {
      if (isUnpriced(panel, i, question.window.end) && columns.loadShares(i)) unpriced.push(i);
      return;
    }
    if (panel.prices.hasBasisMismatch[i] === 1) {
      mismatched.push(i);
      return;
    }
    for (const span of runsOf(question, k, by)) {
      // Prices are missing only before the first: such a stay has nothing to measure.
      const isPriced = !Number.isNaN(columns.close[span.to] as number);
      if (isPriced) lines.push(measureLine(columns, i, span, options));
    }
  });
  const used = new Set(lines.map((line) => line.security)).size;
  return { lines, requested: used + unpriced.length + mismatched.length, unpriced, mismatched };
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

/** Divides lines into the groups that occur, in order of key. */
export function groupLines(
  question: ShortQuestion,
  lines: readonly ShortLine[],
  by: readonly GroupDimension[],
): LineGroup[] {
  const { panel, window, options } = question;
  const groups = new Map<string, { key: GroupKey; lines: ShortLine[] }>();
  for (const line of lines) {
    const key = groupKeyAt(panel, line.security, readAt(line, window, options), by);
    const group = groups.get(key.label);
    if (group === undefined) groups.set(key.label, { key, lines: [line] });
    else group.lines.push(line);
  }
  return [...groups.values()].sort((a, b) => compareKeys(a.key, b.key, by));
}

/**
 * Day index at which the group of a line is read: base, end, or the close before its first move.
 */
function readAt(line: ShortLine, window: ResolvedWindow, { universeAt }: ShortOptions): number {
  if (universeAt === 'START') return window.base;
  return universeAt === 'END' ? window.end : window.base + line.from - 1;
}

function isUnpriced(panel: Panel, i: number, end: number): boolean {
  const first = panel.prices.firstIndex[i] as number;
  return first < 0 || first > end;
}

/** The stays of member `k` in the set and, for DAILY groups, in one group each. */
function runsOf(
  { panel, universe, window, options }: ShortQuestion,
  k: number,
  by: readonly GroupDimension[],
): { from: number; to: number }[] {
  const days = window.end - window.base;
  if (options.universeAt !== 'DAILY') return [{ from: 1, to: days }];
  const i = universe.members[k] as number;
  const runs: { from: number; to: number }[] = [];
  let label: string | null = null;
  for (let d = 1; d <= days; d++) {
    const t = window.base + d;
    if (!universe.isMemberOn(k, t)) {
      label = null;
      continue;
    }
    const here = by.length === 0 ? '' : groupKeyAt(panel, i, t - 1, by).label;
    const open = runs.at(-1);
    if (open !== undefined && label === here) open.to = d;
    else runs.push({ from: d, to: d });
    label = here;
  }
  return runs;
}
