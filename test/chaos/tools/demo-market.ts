import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../src/store/store.js';
import { fillWithDemo } from '../../support/demo-store.js';
import type { Lab } from '../lab.js';

let filled: Promise<string> | undefined;

/** URL of a store of its own with the simulated market, which is filled once for all recipes. */
export async function demoStore(lab: Lab): Promise<string> {
  filled ??= fill();
  const path = join(lab.path('demo'), 'demo.sqlite');
  copyFileSync(await filled, path);
  return `sqlite:${path}`;
}

async function fill(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'lowtide-chaos-demo-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'demo.sqlite');
  const store = await openStore(`sqlite:${path}`);
  await fillWithDemo(store);
  await store.close();
  return path;
}
