import { SpellRows } from '../../../src/kernels/spell-rows.js';
import { ShortSpells } from '../../../src/kernels/short-spells.js';
import { carriedClose } from '../../../src/panel/carried-close.js';
import { shortcutsOf } from '../../../src/panel/derived/shortcuts.js';
import type { Panel } from '../../../src/panel/panel.js';
import { reportsOf } from '../../../src/panel/reports-of.js';
import type { Span } from './days.js';

/**
 * P&L of every security by daily mark to market in US dollars, spell by spell, from rows of closes
 * and of reported shares: within a spell the days cancel out, so that only closes at its ends are
 * read. Nothing is summed up before; who is not regular is measured alone.
 */
export function dailyPnlOf(panel: Panel, span: Span): Float64Array {
  const pnl = spellRows(panel, span).gain;
  return measureOthers(panel, span, pnl, ({ gain }) => gain);
}

/** The same had the mean position been held all along: two closes a security are read. */
export function averagePnlOf(panel: Panel, span: Span): Float64Array {
  const { held, firstClose, lastClose } = spellRows(panel, span);
  const days = span.end - span.base;
  for (let i = 0; i < held.length; i++) {
    held[i] = (held[i]! / days) * (firstClose[i]! - lastClose[i]!);
  }
  return measureOthers(panel, span, held, (spells, fall) => (spells.held / days) * fall);
}

function spellRows(panel: Panel, { base, end }: Span): SpellRows {
  const { days, reports } = shortcutsOf(panel)!;
  const { close, firstDay } = days;
  const { settled, shares, width } = reports;
  return new SpellRows({ width, firstDay, close, settled, shares, sums: null }, 'STEP', base, end);
}

/** Fills in the securities that rows do not tell: they have NaN. */
function measureOthers(
  panel: Panel,
  { base, end }: Span,
  values: Float64Array,
  measure: (spells: ShortSpells, fall: number) => number,
): Float64Array {
  const { firstIndex } = panel.prices;
  const { offsets } = panel.shorts;
  const spells = new ShortSpells();
  const close = new Float64Array(end - base + 1);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) continue;
    values[i] = 0;
    const first = Math.max(firstIndex[i]!, base);
    if (firstIndex[i]! < 0 || first > end || offsets[i] === offsets[i + 1]) continue;
    carriedClose(panel, i, close, base);
    spells.measure(reportsOf(panel, i), 'STEP', { close, shift: 0 - base }, first, end);
    values[i] = measure(spells, close[first - base]! - close[end - base]!);
  }
  return values;
}

/** Ordinals of the largest values, descending; of equal ones the first. */
export function largest(values: Float64Array, count: number): number[] {
  const best: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value > least)) continue;
    let at = best.length;
    while (at > 0 && values[best[at - 1]!]! < value) at--;
    best.splice(at, 0, i);
    if (best.length > count) best.pop();
    if (best.length === count) least = values[best[count - 1]!]!;
  }
  return best;
}
