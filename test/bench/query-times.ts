import type { Panel } from '../../src/panel/panel.js';
import { bandwidthCell } from './bandwidth.js';
import { compareRows } from './compare.js';
import type { Engine } from './engines/engine.js';
import { type QueryDays, queryDays } from './queries/days.js';
import { QUERIES } from './queries/index.js';
import { type Query, rowsOf } from './queries/query.js';
import { scanBytes, shortScan } from './queries/scan-kernel.js';
import { interleaved } from './timing.js';

/** Median milliseconds of one question, by who answered it. */
export interface QueryTimes {
  readonly id: string;
  readonly title: string;
  readonly rowCount: number;
  /** Our kernels with nothing worked out before. */
  readonly kernel: number;
  /** The product as shipped, about a window that nobody asked about lately. */
  readonly shipped: number;
  /** The same, asked again and again: sets and lines of the window are at hand. */
  readonly again: number;
  readonly engines: Readonly<Record<string, number>>;
  /** Bytes that the answer must read at least once. */
  readonly bytes: number;
}

/** A scan of every close by the kernels. */
export interface ScanTime {
  readonly ms: number;
  readonly bytes: number;
}

/**
 * Asks every engine every question once, holds the results against ours, and only then times all of
 * them in turns. Throws DifferentResults.
 */
export async function timeQueries(
  panel: Panel,
  engines: readonly Engine[],
  rounds: number,
): Promise<{ queries: QueryTimes[]; scan: ScanTime; bytesPerSecond: number }> {
  const days = queryDays(panel);
  const cells: { query: number; who: string; run(): unknown }[] = [];
  const counts: number[] = [];
  for (const [k, query] of QUERIES.entries()) {
    const kernel = query.kernel(panel, days);
    const shipped = query.shipped(panel, days);
    const expected = kernel.rows(kernel.run());
    counts.push(expected.length);
    compareRows(`${query.id} as shipped`, expected, shipped.rows(shipped.run()));
    cells.push({ query: k, who: 'kernel', run: kernel.run });
    cells.push({ query: k, who: 'shipped', run: inTurns(panel, days, query) });
    cells.push({ query: k, who: 'again', run: shipped.run });
    for (const engine of engines) {
      const sql = query.sql(days, engine.dialect);
      compareRows(
        `${query.id} by ${engine.name}`,
        expected,
        rowsOf(query, await engine.query(sql)),
      );
      cells.push({ query: k, who: engine.name, run: () => engine.query(sql) });
    }
  }
  const scan = { bytes: scanBytes(panel), run: () => shortScan(panel) };
  const sum = bandwidthCell();
  const times = await interleaved([...cells, scan, sum], rounds);
  const [scanMs, sumMs] = times.slice(cells.length) as [number, number];
  const queries = QUERIES.map(({ id, title, bytes }, k) => {
    const own = Object.fromEntries(
      cells.flatMap(({ query, who }, at) => (query === k ? [[who, times[at]!]] : [])),
    );
    const { kernel, shipped, again, ...others } = own;
    return {
      id,
      title,
      rowCount: counts[k]!,
      kernel: kernel!,
      shipped: shipped!,
      again: again!,
      engines: others,
      bytes: bytes(panel, days),
    };
  });
  return {
    queries,
    scan: { ms: scanMs, bytes: scan.bytes },
    bytesPerSecond: (sum.bytes / sumMs) * 1000,
  };
}

/** More windows than the product keeps anything for, and days that the first of them needs. */
const WINDOWS = 600;
const NEEDED = 250;

/** The question about windows that end on another day each time, so that nothing is kept for it. */
export function inTurns(panel: Panel, days: QueryDays, query: Query): () => unknown {
  const count = Math.min(WINDOWS, panel.axis.length - NEEDED);
  const windows = Array.from({ length: count }, (_, k) => {
    const lastOn = panel.axis.day(panel.axis.length - 1 - k);
    return query.shipped(panel, { ...days, lastOn });
  });
  let next = 0;
  return () => windows[next++ % count]!.run();
}
