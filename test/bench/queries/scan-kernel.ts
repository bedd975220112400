import { ShortSpells } from '../../../src/kernels/short-spells.js';
import type { Panel } from '../../../src/panel/panel.js';

/**
 * Profit of all shorts over all days with positions on a line between reports, in US dollars. It
 * needs every close: nothing cancels out.
 */
export function shortScan({ prices, shorts, securities }: Panel): number {
  const { offsets, firstIndex, lastIndex, close } = prices;
  const { index, shares, offsets: reports } = shorts;
  const spells = new ShortSpells();
  let total = 0;
  for (let i = 0; i < securities.count; i++) {
    const first = firstIndex[i]!;
    if (first < 0) continue;
    const span = { index, shares, from: reports[i]!, to: reports[i + 1]! };
    const closes = { close, shift: offsets[i]! - first, sums: null, row: 0 };
    spells.measure(span, 'LINEAR', closes, first, lastIndex[i]!);
    total += spells.gain;
  }
  return total;
}

/** Every close, and day and shares of every report. */
export function scanBytes({ prices, shorts }: Panel): number {
  return prices.close.byteLength + shorts.index.length * 12;
}
