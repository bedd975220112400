import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly securities: number;
  readonly days: number;
  readonly seed: number;
  /** Whether growth with the size of the market is left out. */
  readonly isShort: boolean;
  /** Rounds of the interleaved runs, and requests of each saved operation. */
  readonly rounds: number;
  readonly requests: number;
  /** Requests of each sample and round to each server whose processor time is measured. */
  readonly cpuRequests: number;
  /** Starts of each way to load a panel. */
  readonly starts: number;
  /** Numbers of clients that are tried. */
  readonly clients: readonly number[];
  /** Engines that are asked, in lower case; null for all that the machine has. */
  readonly engines: readonly string[] | null;
  /** Where the results are written as JSON; null for nowhere. */
  readonly json: string | null;
}

const FULL = {
  securities: 10_000,
  days: 2_520,
  rounds: 7,
  requests: 200,
  cpuRequests: 200,
  starts: 3,
  clients: [1, 4, 16, 64, 256],
};
const QUICK = {
  securities: 1_000,
  days: 500,
  rounds: 5,
  requests: 20,
  cpuRequests: 10,
  starts: 1,
  clients: [1, 16],
};

/** Reads the arguments that `npm run bench -- --help` lists. Throws on any other. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      short: { type: 'boolean', default: false },
      json: { type: 'string' },
      securities: { type: 'string' },
      days: { type: 'string' },
      seed: { type: 'string' },
      rounds: { type: 'string' },
      requests: { type: 'string' },
      engines: { type: 'string' },
    },
  });
  const size = values.quick ? QUICK : FULL;
  return {
    securities: whole('securities', values.securities, size.securities, 100),
    days: whole('days', values.days, size.days, 300),
    seed: whole('seed', values.seed, 1, 0),
    rounds: whole('rounds', values.rounds, size.rounds, 5),
    requests: whole('requests', values.requests, size.requests, 20),
    cpuRequests: size.cpuRequests,
    starts: size.starts,
    clients: size.clients,
    isShort: values.short || values.quick,
    engines: enginesOf(values.engines),
    json: values.json ?? null,
  };
}

const ENGINES = ['duckdb', 'mariadb', 'postgresql', 'sqlite'];

/** DuckDB is always among them, since whole requests are held against it. */
function enginesOf(text: string | undefined): string[] | null {
  if (text === undefined) return null;
  const names = text.toLowerCase().split(',');
  const other = names.find((name) => !ENGINES.includes(name));
  if (other === undefined) return [...new Set(['duckdb', ...names])];
  throw new Error(`--engines takes some of ${ENGINES.join(', ')}, not '${other}'`);
}

function whole(name: string, text: string | undefined, fallback: number, least: number): number {
  const value = text === undefined ? fallback : Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`--${name} must be a whole number from ${least} on, not '${text}'`);
}
