import { entryOnOrBefore } from '../kernels/entry-on-or-before.js';
import { type Jumps, nextJump } from './derived/jumps.js';
import { shortcutsOf } from './derived/shortcuts.js';
import type { Panel } from './panel.js';

/**
 * Whether a close of security `i` moved by more than a factor of ten in a session of (base, end].
 * Splits are taken out of the closes, so a jump that is left has none on record.
 */
export function hasJump(panel: Panel, i: number, base: number, end: number): boolean {
  const jumps = shortcutsOf(panel)?.jumps;
  return jumps === undefined ? nextJump(panel, i, base, end) <= end : isListed(jumps, i, base, end);
}

function isListed({ offsets, index }: Jumps, i: number, base: number, end: number): boolean {
  const from = offsets[i] as number;
  const last = entryOnOrBefore(index, from, offsets[i + 1] as number, end);
  return last >= from && (index[last] as number) > base;
}
