import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../tidy/files.js';
import { type Lab, Unable } from '../lab.js';

/** Which call of a process is hit, and how. */
export interface FaultyCall {
  readonly call: 'write' | 'fsync' | 'open';
  /** Part of the path of the file. */
  readonly path: string;
  /** The first call that is hit, from 1; every later one is hit as well. */
  readonly at: number;
  readonly does: 'EIO' | 'ENOSPC' | 'EMFILE' | 'KILL';
}

const SOURCE = join(ROOT, 'test/chaos/tools/faulty-calls.c');

/** A library that stands in front of system calls, compiled for this machine. */
export class FaultyCalls {
  private constructor(
    private readonly library: string,
    private readonly log: string,
  ) {}

  /** Compiles it; Unable where there is no C compiler. */
  static build(lab: Lab): FaultyCalls {
    const folder = lab.path('faulty-calls');
    const library = join(folder, 'faulty-calls.so');
    const options = ['-shared', '-fPIC', '-O1', '-o', library, SOURCE, '-ldl'];
    const { status, error, stderr } = spawnSync('cc', options, { encoding: 'utf8' });
    if (error !== undefined) throw new Unable('no C compiler on this machine');
    if (status !== 0) throw new Error(`faulty-calls.c does not compile: ${stderr}`);
    return new FaultyCalls(library, join(folder, 'log'));
  }

  /** The environment of a process whose calls go wrong. */
  of({ call, path, at, does }: FaultyCall): Record<string, string> {
    return {
      LD_PRELOAD: this.library,
      FAULT_CALL: call,
      FAULT_PATH: path,
      FAULT_AT: String(at),
      FAULT_DO: does,
    };
  }

  /** The environment of a process whose clock is `seconds` ahead. */
  ahead(seconds: number): Record<string, string> {
    return { LD_PRELOAD: this.library, FAULT_CLOCK: String(Math.round(seconds)) };
  }

  /** The environment of a process whose calls are only counted, by `counted`. */
  counting(call: FaultyCall['call'], path: string): Record<string, string> {
    const never = { call, path, at: Number.MAX_SAFE_INTEGER, does: 'EIO' } as const;
    return { ...this.of(never), FAULT_LOG: this.log };
  }

  get counted(): number {
    return existsSync(this.log) ? readFileSync(this.log).length : 0;
  }
}
