/** Something that is timed. */
export interface Cell {
  run(): unknown;
}

/** Calls that are too short for the clock are timed in batches of at least this long. */
const BATCH_MS = 2;
const WARM_UP_MS = 60;
const BATCH_MAX = 5000;

/**
 * Median milliseconds of each cell. Every round runs each cell once, in the same order, so that a
 * machine that slows down slows all of them. Short cells are warmed up and run in batches.
 */
export async function interleaved(cells: readonly Cell[], rounds: number): Promise<number[]> {
  const sizes: number[] = [];
  for (const cell of cells) sizes.push(await batchSize(cell));
  const times: number[][] = cells.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let k = 0; k < cells.length; k++) {
      times[k]!.push(await timeOf(cells[k]!, sizes[k]!));
    }
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

async function batchSize(cell: Cell): Promise<number> {
  const start = performance.now();
  let calls = 0;
  let last = 0;
  do {
    last = await timeOf(cell, 1);
    calls++;
  } while (performance.now() - start < WARM_UP_MS && calls < BATCH_MAX);
  return Math.max(1, Math.min(BATCH_MAX, Math.ceil(BATCH_MS / Math.max(last, 1e-4))));
}

async function timeOf(cell: Cell, calls: number): Promise<number> {
  const start = performance.now();
  for (let k = 0; k < calls; k++) {
    const result = cell.run();
    if (result instanceof Promise) await result;
  }
  return (performance.now() - start) / calls;
}
