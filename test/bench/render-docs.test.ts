import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { repoRoot } from '../kernels/golden.js';
import { renderDocs } from './render-docs.js';
import type { Results } from './results.js';

describe('the manual of performance', () => {
  const file = (name: string) => readFileSync(join(repoRoot(), 'docs', name), 'utf8');
  const results = JSON.parse(file('performance.json')) as Results;
  const document = file('performance.md');

  test('has the figures of docs/performance.json; else run `npm run bench:docs`', () => {
    assert.equal(renderDocs(document, results), document);
  });

  test('has a table for every part of a run', () => {
    const marks = [...document.matchAll(/<!-- bench:(\w+) -->/g)].map(([, name]) => name);
    const parts = ['bound', 'clients', 'cpu', 'growth', 'machine', 'operations', 'questions'];
    assert.deepEqual(marks.sort(), [...parts, 'reach', 'requests']);
  });

  test('refuses a mark of an unknown name', () => {
    const marked = '<!-- bench:nothing -->\n<!-- /bench -->';
    assert.throws(() => renderDocs(marked, results), /no table for the mark bench:nothing/);
  });
});
