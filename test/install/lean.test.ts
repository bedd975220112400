import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import semver from 'semver';
import { repoRoot } from '../kernels/golden.js';

/** The oldest Node that the README names. */
const OLDEST_NODE = '20.19.0';
const PACKAGES_MAX = 500;

interface Locked {
  readonly dev?: boolean;
  readonly engines?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
  /** Of another system or processor, so that npm leaves it out without a word. */
  readonly optional?: boolean;
}

interface Project {
  readonly scripts: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

function read<T>(path: string): T {
  return JSON.parse(readFileSync(join(repoRoot(), path), 'utf8')) as T;
}

/** The folders whose packages a command installs. */
const INSTALLS = /test\/tools\/packages\.mjs ((?:test\/\S+ ?)+)/;

describe('an install', () => {
  const { packages } = read<{ packages: Record<string, Locked> }>('package-lock.json');
  const installed = Object.entries(packages).filter(([path]) => path !== '');
  const { scripts, allowScripts } = read<Project>('package.json');

  test(`is at most ${PACKAGES_MAX} packages`, () => {
    const count = installed.filter(([, { optional }]) => optional !== true).length;
    assert.ok(count <= PACKAGES_MAX, String(count));
  });

  test(`warns of no engine on Node ${OLDEST_NODE}`, () => {
    const wrong = installed.filter(
      ([, { engines }]) => !semver.satisfies(OLDEST_NODE, engines?.node ?? '*'),
    );
    assert.deepEqual(
      wrong.map(([path, { engines }]) => `${path} wants ${engines?.node}`),
      [],
    );
  });

  test('names every package with an install script, and builds SQLite', () => {
    const withScript = installed
      .filter(([, { hasInstallScript, optional }]) => hasInstallScript && optional !== true)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
    assert.deepEqual([...new Set(withScript)].sort(), Object.keys(allowScripts).sort());
    assert.equal(allowScripts['better-sqlite3'], true);
  });

  test('leaves to a command what only that needs, with a lock file of its own', () => {
    const wanted = Object.values(scripts).flatMap((script) => [
      ...(INSTALLS.exec(script)?.[1]?.trim().split(' ') ?? []),
    ]);
    const owned = readdirSync(join(repoRoot(), 'test'))
      .map((name) => `test/${name}`)
      .filter((folder) => existsSync(join(repoRoot(), folder, 'package.json')));
    assert.ok(owned.length >= 4, owned.join(' '));
    for (const folder of owned) {
      assert.ok(wanted.includes(folder), `no command installs ${folder}`);
      const { dependencies } = read<{ dependencies: Record<string, string> }>(
        `${folder}/package.json`,
      );
      const lock = read<{ packages: Record<string, { dependencies?: Record<string, string> }> }>(
        `${folder}/package-lock.json`,
      );
      assert.deepEqual(lock.packages['']?.dependencies, dependencies);
    }
  });
});
