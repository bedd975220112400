import type { FillMode } from '../../kernels/fill-shares.js';
import { Accumulator } from '../../kernels/sum.js';
import { lineTableOf } from '../lines/line-table.js';
import type { Lines } from '../lines/lines.js';
import type { ShortQuestion } from '../short-set.js';
import { StayMeter } from '../lines/stay-meter.js';

const PATHS: readonly FillMode[] = ['STEP', 'LINEAR', 'STEP_BACK'];

/**
 * Least and greatest profit of some lines over three paths of the shares between reports (M10): a
 * span of estimates, not a bound. Null with `knownOn`, which has no later report to look ahead to.
 */
export function pathRange(
  question: ShortQuestion,
  lines: Lines,
): { low: number; high: number } | null {
  if (question.options.knownOn !== null) return null;
  const pnls = PATHS.map((mode) => pathPnl(question, lines, mode));
  return { low: Math.min(...pnls), high: Math.max(...pnls) };
}

function pathPnl(question: ShortQuestion, lines: Lines, mode: FillMode): number {
  const measured = lineTableOf(question, mode);
  measured.expect(lines.length);
  const stays = new StayMeter(question, mode);
  const total = new Accumulator();
  for (const line of lines) {
    const whole = measured.of(line.security);
    // A line by one path is a line by every path.
    if (typeof whole !== 'string') total.add(stays.measure(whole, line)?.pnl ?? 0);
  }
  return total.value;
}
