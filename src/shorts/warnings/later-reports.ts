import { type DataWarning, warning } from '../../graphql/coverage.type.js';
import type { Panel } from '../../panel/panel.js';
import { formatDay } from '../../time/day.js';
import type { ShortQuestion } from '../short-set.js';

/** A settlement and the day on which all of it had come out, as day indices. */
interface Release {
  readonly settled: number;
  readonly published: number;
}

const releases = new WeakMap<Panel, readonly Release[]>();

/**
 * USES_LATER_REPORTS, when most of a window rests on reports that came out after its end: more than
 * half of its sessions lie behind the last settlement that was public by then, and a later one had
 * settled (M10). Whoever asks for what was known at the time has none of it.
 */
export function laterReports({ panel, window, options }: ShortQuestion): DataWarning[] {
  if (options.knownOn !== null) return [];
  const { base, end } = window;
  const settled = releasesOf(panel).filter((release) => release.settled <= end);
  const last = settled.at(-1);
  if (last === undefined || last.published <= end) return [];
  const known = settled.findLast(({ published }) => published <= end)?.settled ?? base;
  const behind = end - Math.max(known, base);
  if (2 * behind <= end - base) return [];
  const text =
    `${behind} of ${end - base} sessions rest on reports that came out after the window ended: ` +
    `the one settled on ${formatDay(panel.axis.day(last.settled))} came out on ` +
    `${formatDay(panel.axis.day(last.published))}.`;
  return [warning('USES_LATER_REPORTS', text, [], 1)];
}

function releasesOf(panel: Panel): readonly Release[] {
  let found = releases.get(panel);
  if (found === undefined) {
    const { settlements, index, publishedIndex } = panel.shorts;
    // The latest, for what closes the position of an ended listing may lie on the same day.
    const base = settlements[0] ?? 0;
    const published = Array.from(settlements);
    const places = new Int32Array((settlements.at(-1) ?? -1) - base + 1).fill(-1);
    settlements.forEach((settled, n) => {
      places[settled - base] = n;
    });
    for (let k = 0; k < index.length; k++) {
      const n = places[(index[k] as number) - base] ?? -1;
      const on = publishedIndex[k] as number;
      if (n >= 0 && on > (published[n] as number)) published[n] = on;
    }
    found = Array.from(settlements, (settled, n) => ({
      settled,
      published: published[n] as number,
    }));
    releases.set(panel, found);
  }
  return found;
}
