import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// What npm does after `npm ci`, and before `npm pack`: the program and its page are built.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = ['package.json', 'package-lock.json', 'tsconfig.json', 'src'];
const BUILT_FROM = [...SOURCES, 'migrations', 'schema', 'docs', 'test'];
/** The editor comes four times; the build takes it from `esm`, and the rest is 74 MB. */
const UNUSED = ['dev', 'min', 'min-maps'].map((name) => `node_modules/monaco-editor/${name}`);

if (existsSync(join(ROOT, 'node_modules/vite'))) {
  npm(ROOT, 'run', '--silent', 'build');
  for (const path of UNUSED) rmSync(join(ROOT, path), { force: true, recursive: true });
} else if (!existsSync(join(ROOT, 'dist/explorer/index.html'))) {
  buildElsewhere();
}

/** `npm ci --omit=dev` brings no compiler: a copy builds with one, and goes. */
function buildElsewhere() {
  process.stderr.write('Building with packages that are only needed for that, in a copy\n');
  const copy = mkdtempSync(join(tmpdir(), 'lowtide-build-'));
  try {
    for (const name of BUILT_FROM.filter((part) => existsSync(join(ROOT, part)))) {
      cpSync(join(ROOT, name), join(copy, name), { recursive: true, filter: isSource });
    }
    npm(copy, 'ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund');
    npm(copy, 'run', '--silent', 'build');
    cpSync(join(copy, 'dist'), join(ROOT, 'dist'), { recursive: true });
  } finally {
    rmSync(copy, { force: true, recursive: true });
  }
}

function isSource(path) {
  return !(path.endsWith('node_modules') && statSync(path).isDirectory());
}

function npm(folder, ...args) {
  const { status } = spawnSync('npm', args, {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'development' },
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed`);
}
