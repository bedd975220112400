import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * The modules whose result is a panel: what reads a version from the store, what builds a panel of
 * it, and what lays one out in a file.
 */
const ENTRIES = ['../../store/readers/read-columns.js', '../build.js', './pack.js'];
/** A module beside this one that compiled code imports, exports from, or loads later. */
const IMPORTED = /(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]/g;

let known: string | undefined;

/**
 * A hash of the code that builds panels, so that a snapshot of other code is never taken for one of
 * this. It covers each module that the entries reach by their imports, wherever it lies.
 */
export function codeFingerprint(): string {
  known ??= fingerprintOf(ENTRIES.map((entry) => new URL(entry, import.meta.url)));
  return known;
}

/** A hash of compiled modules and of all that they import by relative paths, in 16 hex digits. */
export function fingerprintOf(entries: readonly URL[]): string {
  const hash = createHash('sha256');
  const seen = new Set<string>();
  const visit = (module: URL) => {
    if (seen.has(module.href)) return;
    seen.add(module.href);
    const text = readFileSync(module, 'utf8');
    hash.update(text).update('\0');
    for (const [, path] of text.matchAll(IMPORTED)) visit(new URL(path as string, module));
  };
  entries.forEach(visit);
  return hash.digest('hex').slice(0, 16);
}
