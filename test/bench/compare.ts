import type { ResultRow } from './queries/query.js';

const RELATIVE = 1e-9;
/** Differences that are shown; the rest is counted. */
const SHOWN = 10;

/** Results of two engines that should be the same and are not. */
export class DifferentResults extends Error {}

/**
 * Holds rows against those that are expected, whatever their order: the same keys, and values
 * within 1e-9 of the larger one or of a thousandth of the largest of their column, for what cancels
 * out in a small sum leaves no more digits. Throws DifferentResults with the rows that differ.
 */
export function compareRows(
  what: string,
  expected: readonly ResultRow[],
  actual: readonly ResultRow[],
): void {
  const theirs = new Map(actual.map((row) => [row.key, row]));
  const scales = scalesOf(expected);
  const broken: string[] = [];
  for (const { key, values } of expected) {
    const other = theirs.get(key);
    theirs.delete(key);
    const isSame =
      other !== undefined && values.every((it, k) => isNear(it, other.values[k]!, scales[k]!));
    if (!isSame)
      broken.push(`${key}: ${values.join(' ')} against ${other?.values.join(' ') ?? 'nothing'}`);
  }
  for (const [key, { values }] of theirs)
    broken.push(`${key}: nothing against ${values.join(' ')}`);
  if (expected.length === 0) broken.push('there is no row at all');
  if (broken.length === 0) return;
  const rest = broken.length > SHOWN ? [`and ${broken.length - SHOWN} more`] : [];
  throw new DifferentResults(
    `${what}: ${broken.length} rows differ\n  ${[...broken.slice(0, SHOWN), ...rest].join('\n  ')}`,
  );
}

function scalesOf(rows: readonly ResultRow[]): number[] {
  const scales: number[] = [];
  for (const { values } of rows) {
    values.forEach((value, k) => {
      scales[k] = Math.max(scales[k] ?? 0, Math.abs(value) || 0);
    });
  }
  return scales;
}

function isNear(a: number, b: number, scale: number): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b);
  return Math.abs(a - b) <= RELATIVE * Math.max(Math.abs(a), Math.abs(b), scale / 1000);
}
