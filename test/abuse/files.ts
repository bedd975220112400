import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { finraFile, positions } from '../support/finra-file.js';
import { ANSWERED, type Attack } from './attack.js';
import type { Outcome, Target } from './target.js';

// Attacks by files: what an operator may have been sent to import, and what goes out as CSV.

const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url));
const MAX_MB = 200;
const GOOD = finraFile('2023-08-31', positions(50));

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly peakMb: number;
}

/** Runs `lowtide` in a process of its own and watches the memory that it takes. */
function lowtide(cwd: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, ...args], { cwd, env: { PATH: process.env.PATH } });
  let output = '';
  let peakMb = 0;
  const look = () => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peakMb = Math.max(peakMb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      // It has ended.
    }
  };
  const timer = setInterval(look, 10);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearInterval(timer);
      resolve({ code: code ?? -1, output, peakMb });
    });
  });
}

/** A file that is imported into a store of its own: what it must lead to. */
function file(what: string, write: (folder: string) => string, ending: RegExp, code = 1): Attack {
  const raw = async ({ folder }: Target): Promise<Outcome> => {
    const own = mkdtempSync(join(folder, 'files-'));
    const path = write(own);
    const {
      code: ended,
      output,
      peakMb,
    } = await lowtide(own, [...['import', 'finra-short-interest', path]]);
    assert.ok(peakMb < MAX_MB, `${what}: it took ${Math.round(peakMb)} MB`);
    assert.match(output, ending);
    return { status: ended, text: output.slice(0, 2_000), headers: {} };
  };
  return { id: 'A-51', what, way: 'CLI', isSlow: true, raw, expected: { statuses: [code] } };
}

const written = (name: string, content: string | Buffer) => (folder: string) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const lines = GOOD.split('\n');
const withLine = (line: string) => [lines[0], line, ...lines.slice(1)].join('\n');

export const FILES: readonly Attack[] = [
  file('a bomb of 300 MB', written('a.csv', bomb(300)), /lowtide: /),
  file('a line of 64 MB', written('a.csv', withLine('x'.repeat(64 << 20))), /lowtide: /),
  file('a quote that never ends', written('a.csv', withLine(`"${'x|'.repeat(9)}`)), /./),
  file('bytes of zero', written('a.csv', withLine('\0\0\0|\0|\0')), /./),
  file(
    'two encodings',
    written(
      'a.csv',
      Buffer.concat([Buffer.from(GOOD), Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x0a])]),
    ),
    /./,
  ),
  file('a million columns', written('a.csv', 'a|'.repeat(1_000_000)), /lowtide: /),
  file('a link to a file of the system', linked, /lowtide: /),
  file('a folder', (folder) => folder, /this is a folder/),
  file('a name with a path', () => '../../../../etc/passwd', /lowtide: /),
  {
    id: 'A-50',
    what: 'cells that are formulas',
    way: 'CLI',
    isSlow: true,
    raw: formulas,
    expected: ANSWERED,
  },
];

const FORMULAS = ['=1+1', '+1+1', '-1+1', '@SUM(A1)', "=cmd' /C calc'!A0"];

/** Names of companies that a spreadsheet would execute, imported and asked for as CSV. */
async function formulas({ folder }: Target): Promise<Outcome> {
  const own = mkdtempSync(join(folder, 'formulas-'));
  const text = FORMULAS.reduce(
    (done, it, k) => {
      const symbol = positions(FORMULAS.length)[k]?.symbol;
      return done.replace(`${symbol} Inc.`, it);
    },
    finraFile('2023-08-31', positions(FORMULAS.length)),
  );
  const path = written('a.csv', text)(own);
  const imported = await lowtide(own, ['import', 'finra-short-interest', path]);
  assert.equal(imported.code, 0, imported.output);
  const query = written('q.graphql', '{ securities { nodes { symbol name } } }')(own);
  const { code, output } = await lowtide(own, ['query', query, '--output', 'csv']);
  const cells = output.trim().split('\n').slice(1);
  assert.equal(cells.length, FORMULAS.length, output);
  for (const cell of cells) assert.match(cell, /^\w+,"?'[=+@-]/);
  return { status: code === 0 ? 200 : 400, text: output, headers: {} };
}

function bomb(megabytes: number): Buffer {
  return gzipSync(Buffer.alloc(megabytes << 20, 'x'), { level: 9 });
}

function linked(folder: string): string {
  const path = join(folder, 'link.csv');
  symlinkSync('/etc/passwd', path);
  return path;
}
