import { CPU_YARDSTICK, timeCpu } from './http/cpu-times.js';
import { cpuTable, text } from './tables.js';

// `npm run bench:http`: processor time of a request for a small object, 500 objects of ten fields
// and a series of 2,520 points, by our server and by those that one would take instead.

const ROUNDS = 9;
const REQUESTS = 200;

process.stderr.write('nine servers in turns, some four minutes\n');
const cpu = await timeCpu(ROUNDS, REQUESTS);
process.stdout.write(`Processor time a request, ms of the server; x over ${CPU_YARDSTICK}\n`);
process.stdout.write(`${text(cpuTable({ cpu }))}\n`);
