import { setImmediate } from 'node:timers/promises';
import type { Panel } from '../panel.js';
import { BLOCK, DayRowFiller, type DayRows, emptyDayRows } from './day-rows.js';
import { JumpFinder, type Jumps } from './jumps.js';
import { emptyReportRows, ReportRowFiller, type ReportRows } from './report-rows.js';

/**
 * Columns that follow from a panel and save work. What is computed with them equals what is
 * computed without them to the last bit, so that nothing depends on whether they are there.
 */
export interface Shortcuts {
  readonly days: DayRows;
  readonly reports: ReportRows;
  readonly jumps: Jumps;
}

const known = new WeakMap<Panel, Shortcuts>();

/** Milliseconds of work before others get their turn. */
const TURN_MS = 5;

/** The shortcuts of a panel; null until they are made, or where they are switched off. */
export function shortcutsOf(panel: Panel): Shortcuts | null {
  return known.get(panel) ?? null;
}

/** Takes over shortcuts that were made in another thread. */
export function adoptShortcuts(panel: Panel, shortcuts: Shortcuts): void {
  known.set(panel, shortcuts);
}

/** Makes the shortcuts of a panel, in slices, so that requests are answered meanwhile. */
export async function makeShortcuts(panel: Panel): Promise<void> {
  const { count } = panel.securities;
  const days = emptyDayRows(panel);
  const reports = emptyReportRows(panel, days.firstDay);
  const dayFiller = new DayRowFiller(panel, days);
  const reportFiller = new ReportRowFiller(panel, reports);
  const finder = new JumpFinder(panel);
  let begun = performance.now();
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(from + BLOCK, count);
    const closes = dayFiller.fill(from, to);
    for (let i = from; i < to; i++) {
      reportFiller.fill(i, closes, (i - from) * panel.axis.length);
    }
    finder.find(from, to);
    if (performance.now() - begun < TURN_MS) continue;
    await setImmediate();
    begun = performance.now();
  }
  known.set(panel, { days, reports, jumps: finder.jumps });
}
