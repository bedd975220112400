import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type golden from './golden.json';
import type goldenChains from './golden-2.json';

type Golden = typeof golden;

/** An exact fraction beside its float64. */
interface Fraction {
  exact: string;
  value: number;
}

/** The worked examples of the methodology, G1 to G13. */
export function loadGolden(): Golden {
  return JSON.parse(readFileSync(join(repoRoot(), 'test/kernels/golden.json'), 'utf8')) as Golden;
}

/** Those on identity, absence, ends of listings and share bases, G14 to G25. */
export function loadChainGolden(): typeof goldenChains {
  const file = join(repoRoot(), 'test/kernels/golden-2.json');
  return JSON.parse(readFileSync(file, 'utf8')) as typeof goldenChains;
}

/** The number of a golden entry, which may be written as a fraction. */
export function num(entry: number | Fraction): number {
  return typeof entry === 'number' ? entry : entry.value;
}

export function nums(entries: readonly (number | Fraction)[]): Float64Array {
  return Float64Array.from(entries, num);
}

/** The folder of package.json, wherever the compiled tests lie below it. */
export function repoRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
