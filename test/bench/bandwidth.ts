import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DOUBLES = 24_000_000;
const ROUNDS = 9;

/** Bytes a second that one core takes from memory. */
export interface Bandwidth {
  /** A sum in JavaScript with eight accumulators, what a loop here can reach: the median. */
  readonly javascript: number;
  /** The same sum in C, compiled for this machine, at its best; null without a compiler. */
  readonly native: number | null;
}

/** A sum over many numbers, to be timed in turns with the questions. */
export function bandwidthCell(): { readonly bytes: number; run(): void } {
  const values = new Float64Array(DOUBLES).fill(1.5);
  return {
    bytes: values.byteLength,
    run() {
      if (sumOf(values) !== DOUBLES * 1.5) throw new Error('the sum is wrong');
    },
  };
}

/** Eight sums at a time: additions of one sum wait for each other. */
function sumOf(values: Float64Array): number {
  let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0] as [
    ...[number, number, number, number],
    ...[number, number, number, number],
  ];
  for (let k = 0; k < values.length; k += 8) {
    a += values[k]!;
    b += values[k + 1]!;
    c += values[k + 2]!;
    d += values[k + 3]!;
    e += values[k + 4]!;
    f += values[k + 5]!;
    g += values[k + 6]!;
    h += values[k + 7]!;
  }
  return a + b + c + d + (e + f + g + h);
}

const SOURCE = `#include <stdio.h>
#include <stdlib.h>
#include <time.h>
int main(void) {
  long n = ${DOUBLES};
  double *v = malloc(n * sizeof *v), best = 1e9;
  for (long k = 0; k < n; k++) v[k] = 1.5;
  for (int round = 0; round < ${ROUNDS}; round++) {
    struct timespec a, b;
    double sum = 0;
    clock_gettime(CLOCK_MONOTONIC, &a);
    for (long k = 0; k < n; k++) sum += v[k];
    clock_gettime(CLOCK_MONOTONIC, &b);
    double seconds = b.tv_sec - a.tv_sec + (b.tv_nsec - a.tv_nsec) / 1e9;
    if (sum != n * 1.5) return 1;
    if (seconds < best) best = seconds;
  }
  printf("%.9f", best);
  return 0;
}
`;

/** The best of some rounds of the sum in C, bytes a second; null without a compiler. */
export function nativeBandwidth(): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'lowtide-bandwidth-'));
  try {
    const [source, program] = [join(folder, 'sum.c'), join(folder, 'sum')];
    writeFileSync(source, SOURCE);
    const flags = ['-O3', '-march=native', '-ffast-math', '-o', program, source];
    execFileSync('gcc', flags, { stdio: 'ignore' });
    return (DOUBLES * 8) / Number(execFileSync(program, { encoding: 'utf8' }));
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
