import type { Bandwidth } from './bandwidth.js';
import type { Growth } from './growth.js';
import type { CpuTimes } from './http/cpu-times.js';
import type { ClientTimes, RequestTimes } from './http/http-times.js';
import type { OperationTimes } from './http/operation-times.js';
import type { MemoryUse } from './memory.js';
import type { QueryTimes, ScanTime } from './query-times.js';

/** The machine and the programs of a run. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly node: string;
  /** Load of the machine over the last minute when the run began and when it ended. */
  readonly load: readonly [number, number];
}

/** What a run was about. */
export interface Size {
  readonly securities: number;
  readonly days: number;
  readonly bars: number;
  readonly reports: number;
  readonly seed: number;
  readonly rounds: number;
}

export interface EngineNote {
  readonly name: string;
  readonly tuning: string;
  readonly loadSeconds: number;
}

/** Seconds until a process that starts over the whole market is ready; null when not measured. */
export interface StartTimes {
  readonly snapshot: number | null;
  /** From SQLite. */
  readonly chunks: number | null;
  /** From a MariaDB server on this machine. */
  readonly chunksMariadb: number | null;
  /** From SQLite; null where there are too many rows to be written first. */
  readonly rows: number | null;
}

/** Everything that a run has measured; written as JSON, and the only source of the tables. */
export interface Results {
  readonly machine: Machine;
  readonly size: Size;
  readonly bandwidth: Bandwidth;
  readonly memory: MemoryUse;
  readonly engines: readonly EngineNote[];
  /** Engines that the machine lacks. */
  readonly missing: readonly string[];
  readonly queries: readonly QueryTimes[];
  readonly scan: ScanTime;
  readonly requests: readonly RequestTimes[];
  readonly operations: readonly OperationTimes[];
  readonly clients: readonly ClientTimes[];
  readonly cpu: readonly CpuTimes[];
  readonly growth: readonly Growth[];
  readonly start: StartTimes;
}
