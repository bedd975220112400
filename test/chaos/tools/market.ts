import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  mkdirSync(folder, { recursive: true });
  const lines = positions(count).flatMap(({ symbol }, k) =>
    SESSIONS.map((on, t) => {
      const close = (10 + (k % 50) + t / 4).toFixed(2);
      return [symbol, on, close, close, close, close, close, 1000 + k].join(',');
    }),
  );
  const path = join(folder, 'prices.csv');
  writeFileSync(
    path,
    `${['Symbol,Date,Open,High,Low,Close,Adj Close,Volume', ...lines].join('\n')}\n`,
  );
  return { format: 'prices', files: [path] };
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
