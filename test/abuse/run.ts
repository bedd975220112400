import { Bystander } from './bystander.js';
import type { Group } from './guarded.js';
import { judge, type Row } from './judge.js';
import { allGroups, ATTACKS } from './list.js';
import { faultsOfLog } from './log.js';
import { Target } from './target.js';

// `npm run abuse [-- A-19 ...]`: each attack over every transport that carries it, as a table, and
// 1 for any that is not turned away as it must be.

const SECRET = 'Bearer secret-that-no-log-may-hold';
const wanted = process.argv.slice(2);
const bystander = await Bystander.start();
const rows: Row[] = [];
const faults: string[] = [];
const asked = new Set<string>();
const HEAD = ['id'.padEnd(5), 'way'.padEnd(5), 'attack'.padEnd(45), 'answer'.padEnd(33)];
process.stdout.write(`${HEAD.join('')}  ms  lag (machine)  MB
`);
for (const group of await allGroups()) {
  const attacks = group.attacks.filter(({ id }) => wanted.length === 0 || wanted.includes(id));
  if (attacks.length > 0) await carryOut({ ...group, attacks });
  group.end?.();
}
bystander.stop();
for (const fault of faults) process.stdout.write(`A-55 ${fault}\n`);
const failed = rows.filter((row) => row.faults.length > 0).length + faults.length;
process.stdout.write(`${summary()}\n${rows.length} rows, ${failed} failures\n`);
process.exitCode = failed === 0 ? 0 : 1;

async function carryOut({ settings, attacks }: Group): Promise<void> {
  const target = await Target.start(settings);
  const place = { target, bystander };
  try {
    // What a process does for the first time takes longer and more memory.
    const isPlain = Object.keys(settings).length === 0;
    if (isPlain)
      for (const it of ATTACKS.slice(0, 20)) await judge({ ...place, without: 'CLI' }, it);
    for (const attack of attacks) {
      // The command line loads the whole market each time: it is asked once for each id.
      const isRepeated = asked.has(attack.id);
      asked.add(attack.id);
      for (const row of await judge(isRepeated ? { ...place, without: 'CLI' } : place, attack)) {
        rows.push(row);
        process.stdout.write(`${lineOf(row)}\n`);
      }
    }
    const headers = { 'content-type': 'application/json', authorization: SECRET };
    await target.send({ headers, body: '{"query": "{ nothing }"}' });
  } finally {
    await target.stop();
  }
  faults.push(...faultsOfLog(target.log, SECRET));
}

/** Rows by transport. */
function summary(): string {
  const ways = [...new Set(rows.map(({ transport }) => transport))];
  return ways
    .map((way) => `${way} ${rows.filter(({ transport }) => transport === way).length}`)
    .join(', ');
}

function lineOf({ id, what, transport, status, code, faults: own, ...measured }: Row): string {
  const { ms, lagMs, machineMs, growthMb } = measured;
  const number = (it: number) => it.toFixed(0).padStart(4);
  const numbers = `${number(ms)} ${number(lagMs)} (${number(machineMs)}) ${number(growthMb)}`;
  const verdict = own.length === 0 ? 'ok  ' : `FAIL ${own.join('; ')}`;
  const text = what
    .replace(/[^ -~]/g, '?')
    .slice(0, 44)
    .padEnd(44);
  return `${id} ${transport.padEnd(4)} ${text} ${status} ${code.padEnd(28)} ${numbers} ${verdict}`;
}
