import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from '../timing.js';
import { CPU_SERVER_NAMES } from './cpu-names.js';
import { LoadProcess } from './load.js';
import { type Sample, SAMPLES } from './sample-schema.js';

/** Processor milliseconds of the server a request, by sample. */
export interface CpuTimes {
  readonly server: string;
  readonly perRequest: Readonly<Record<Sample, number>>;
}

export const CPU_YARDSTICK = 'http + JSON.stringify';
export const OURS_COMPUTING = 'Lowtide, computing';
export const OURS_REPEATED = 'Lowtide, repeated';
const CLIENTS = 8;
/** Times as many requests before the first measured ones: programs of V8 come late. */
const WARM_UP = 5;
const SAMPLE_NAMES = Object.keys(SAMPLES) as Sample[];

interface Contestant {
  readonly name: string;
  readonly process: ServerProcess;
  /** Whether each request is another question, so that no answer can be kept. */
  readonly isVaried: boolean;
}

/**
 * Processor time of each server for each sample, server and client in processes of their own, all
 * servers in turns. Every request asks another question, but for those to our cache of answers.
 */
export async function timeCpu(rounds: number, requests: number): Promise<CpuTimes[]> {
  const load = new LoadProcess();
  const contestants: Contestant[] = [];
  try {
    for (const name of CPU_SERVER_NAMES) {
      const server = await ServerProcess.start(name);
      const isOurs = name === 'Lowtide';
      contestants.push({ name: isOurs ? OURS_COMPUTING : name, process: server, isVaried: true });
      if (isOurs) contestants.push({ name: OURS_REPEATED, process: server, isVaried: false });
    }
    const times = contestants.map(() => SAMPLE_NAMES.map(() => [] as number[]));
    for (let round = -1; round < rounds; round++) {
      for (const [k, contestant] of contestants.entries()) {
        for (const [s, sample] of SAMPLE_NAMES.entries()) {
          const cpu = await cpuOf(
            load,
            contestant,
            sample,
            round < 0 ? WARM_UP * requests : requests,
          );
          if (round >= 0) times[k]![s]!.push(cpu);
        }
      }
    }
    return contestants.map(({ name }, k) => ({
      server: name,
      perRequest: Object.fromEntries(
        SAMPLE_NAMES.map((sample, s) => [sample, median(times[k]![s]!)]),
      ) as Record<Sample, number>,
    }));
  } finally {
    load.stop();
    for (const contestant of contestants) contestant.process.stop();
  }
}

async function cpuOf(
  load: LoadProcess,
  { process: server, isVaried }: Contestant,
  sample: Sample,
  requests: number,
): Promise<number> {
  const body = JSON.stringify({ query: SAMPLES[sample], variables: { n: 0 } });
  const before = await server.cpuMs();
  const job = { url: server.url, bodies: [body], clients: CLIENTS, requests, isVaried };
  const { latencies } = await load.send(job);
  return ((await server.cpuMs()) - before) / latencies.length;
}

/** A server in a process of its own. */
class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(name: string): Promise<ServerProcess> {
    const program = fileURLToPath(new URL('./cpu-process.js', import.meta.url));
    const env = { PATH: process.env.PATH, NODE_ENV: 'production' };
    const child = fork(program, [name], { env });
    const { url } = await messageOf<{ url: string }>(child);
    return new ServerProcess(child, url);
  }

  /** Processor time that the process has used so far. */
  async cpuMs(): Promise<number> {
    const answer = messageOf<{ cpuMs: number }>(this.child);
    this.child.send('cpu');
    return (await answer).cpuMs;
  }

  stop(): void {
    this.child.kill();
  }
}

function messageOf<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('the server process has ended'));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as T);
    });
  });
}
