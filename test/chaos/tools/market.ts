import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { finraFile, positions } from '../../support/finra-file.js';

/** One import command: a format and its files. */
export interface Delivery {
  readonly format: string;
  readonly files: readonly string[];
}

const SETTLED = ['2023-08-15', '2023-08-31', '2023-09-15', '2023-09-29', '2023-10-13'];
const SESSIONS = ['2023-08-14', '2023-08-15', '2023-08-31', '2023-09-01', '2023-09-15'];

/** Files of short positions, `rows` each: 10,000 rows go into one transaction. */
export function shortFiles(folder: string, count: number, rows: number): Delivery {
  mkdirSync(folder, { recursive: true });
  const files = SETTLED.slice(0, count).map((on, k) => {
    const path = join(folder, `shrt${on.replaceAll('-', '')}.csv`);
    writeFileSync(path, finraFile(on, positions(rows, k + 1)));
    return path;
  });
  return { format: 'finra-short-interest', files };
}

/** A file of closes for the first `count` symbols of those files. */
export function priceFile(folder: string, count: number): Delivery {
  return writeCloses(join(folder, 'prices.csv'), SESSIONS, count);
}

function writeCloses(path: string, sessions: readonly string[], count: number): Delivery {
  mkdirSync(dirname(path), { recursive: true });
  const lines = positions(count).flatMap(({ symbol }, k) =>
    sessions.map((on, t) => {
      const close = (10 + (k % 50) + t / 4).toFixed(2);
      return [symbol, on, close, close, close, close, close, 1000 + k].join(',');
    }),
  );
  const head = 'Symbol,Date,Open,High,Low,Close,Adj Close,Volume';
  writeFileSync(path, `${[head, ...lines].join('\n')}\n`);
  return { format: 'prices', files: [path] };
}

const LATER = ['18', '19', '20', '21', '22', '25', '26', '27', '28', '29'].map(
  (d) => `2023-09-${d}`,
);

/** The most files that `laterCloses` can make. */
export const LATER_COUNT = LATER.length;

/** One session of closes for the first `count` symbols: the `k`-th after those of `priceFile`. */
export function laterCloses(folder: string, k: number, count: number): Delivery {
  const on = LATER[k] as string;
  return writeCloses(join(folder, `closes-${on}.csv`), [on], count);
}

/** Answered by the panel alone. */
export const PANEL_QUERIES = [
  '{ service { dataVersion { number hash } pricedThroughOn } }',
  '{ securities(first: 50) { totalCount nodes { symbol name } } }',
  `{ shorts(window: {from: "2023-08-15", to: "2023-09-15"}) {
    total { positionCount pnl netShorting } } }`,
];

/** Fetches filings from the store. */
export const STORE_QUERY = `{ security(symbol: "QAAB") {
  shortPositions(window: {from: "2023-08-15", to: "2023-09-15"}) { settledOn shares } } }`;
