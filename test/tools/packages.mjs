import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

// Installs the packages of folders below test/ that have a package.json of their own, once, and
// again when their lock file changes: `node test/tools/packages.mjs test/bench`. What only one command
// needs stays out of `npm ci` this way.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

for (const folder of process.argv.slice(2)) install(resolve(ROOT, folder));

function install(folder) {
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const seal = join(folder, 'node_modules/.installed');
  if (!existsSync(seal) || readFileSync(seal, 'utf8') !== lock) {
    process.stderr.write(`Installing the packages of ${relative(ROOT, folder)}, once\n`);
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev'];
    const { status } = spawnSync('npm', args, {
      cwd: folder,
      // Standard output belongs to the command that comes after.
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    if (status !== 0) process.exit(1);
    writeFileSync(seal, lock);
  }
  link(folder);
}

/** Compiled files look for packages above the place where they lie, which is below dist. */
function link(folder) {
  const place = join(ROOT, 'dist', relative(ROOT, folder), 'node_modules');
  mkdirSync(dirname(place), { recursive: true });
  rmSync(place, { force: true, recursive: true });
  symlinkSync(join(folder, 'node_modules'), place, 'junction');
}
