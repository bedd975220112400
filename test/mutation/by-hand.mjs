import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { run } from 'node:test';
import { MUTANTS } from './by-hand-mutants.mjs';

// The mistakes that a market report is most easily spoilt by, made one at a time in a copy of the
// compiled files: `npm run mutate:by-hand`. Prints a row for each with the first test that fails.
// Words after it choose mutants by their name.

const BUILD = 'dist-stryker';
const COPY = 'dist-by-hand';

// The same random cases in every run.
process.env.LOWTIDE_TEST_SEED ??= '20231114';
process.exitCode = await main(process.argv.slice(2));

async function main(words) {
  const chosen = MUTANTS.filter(
    ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
  );
  rmSync(COPY, { recursive: true, force: true });
  for (const part of ['src', 'test', 'migrations']) {
    cpSync(`${BUILD}/${part}`, `${COPY}/${part}`, { recursive: true });
  }
  const sound = await failuresOf([...new Set(chosen.flatMap(({ tests }) => tests))]);
  if (sound.length > 0) return say(`fails without any mutant: ${sound.join('; ')}`, 1);
  say('| mutant | test that fails |\n|---|---|');
  let survivors = 0;
  for (const mutant of chosen) {
    const found = await failuresWith(mutant);
    if (found.length === 0) survivors++;
    say(`| ${mutant.name} | ${found[0] ?? 'NONE'} |`);
  }
  rmSync(COPY, { recursive: true, force: true });
  return say(`${chosen.length - survivors} killed, ${survivors} survived`, survivors === 0 ? 0 : 1);
}

async function failuresWith({ name, file, from, to, tests }) {
  const path = `${COPY}/src/${file}.js`;
  const text = readFileSync(path, 'utf8');
  if (text.split(from).length !== 2)
    throw new Error(`${name}: not exactly once in ${path}: ${from}`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  try {
    return await failuresOf(tests);
  } finally {
    writeFileSync(path, text);
  }
}

/** `file: test` of each test that fails in the first file that has one. */
async function failuresOf(tests) {
  for (const test of tests) {
    const failures = await failuresIn(test);
    if (failures.length > 0) return failures;
  }
  return [];
}

function failuresIn(test) {
  const failures = [];
  const stream = run({ files: [`${COPY}/test/${test}.test.js`], timeout: 300_000 });
  stream.on('test:fail', ({ name, details }) => {
    // A suite fails with its tests.
    if (details.error.failureType !== 'subtestsFailed') failures.push(`\`${test}\`: ${name}`);
  });
  return new Promise((resolve, reject) => {
    stream.on('error', reject);
    stream.on('end', () => resolve(failures));
    stream.resume();
  });
}

function say(line, code = 0) {
  process.stdout.write(`${line}\n`);
  return code;
}
