import { setImmediate } from 'node:timers/promises';
import type { Panel } from '../panel.js';
import { JumpFinder, type Jumps } from './jumps.js';
import { emptyStretches, fillStretches, type Stretches } from './stretches.js';

/**
 * Columns that follow from a panel and save work. What is computed with them equals what is
 * computed without them to the last bit, so that nothing depends on whether they are there.
 */
export interface Shortcuts {
  readonly stretches: Stretches;
  readonly jumps: Jumps;
}

const known = new WeakMap<Panel, Shortcuts>();

/** How many securities are worked on before others get their turn: a few milliseconds. */
const SLICE = 250;

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
  const stretches = emptyStretches(panel);
  const finder = new JumpFinder(panel);
  for (let i = 0; i < count; i += SLICE) {
    const next = Math.min(i + SLICE, count);
    fillStretches(stretches, panel, i, next);
    finder.find(i, next);
    await setImmediate();
  }
  known.set(panel, { stretches, jumps: finder.jumps });
}
