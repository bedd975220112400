import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, relative } from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { findMariadb, type MariadbServer, startMariadb } from './support/mariadb.js';

// The runner behind `npm test`: a database for all, every test file in its own process, failures
// in full, and the count as the last line. Arguments choose files whose path contains one of them.

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const FILE_TIMEOUT_MS = 600_000;
const NOT_TESTS = new Set(['support', 'oracle', 'fixtures']);

/** Tests in a browser that take minutes run when an argument names their folder. */
if (!process.argv.some((argument) => argument.includes('explorer/browser'))) {
  NOT_TESTS.add('browser');
}

/** Compiles SQLite for another Node, which takes minutes: `.ci/run` does, or whoever names it. */
if (process.env.CI !== 'true' && !process.argv.includes('smoke')) NOT_TESTS.add('smoke');

interface Failure {
  readonly file: string;
  readonly name: string;
  readonly error: unknown;
}

const counts = { passed: 0, failed: 0, skipped: 0 };
const failures: Failure[] = [];

// A signal ends through `exit`, which takes the database along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
process.exitCode = await main();

async function main(): Promise<number> {
  const wanted = process.argv.slice(2);
  const files = testFiles(ROOT).filter(
    (file) => wanted.length === 0 || wanted.some((part) => relative(ROOT, file).includes(part)),
  );
  let server: MariadbServer | null;
  try {
    server = await database();
  } catch (error) {
    say(`FAILED to start MariaDB: ${error instanceof Error ? error.message : error}`);
    say('0 passed, 1 failed');
    return 1;
  }
  try {
    await runFiles(files);
  } finally {
    await server?.stop();
  }
  failures.forEach(tell);
  const skipped = counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`;
  say(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return NOT_TESTS.has(entry.name) ? [] : testFiles(path);
      return entry.name.endsWith('.test.js') ? [path] : [];
    });
}

/** A server for all test files, or null when there is one already or none can be had. */
async function database(): Promise<MariadbServer | null> {
  if (process.env.LOWTIDE_TEST_MYSQL_URL !== undefined) return null;
  const program = findMariadb();
  if (program === null) {
    if (process.env.CI === 'true') throw new Error('no mariadbd or mysqld on this machine');
    say('############################################################################');
    say('# No MariaDB or MySQL on this machine: tests on it are SKIPPED.            #');
    say('# Install mariadb-server, or set LOWTIDE_TEST_MYSQL_URL to a test server.  #');
    say('############################################################################');
    return null;
  }
  const server = await startMariadb(program);
  process.env.LOWTIDE_TEST_MYSQL_URL = server.url;
  return server;
}

function runFiles(files: string[]): Promise<void> {
  const isSeen = new Set<string>();
  const stream = run({ files, concurrency: Math.max(2, cpus().length), timeout: FILE_TIMEOUT_MS });
  stream.on('test:pass', (event) => {
    const isParent = isFile(event.name) || event.details.type === 'suite';
    const isSkipped = event.skip !== undefined || event.todo !== undefined;
    if (isSkipped) counts.skipped++;
    if (isSkipped || isParent) return;
    counts.passed++;
    const file = name(event.file);
    if (!isSeen.has(file)) say(file);
    isSeen.add(file);
  });
  stream.on('test:fail', (event) => {
    const { error } = event.details;
    // A suite or a file fails with its tests; it counts only when it failed by itself.
    const isParent = isFile(event.name) || event.details.type === 'suite';
    if (isParent && (error as { failureType?: string }).failureType === 'subtestsFailed') return;
    counts.failed++;
    failures.push({ file: name(event.file ?? event.name), name: event.name, error });
    say(`FAILED ${name(event.file ?? event.name)}: ${event.name}`);
  });
  stream.on('test:stderr', ({ message }) => process.stderr.write(message));
  stream.on('test:stdout', ({ message }) => process.stdout.write(message));
  return new Promise((resolve, reject) => {
    stream.on('error', reject);
    stream.on('end', resolve);
    stream.resume();
  });
}

function isFile(text: string): boolean {
  return text.endsWith('.test.js');
}

/** Source maps name the source, a file that never ran its own script. */
function name(file: string | undefined): string {
  return relative(process.cwd(), file ?? '').replace(/^dist[^/]*\/(.*)\.js$/, '$1.ts');
}

function tell({ file, name, error }: Failure): void {
  const cause = (error as { cause?: unknown }).cause ?? error;
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause);
  say(`\n--- ${file}: ${name}\n${text.replace(/^/gm, '    ')}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
