import { writeFileSync } from 'node:fs';
import { DifferentResults } from './compare.js';
import { measure } from './measure.js';
import { type BenchOptions, readOptions } from './options.js';
import { describeResults } from './describe.js';

// `npm run bench`: a made market of the whole size, the same questions to every engine that the
// machine has, whole requests, and what is to be reached. Results are compared before any time is
// printed; a difference ends the run. `npm run bench -- --help` lists the options.

// A signal ends through `exit`, which takes the databases along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const HELP = `npm run bench -- [OPTIONS]
  --quick         1,000 securities on 500 days, in under a minute
  --short         leaves out how times grow with the size of the market
  --engines LIST  asks DuckDB and these alone: mariadb, postgresql, sqlite
  --json FILE     writes everything that was measured
  --securities N  --days N  --seed N  --rounds N  --requests N
`;

if (process.argv.includes('--help')) process.stdout.write(HELP);
else process.exitCode = await run(readOptions(process.argv.slice(2)));

async function run(options: BenchOptions): Promise<number> {
  try {
    const results = await measure(options, (line) => process.stderr.write(`${line}\n`));
    process.stdout.write(`${describeResults(results)}\n`);
    if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof DifferentResults)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
