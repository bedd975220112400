import type { Store } from '../store/store.js';
import type { ImportReport } from '../importers/import-report.js';
import { type Holder, importDemo } from './import-demo.js';
import { writeDemoFiles } from './write-demo-files.js';

/** Where the files go unless the caller says otherwise; they stay there to be looked at. */
const DIRECTORY = 'var/demo';
const WRITING_SHARE = 0.2;
const BAR_WIDTH = 30;

export interface EnsureDemoOptions {
  /** Of the process; also shows the progress where it can. */
  readonly terminal: Holder & {
    progress?(text: string): void;
    err?(line: string): void;
  };
  readonly directory?: string;
  /** Hears how much is done, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/**
 * Fills a store that holds nothing with the simulated market: writes its files and imports them
 * like real ones, as one data version that is marked simulated. A store with a version is left
 * alone and null comes back.
 */
export async function ensureDemo(
  store: Store,
  options: EnsureDemoOptions,
): Promise<ImportReport | null> {
  if ((await store.currentVersion()) !== null) return null;
  const { terminal, directory = DIRECTORY, onProgress } = options;
  terminal.err?.(`the store is empty: making a simulated market in ${directory}`);
  const show = (what: string, share: number): void => {
    onProgress?.(share);
    terminal.progress?.(progressLine(what, share));
  };
  const files = await writeDemoFiles(directory, {
    onProgress: (share) => show('writing the market', WRITING_SHARE * share),
  });
  const imported = await importDemo(store, files, terminal, (share) =>
    show('importing it', WRITING_SHARE + (1 - WRITING_SHARE) * share),
  );
  terminal.progress?.('');
  const number = imported.published?.number;
  terminal.err?.(`published data version ${number}: simulated, ${files.length} files`);
  return imported;
}

function progressLine(what: string, share: number): string {
  const full = Math.round(share * BAR_WIDTH);
  return `[${'='.repeat(full).padEnd(BAR_WIDTH, ' ')}] ${Math.floor(share * 100)} %  ${what}`;
}
