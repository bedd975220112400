import type { Panel } from '../../src/panel/panel.js';
import { bandwidthCell } from './bandwidth.js';
import { compareRows } from './compare.js';
import type { Engine } from './engines/engine.js';
import { queryDays } from './queries/days.js';
import { QUERIES } from './queries/index.js';
import { rowsOf } from './queries/query.js';
import { scanBytes, shortScan } from './queries/scan-kernel.js';
import { interleaved } from './timing.js';

/** Median milliseconds of one question, by who answered it. */
export interface QueryTimes {
  readonly id: string;
  readonly title: string;
  readonly rowCount: number;
  /** Our kernels with nothing worked out before, and the product as shipped. */
  readonly kernel: number;
  readonly shipped: number;
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
    cells.push({ query: k, who: 'shipped', run: shipped.run });
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
    const { kernel, shipped, ...others } = own;
    return {
      id,
      title,
      rowCount: counts[k]!,
      kernel: kernel!,
      shipped: shipped!,
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
