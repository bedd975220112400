import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { repoRoot } from '../kernels/golden.js';
import { filesBelow, projectFile } from '../tidy/files.js';

// The registry of npm has a package of the bare name that is not ours.

const folder = mkdtempSync(join(tmpdir(), 'lowtide-command-'));
after(() => rmSync(folder, { recursive: true }));

const COMMANDS =
  '(import|serve|demo|query|versions|withdraw|check|backfill|quarantine|migrate|keys)';

test('the package has a name that only its owner can publish', () => {
  const { name } = JSON.parse(readFileSync(join(repoRoot(), 'package.json'), 'utf8'));
  assert.match(name, /^@lowtide\//);
});

test('the command runs by its path and by a link to it, from any folder', () => {
  const link = join(folder, 'elsewhere');
  symlinkSync(join(repoRoot(), 'lowtide'), link);
  for (const program of [join(repoRoot(), 'lowtide'), link]) {
    const { status, stdout } = spawnSync(program, ['import', '--help'], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.equal(status, 0);
    assert.match(stdout, /^Usage: \.\/lowtide import /);
  }
});

test('no manual, help or message names it without its path', () => {
  const files = [
    projectFile('README.md'),
    ...filesBelow(['docs', 'docker', 'src'], /\.(md|ts|tsx|yml)$|^Dockerfile$/),
  ];
  const bare = new RegExp(`(?<![./\\w-])lowtide ${COMMANDS}\\b`);
  const found = files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, k) => (bare.test(line) && !isComment(line) ? [`${path}:${k + 1}`] : [])),
  );
  assert.deepEqual(found, []);
});

/** What only a reader of the source sees may call the command by its name. */
function isComment(line: string): boolean {
  return /^\s*(\/\*\*|\*|\/\/)/.test(line);
}
