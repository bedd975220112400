import type { FillMode } from '../kernels/fill-shares.js';
import { Accumulator } from '../kernels/sum.js';
import { measureLine, type ShortLine } from './short-line.js';
import { columnsFor, type ShortQuestion } from './short-set.js';

const PATHS: readonly FillMode[] = ['STEP', 'LINEAR', 'STEP_BACK'];

/**
 * Least and greatest profit of some lines over three paths of the shares between reports (M10): a
 * span of estimates, not a bound. Null with `knownOn`, which has no later report to look ahead to.
 */
export function pathRange(
  question: ShortQuestion,
  lines: readonly ShortLine[],
): { low: number; high: number } | null {
  if (question.options.knownOn !== null) return null;
  const pnls = PATHS.map((mode) => pathPnl(question, lines, mode));
  return { low: Math.min(...pnls), high: Math.max(...pnls) };
}

function pathPnl(question: ShortQuestion, lines: readonly ShortLine[], mode: FillMode): number {
  const columns = columnsFor(question, mode);
  const total = new Accumulator();
  let loaded = -1;
  for (const line of lines) {
    if (line.security !== loaded) columns.load(line.security);
    loaded = line.security;
    total.add(measureLine(columns, line.security, line, question.options).pnl);
  }
  return total.value;
}
