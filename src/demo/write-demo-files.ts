import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FormatName } from '../importers/format.js';
import { formatDay } from '../time/day.js';
import { borrowFeesFile } from './files/borrow-fees.js';
import { corporateActionsFile } from './files/corporate-actions.js';
import { etfFlowsFile } from './files/etf-flows.js';
import { failsFiles } from './files/fails-to-deliver.js';
import { fundFlowsFile } from './files/fund-flows.js';
import { FUNDS, holdingsSheet } from './files/holdings.js';
import { levelsFile, membersFile } from './files/index-files.js';
import { shareCountsFile } from './files/share-counts.js';
import { shortInterestFiles } from './files/short-interest.js';
import { shortVolumeFiles } from './files/short-volume.js';
import { snapshotFiles, snapshotMeta } from './files/snapshots.js';
import { makeMarket, type Market } from './market.js';

/** The market that `lowtide demo` makes. */
export const DEMO_SEED = 'lowtide-1';
/** Days after whose close the funds publish their holdings; the small one also after its review. */
const HOLDING_DAYS = ['2022-12-30', '2023-03-31', '2023-06-23', '2023-06-30', '2023-09-08'];
const REVIEW_EVE = '2023-06-23';

/** One file to import, as `lowtide import FORMAT [--index ...] [--provider ...] FILE` would. */
export interface DemoFile {
  readonly format: FormatName;
  readonly path: string;
  readonly index?: string;
  readonly provider?: string;
}

/** A file before it is written. */
export interface DemoText extends Omit<DemoFile, 'path'> {
  /** File name; `.gz` where it is packed. */
  readonly name: string;
  readonly text: string;
}

export interface WriteOptions {
  readonly seed?: string;
  /** Hears how much is done, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** Files that a market is written to, for the progress. */
const EXPECTED_FILES = 72;

/**
 * Writes the simulated market into a directory, in the layouts of the real sources, and names the
 * files with what the importer must be told about each. What was in the directory is removed.
 */
export async function writeDemoFiles(
  directory: string,
  options: WriteOptions = {},
): Promise<DemoFile[]> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const files: DemoFile[] = [];
  // One file is packed beside the making of the next.
  let writing = Promise.resolve();
  for (const { name, text, ...rest } of demoTexts(options.seed ?? DEMO_SEED)) {
    const path = join(directory, name);
    await writing;
    writing = write(path, text);
    files.push({ ...rest, path });
    options.onProgress?.(Math.min(1, files.length / EXPECTED_FILES));
  }
  await writing;
  options.onProgress?.(1);
  return files;
}

const pack = promisify(gzip);

/** Level 1 packs several times faster than the default, and the files are read once. */
async function write(path: string, text: string): Promise<void> {
  await writeFile(path, path.endsWith('.gz') ? await pack(text, { level: 1 }) : text);
}

/** Every file of the simulated market, one at a time. Equal seeds give equal texts everywhere. */
export function* demoTexts(seed: string): Generator<DemoText> {
  const market = makeMarket(seed);
  yield { format: 'daily-snapshot', name: 'us-meta_2023.csv.gz', text: snapshotMeta(market) };
  for (const [name, text] of snapshotFiles(market)) {
    yield { format: 'daily-snapshot', name: `${name}.gz`, text };
  }
  for (const [name, text] of shortInterestFiles(seed, market)) {
    yield { format: 'finra-short-interest', name: `${name}.gz`, text };
  }
  yield* holdingTexts(market);
  for (const index of ['RUT', 'SPX'] as const) {
    const name = `${index === 'SPX' ? 'GSPC' : 'RUT'}_2021-12-14_2023-09-15.csv.gz`;
    yield { format: 'index-levels', name, text: levelsFile(seed, market, index), index };
  }
  const spells = membersFile(seed, market);
  yield { format: 'index-members', name: 'sp500_ticker_start_end.csv', text: spells, index: 'SPX' };
  const flows = fundFlowsFile(seed, market);
  yield { format: 'fund-flows', name: 'weekly_flows.csv', text: flows, provider: 'ICI_WEEKLY' };
  const etfs = etfFlowsFile(seed, market);
  yield { format: 'fund-flows', name: 'etf_flows.csv', text: etfs, provider: 'ETF_SHARES' };
  const counts = shareCountsFile(market);
  yield { format: 'shares-outstanding', name: 'shares_outstanding.csv.gz', text: counts };
  for (const [name, text] of shortVolumeFiles(seed, market)) {
    yield { format: 'short-volume', name: `${name}.gz`, text };
  }
  for (const [name, text] of failsFiles(seed, market)) {
    yield { format: 'fails-to-deliver', name: `${name}.gz`, text };
  }
  yield { format: 'borrow-fees', name: 'borrow_fees.csv', text: borrowFeesFile(seed, market) };
  const actions = corporateActionsFile(seed, market);
  yield { format: 'corporate-actions', name: 'corporate_actions.csv', text: actions };
}

function* holdingTexts(market: Market): Generator<DemoText> {
  for (const fund of FUNDS) {
    for (const date of HOLDING_DAYS) {
      if (date === REVIEW_EVE && fund.index !== 'RUT') continue;
      const t = market.timeline.at(date);
      // Sheets are drawn up after the close, with the members of the next day.
      const members = fund.index === 'RUT' ? market.small.after(t) : market.large.after(t);
      const name = `${fund.ticker}_${formatDay(market.timeline.on(t))}.csv.gz`;
      const text = holdingsSheet(market, fund, members, t);
      yield { format: 'ishares-holdings', name, text, index: fund.index };
    }
  }
}
