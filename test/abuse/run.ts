import { judge, type Row } from './judge.js';
import { ATTACKS } from './list.js';
import { faultsOfLog } from './log.js';
import { Target } from './target.js';

// `npm run abuse`: each attack over every transport that carries it, as a table, and 1 for any that
// is not turned away as it must be.

const SECRET = 'Bearer secret-that-no-log-may-hold';
const wanted = process.argv.slice(2);
const attacks = ATTACKS.filter(({ id }) => wanted.length === 0 || wanted.includes(id));
const target = await Target.start();
const rows: Row[] = [];
try {
  // What a process does for the first time takes longer and more memory.
  for (const attack of attacks.slice(0, 20)) await judge(target, attack);
  for (const attack of attacks) {
    for (const row of await judge(target, attack)) {
      rows.push(row);
      process.stdout.write(`${lineOf(row)}\n`);
    }
  }
  const headers = { 'content-type': 'application/json', authorization: SECRET };
  await target.send({ headers, body: '{"query": "{ nothing }"}' });
} finally {
  await target.stop();
}
const faults = faultsOfLog(target.log, SECRET);
for (const fault of faults) process.stdout.write(`A-55 ${fault}\n`);
const failed = rows.filter((row) => row.faults.length > 0).length + faults.length;
process.stdout.write(`${rows.length} rows, ${failed} failures\n`);
process.exitCode = failed === 0 ? 0 : 1;

function lineOf({
  id,
  what,
  transport,
  status,
  code,
  ms,
  lagMs,
  growthMb,
  faults: own,
}: Row): string {
  const numbers = [ms, lagMs, growthMb].map((it) => it.toFixed(0).padStart(4)).join(' ');
  const verdict = own.length === 0 ? 'ok  ' : `FAIL ${own.join('; ')}`;
  const text = what
    .replace(/[^ -~]/g, '?')
    .slice(0, 44)
    .padEnd(44);
  return `${id} ${transport.padEnd(4)} ${text} ${status} ${code.padEnd(28)} ${numbers} ${verdict}`;
}
