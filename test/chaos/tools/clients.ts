import { readFileSync, readdirSync } from 'node:fs';
import { Agent, request } from 'node:http';

/** What a request came to. */
export interface Came {
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly text: string;
  readonly hasRetryAfter: boolean;
  /** Why there was no answer. */
  readonly error: string | null;
  /** Whether it went over a connection that had been used before. */
  readonly isReused: boolean;
  readonly ms: number;
}

/** Posts a question; never rejects. `leaveAfterMs` hangs up before the answer. */
export function post(
  url: string,
  query: string,
  { agent, leaveAfterMs }: { agent?: Agent; leaveAfterMs?: number } = {},
): Promise<Came> {
  const at = performance.now();
  return new Promise((resolve) => {
    const sent = request(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      ...(agent === undefined ? { agent: false } : { agent }),
    });
    const done = (part: Partial<Came>) =>
      resolve({
        ...{ status: 0, text: '', hasRetryAfter: false, error: null },
        ...part,
        isReused: sent.reusedSocket,
        ms: performance.now() - at,
      });
    sent.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      const hasRetryAfter = headers['retry-after'] !== undefined;
      let text = '';
      response.setEncoding('utf8').on('data', (piece) => {
        text += piece;
      });
      response.on('end', () => done({ status, text, hasRetryAfter }));
      response.on('error', (error) => done({ text, error: `cut: ${error.message}` }));
    });
    sent.on('error', (error: NodeJS.ErrnoException) =>
      done({ error: error.code ?? error.message }),
    );
    sent.end(JSON.stringify({ query }));
    if (leaveAfterMs !== undefined) setTimeout(() => sent.destroy(), leaveAfterMs);
  });
}

let asked = 0;

/** A question that was never asked before, so that no kept answer is one to it. */
export function anew(query: string): string {
  return `# ${++asked}\n${query}`;
}

/** Takes some hundred milliseconds of a processor on the simulated market. */
export function longQuestion(): string {
  return `{ shorts(
    window: {preset: MAX}, where: {minMarketCap: ${1_000_000 + ++asked}},
    options: {universeAt: DAILY}
  ) {
    lines(first: 500) { nodes { security { symbol } stats { pnl averageValue } } }
    series(interval: DAY) { dates values }
  } }`;
}

/** A long answer that takes little work. */
export const LONG_ANSWER =
  '{ securities(first: 500) { nodes { id symbol name industry sector exchange } } }';

/** Resident memory of a process in megabytes. */
export function megabytesOf(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

/** Open files and connections of a process. */
export function descriptorsOf(pid: number | undefined): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

/** Time that a process has had of processors, in milliseconds. */
export function processorMsOf(pid: number | undefined): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(stat[11]) + Number(stat[12])) * 10;
}

/** The value that a share of all are not above. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
