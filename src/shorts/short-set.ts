import type { FillMode } from '../kernels/fill-shares.js';
import type { Panel } from '../panel/panel.js';
import {
  compareKeys,
  type GroupDimension,
  type GroupKey,
  groupLabeller,
  groupNumberer,
  placesByNumber,
} from '../securities/group-members.js';
import type { Universe } from '../securities/universe.js';
import type { Interval } from '../time/bucket.js';
import type { ResolvedWindow } from '../time/window.js';
import { type LineTable, lineTableOf } from './lines/line-table.js';
import { KIND } from './lines/line-rows.js';
import { Lines } from './lines/lines.js';
import type { ShortLine } from './lines/short-line.js';
import type { ShortOptions } from './short-options.js';
import { StayMeter } from './lines/stay-meter.js';

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
  readonly lines: Lines;
  readonly division: Division;
}

/** The groups that were formed together, and what was worked out for all of them at a time. */
export interface Division {
  readonly lists: readonly Lines[];
  /** Profit by bucket of each group, as `stepGainsOf` gives it. */
  readonly gains: Map<Interval, readonly Float64Array[]>;
}

/** Lines of a set, and who had to be left out of it. */
export interface ShortLines {
  readonly lines: Lines;
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
  const table = lineTableOf(question, mode);
  table.expect(universe.members.length);
  if (options.universeAt !== 'DAILY') return wholeLines(universe.members, table);
  const stays = new StayMeter(question, mode);
  const lines: ShortLine[] = [];
  const left = { unpriced: [] as number[], mismatched: [] as number[] };
  let used = 0;
  universe.members.forEach((i, k) => {
    const line = heldBy(table, i, left);
    if (line === null) return;
    const before = lines.length;
    for (const span of runsOf(question, k, by)) stays.addTo(lines, line, span);
    if (lines.length > before) used++;
  });
  return { lines: Lines.of(lines), requested: used + countOf(left), ...left };
}

/** Who was left out of a set. */
type LeftOut = Pick<ShortLines, 'unpriced' | 'mismatched'>;

function countOf({ unpriced, mismatched }: LeftOut): number {
  return unpriced.length + mismatched.length;
}

/** The line of a security over the whole window; null for one that has none, which is noted. */
function heldBy(
  table: LineTable,
  i: number,
  { unpriced, mismatched }: { unpriced: number[]; mismatched: number[] },
): ShortLine | null {
  const line = table.of(i);
  if (line === 'UNPRICED') unpriced.push(i);
  else if (line === 'MISMATCHED') mismatched.push(i);
  return typeof line === 'string' ? null : line;
}

/** The lines of some securities over the whole window; those that rows tell are not looked at. */
function wholeLines(members: Int32Array, table: LineTable): ShortLines {
  const kinds = table.told?.kinds;
  const security = new Int32Array(members.length);
  // Of its length from the start: an array that grows by leaps becomes a slow table.
  const measured = new Array<ShortLine | undefined>(members.length);
  const left = { unpriced: [] as number[], mismatched: [] as number[] };
  let count = 0;
  for (let k = 0; k < members.length; k++) {
    const i = members[k] as number;
    const kind = kinds?.[i] ?? KIND.APART;
    if (kind === KIND.UNHELD) continue;
    if (kind === KIND.APART) {
      const line = heldBy(table, i, left);
      if (line === null) continue;
      measured[count] = line;
    }
    security[count++] = i;
  }
  const lines = Lines.told(table.told, security.slice(0, count), measured);
  return { lines, requested: count + countOf(left), ...left };
}

/** Divides lines into the groups that occur, in order of key. */
export function groupLines(
  question: ShortQuestion,
  lines: Lines,
  by: readonly GroupDimension[],
): LineGroup[] {
  const { panel, options } = question;
  const numberer = groupNumberer(panel, by);
  const numbers = new Int32Array(lines.length);
  const fixed = options.universeAt === 'DAILY' ? null : readAt(question, 1);
  for (let k = 0; k < numbers.length; k++) {
    numbers[k] = numberer.of(lines.securityAt(k), fixed ?? readAt(question, lines.at(k).from));
  }
  const lists = placesByNumber(numbers, numberer.keys.length);
  const ordered = numberer.keys
    .map((key, n) => ({ key, lines: lines.pick(lists[n] as Int32Array) }))
    .sort((a, b) => compareKeys(a.key, b.key, by));
  const division = { lists: ordered.map((group) => group.lines), gains: new Map() };
  return ordered.map((group) => ({ ...group, division }));
}

/**
 * Day index at which the group of a line is read: base, end, or the close before its first move.
 */
function readAt({ window, options }: ShortQuestion, from: number): number {
  if (options.universeAt === 'START') return window.base;
  return options.universeAt === 'END' ? window.end : window.base + from - 1;
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
