import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fingerprintOf } from '../../../src/panel/snapshot/fingerprint.js';

const BUILT = new URL('../../../src/', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'lowtide-fingerprint-'));
after(() => rmSync(folder, { recursive: true }));

let copies = 0;

/** The compiled program in a folder of its own, and the fingerprint of its builder of panels. */
function copy() {
  const root = join(folder, String(copies++));
  cpSync(BUILT, root, { recursive: true, filter: (path) => !path.includes('/explorer') });
  const entry = pathToFileURL(join(root, 'panel/build.js'));
  const edit = (path: string, change: (text: string) => string) =>
    writeFileSync(join(root, path), change(readFileSync(join(root, path), 'utf8')));
  return { root, edit, fingerprint: () => fingerprintOf([entry]) };
}

describe('the fingerprint of the code that builds panels', () => {
  test('is that of the same code elsewhere', () => {
    assert.equal(copy().fingerprint(), copy().fingerprint());
  });

  test('changes when a module far below is changed, and not for one that builds no panel', () => {
    const { edit, fingerprint } = copy();
    const before = fingerprint();
    edit('returns/return-service.js', (text) => `${text}\n;`);
    assert.equal(fingerprint(), before);
    edit('time/calendar.js', (text) => `${text}\n;`);
    assert.notEqual(fingerprint(), before);
  });

  test('follows a module into a folder that held none of them, and changes', () => {
    const { root, edit, fingerprint } = copy();
    const before = fingerprint();
    renameSync(join(root, 'panel/conversions.js'), join(root, 'observe/conversions.js'));
    edit('panel/build.js', (text) => text.replace('./conversions.js', '../observe/conversions.js'));
    const moved = fingerprint();
    assert.notEqual(moved, before);
    edit('observe/conversions.js', (text) => `${text}\n;`);
    assert.notEqual(fingerprint(), moved);
  });
});
