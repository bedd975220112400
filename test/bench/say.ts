import { type Reach, significant, timeBy } from './reach.js';
import type { Results } from './results.js';

/** A table of texts; the first column is flush left, the others flush right. */
export function plainTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, k) => Math.max(...all.map((row) => (row[k] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, k) => (k === 0 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!)))
      .join('  ');
  return all.map((row) => line(row).trimEnd()).join('\n');
}

/** The questions: milliseconds, and how many times as long each engine takes. */
export function queryTable(results: Results): { head: string[]; rows: string[][] } {
  const names = results.engines.map(({ name }) => name);
  const head = ['', 'kernel ms', 'shipped ms', ...names.flatMap((name) => [`${name} ms`, 'x'])];
  const rows = results.queries.map((query) => [
    query.id,
    significant(query.kernel),
    significant(query.shipped),
    ...names.flatMap((name) => {
      const ms = timeBy(query, name);
      return [
        significant(ms),
        `${significant(ms / query.kernel)} / ${significant(ms / query.shipped)}`,
      ];
    }),
  ]);
  return { head, rows };
}

/** The reach table of a run. */
export function reachTable(reaches: readonly Reach[]): { head: string[]; rows: string[][] } {
  const words = { true: 'met', false: 'NOT MET', null: '-' } as const;
  return {
    head: ['what', 'goal', 'measured', ''],
    rows: reaches.map(({ what, goal, measured, isMet }) => [
      what,
      goal,
      measured,
      words[`${isMet}`],
    ]),
  };
}
