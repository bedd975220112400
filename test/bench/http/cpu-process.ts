import { CPU_SERVERS } from './cpu-servers.js';

// A process with one server. It tells its URL first, and then the processor time that it has used
// whenever it is asked.

const start = new Map<string, () => Promise<string>>(Object.entries(CPU_SERVERS)).get(
  process.argv[2] ?? '',
);
if (start === undefined) throw new Error(`no such server: ${process.argv[2]}`);
process.send?.({ url: await start() });
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000 });
});
