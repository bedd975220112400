/** Something that is timed. */
export interface Cell {
  run(): unknown;
}

/** How long a cell may go on in one round; every cell runs at least once. */
const TURN_MS = 12;
const CALLS_MAX = 400;
const WARM_UP_MS = 60;

/**
 * Median milliseconds of a call of each cell. Every round gives each cell its turn, in the same
 * order, so that a machine that slows down slows all of them; short calls are made several times a
 * turn. Calls are timed one by one, so that one that was interrupted is one of many.
 */
export async function interleaved(cells: readonly Cell[], rounds: number): Promise<number[]> {
  for (const cell of cells) await turn(cell, WARM_UP_MS);
  const times: number[][] = cells.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let k = 0; k < cells.length; k++) times[k]!.push(...(await turn(cells[k]!, TURN_MS)));
  }
  return times.map(median);
}

/** Middle value; the lower of the two middle ones of an even number. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
}

/** Value below which a share of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

async function turn(cell: Cell, longest: number): Promise<number[]> {
  const times: number[] = [];
  const begun = performance.now();
  do {
    const start = performance.now();
    const result = cell.run();
    if (result instanceof Promise) await result;
    times.push(performance.now() - start);
  } while (performance.now() - begun < longest && times.length < CALLS_MAX);
  return times;
}
