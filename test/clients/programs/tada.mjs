import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// Types from the schema, the program that they judge, and its question.

const [url] = process.argv.slice(2);
const folder = fileURLToPath(new URL('../tada', import.meta.url));
const bin = fileURLToPath(new URL('../node_modules/.bin/', import.meta.url));
const run = (program, ...args) =>
  execFileSync(`${bin}${program}`, args, { cwd: folder, stdio: ['ignore', 2, 2] });

run('gql.tada', 'generate-output');
run('tsc');
const { ask } = await import('../tada/generated/ask.js');
process.stdout.write(await ask(url));
