import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** Folders of the program whose code decides what a panel holds. */
const FOLDERS = ['panel', 'panel/packed', 'kernels', 'time', 'store/readers', 'store/chunks'];

let known: string | undefined;

/**
 * A hash of the code that builds panels, so that a snapshot of other code is never taken for one of
 * this. Some hundred small files, read once.
 */
export function codeFingerprint(): string {
  known ??= hashOf(FOLDERS.map((folder) => new URL(`../../${folder}/`, import.meta.url)));
  return known;
}

function hashOf(folders: readonly URL[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    for (const name of readdirSync(folder).sort()) {
      if (name.endsWith('.js')) hash.update(name).update(readFileSync(new URL(name, folder)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
