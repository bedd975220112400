import type { FillMode } from '../kernels/fill-shares.js';
import type { Panel } from '../panel/panel.js';
import {
  compareKeys,
  type GroupDimension,
  type GroupKey,
  groupKeyAt,
  groupLabeller,
} from '../securities/group-members.js';
import type { Universe } from '../securities/universe.js';
import type { Interval } from '../time/bucket.js';
import type { ResolvedWindow } from '../time/window.js';
import { lineTableOf } from './line-table.js';
import type { ShortLine } from './short-line.js';
import type { ShortOptions } from './short-options.js';
import { StayMeter } from './stay-meter.js';

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
  readonly division: Division;
}

/** The groups that were formed together, and what was worked out for all of them at a time. */
export interface Division {
  readonly lists: readonly (readonly ShortLine[])[];
  /** Profit by bucket of each group, as `stepGainsOf` gives it. */
  readonly gains: Map<Interval, readonly Float64Array[]>;
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
  const { universe, options } = question;
  const measured = lineTableOf(question, mode);
  measured.expect(universe.members.length);
  const stays = options.universeAt === 'DAILY' ? new StayMeter(question, mode) : null;
  const lines: ShortLine[] = [];
  const unpriced: number[] = [];
  const mismatched: number[] = [];
  let used = 0;
  for (let k = 0; k < universe.members.length; k++) {
    const i = universe.members[k] as number;
    const line = measured.of(i);
    const before = lines.length;
    if (line === 'UNPRICED') unpriced.push(i);
    else if (line === 'MISMATCHED') mismatched.push(i);
    else if (line !== 'UNHELD') {
      if (stays === null) lines.push(line);
      else for (const span of runsOf(question, k, by)) stays.addTo(lines, line, span);
    }
    if (lines.length > before) used++;
  }
  return { lines, requested: used + unpriced.length + mismatched.length, unpriced, mismatched };
}

/** Divides lines into the groups that occur, in order of key. */
export function groupLines(
  question: ShortQuestion,
  lines: readonly ShortLine[],
  by: readonly GroupDimension[],
): LineGroup[] {
  const { panel, window, options } = question;
  const groups = new Map<string, { key: GroupKey; lines: ShortLine[] }>();
  const labelOf = groupLabeller(panel, by);
  for (const line of lines) {
    const at = readAt(line, window, options);
    const label = labelOf(line.security, at);
    const group = groups.get(label);
    if (group !== undefined) group.lines.push(line);
    else groups.set(label, { key: groupKeyAt(panel, line.security, at, by), lines: [line] });
  }
  const ordered = [...groups.values()].sort((a, b) => compareKeys(a.key, b.key, by));
  const division = { lists: ordered.map((group) => group.lines), gains: new Map() };
  return ordered.map(({ key, lines: own }) => ({ key, lines: own, division }));
}

/**
 * Day index at which the group of a line is read: base, end, or the close before its first move.
 */
function readAt(line: ShortLine, window: ResolvedWindow, { universeAt }: ShortOptions): number {
  if (universeAt === 'START') return window.base;
  return universeAt === 'END' ? window.end : window.base + line.from - 1;
}

/** The stays of member `k` in the set and, for DAILY groups, in one group each. */
function runsOf(
  { panel, universe, window }: ShortQuestion,
  k: number,
  by: readonly GroupDimension[],
): { from: number; to: number }[] {
  const days = window.end - window.base;
  const i = universe.members[k] as number;
  const runs: { from: number; to: number }[] = [];
  let label: string | null = null;
  const labelOf = groupLabeller(panel, by);
  for (let d = 1; d <= days; d++) {
    const t = window.base + d;
    if (!universe.isMemberOn(k, t)) {
      label = null;
      continue;
    }
    const here = by.length === 0 ? '' : labelOf(i, t - 1);
    const open = runs.at(-1);
    if (open !== undefined && label === here) open.to = d;
    else runs.push({ from: d, to: d });
    label = here;
  }
  return runs;
}
