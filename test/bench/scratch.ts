import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for large files that goes with the process at the latest. */
export interface Scratch {
  readonly path: string;
  remove(): void;
}

/** Makes a folder that servers of other users may read. */
export function makeScratch(): Scratch {
  const path = mkdtempSync(join(tmpdir(), 'lowtide-bench-'));
  chmodSync(path, 0o755);
  const remove = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', remove);
  return {
    path,
    remove() {
      process.off('exit', remove);
      remove();
    },
  };
}
