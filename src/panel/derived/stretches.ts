import { stepGain } from '../../kernels/step-gains.js';
import type { Panel } from '../panel.js';
import { reportsOf } from '../reports-of.js';
import { sharedFloats } from './shared.js';

/** Stretches from one settlement of short reports to the next: a row for each security. */
export interface Stretches {
  /** Stretches a security, the length of a row. */
  readonly count: number;
  /** Number of the stretch that begins after a day index, the day itself not in it; -1 for none. */
  readonly beginning: Int32Array;
  /** Last day index of each stretch. */
  readonly last: Int32Array;
  /**
   * Profit of the shorts over each stretch with shares that stay between reports, US dollars. NaN
   * where not every day has a close.
   */
  readonly gains: Float64Array;
}

/** An empty table for the settlements of a panel, to be filled security by security. */
export function emptyStretches({ axis, shorts, securities }: Panel): Stretches {
  const settled = shorts.settlements.filter((t) => t >= 0 && t < axis.length);
  const count = Math.max(settled.length - 1, 0);
  const beginning = new Int32Array(axis.length).fill(-1);
  for (let c = 0; c < count; c++) beginning[settled[c] as number] = c;
  return {
    count,
    beginning,
    last: settled.slice(1),
    gains: sharedFloats(securities.count * count).fill(Number.NaN),
  };
}

/** Fills in the rows of the securities `from` up to but not including `to`. */
export function fillStretches(table: Stretches, panel: Panel, from: number, to: number): void {
  const { offsets, firstIndex, lastIndex, close } = panel.prices;
  const { beginning, count, last } = table;
  for (let i = from; i < to; i++) {
    const first = firstIndex[i] as number;
    if (first < 0) continue;
    const shift = (offsets[i] as number) - first;
    const reports = reportsOf(panel, i);
    for (let t = first; t <= (lastIndex[i] as number); t++) {
      const c = beginning[t] as number;
      if (c < 0 || (last[c] as number) > (lastIndex[i] as number)) continue;
      table.gains[i * count + c] = stepGain(reports, close, shift, t, last[c] as number);
    }
  }
}
