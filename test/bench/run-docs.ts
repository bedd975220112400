import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../kernels/golden.js';
import { renderDocs } from './render-docs.js';
import type { Results } from './results.js';

// `npm run bench:docs`: writes the figures of `docs/performance.json`, which `npm run bench --
// --json docs/performance.json` has measured, into the tables of `docs/performance.md`.

const file = (name: string) => join(repoRoot(), 'docs', name);
const results = JSON.parse(readFileSync(file('performance.json'), 'utf8')) as Results;
const document = readFileSync(file('performance.md'), 'utf8');
writeFileSync(file('performance.md'), renderDocs(document, results));
