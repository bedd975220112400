import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const GLOB = /import\.meta\.glob(?:<[^>]*>)?\(\s*'([^']+)'/g;

/** Ends a build in which a pattern of `import.meta.glob` finds nothing: the page would lack it. */
export function fullGlobs(): Plugin {
  return {
    name: 'full-globs',
    // Before the patterns are gone.
    enforce: 'pre',
    transform(code, id) {
      for (const [, pattern] of code.matchAll(GLOB)) {
        if (!hasFile(join(dirname(id), pattern as string))) {
          this.error(`nothing matches ${pattern}, which the page shows`);
        }
      }
    },
  };
}

/** Whether a file is there; only its name may have a `*`. */
function hasFile(path: string): boolean {
  const [before = '', after] = basename(path).split('*');
  const isMatch = (name: string) =>
    after === undefined ? name === before : name.startsWith(before) && name.endsWith(after);
  try {
    return readdirSync(dirname(path)).some(isMatch);
  } catch {
    return false;
  }
}
