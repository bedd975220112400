import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a client process is to send. */
export interface Load {
  readonly url: string;
  /** JSON texts, sent in turns. */
  readonly bodies: readonly string[];
  /** Connections that each wait for their answer before they ask again. */
  readonly clients: number;
  readonly requests: number;
  /** Whether the variable `n` of the bodies counts up, so that no two requests are the same. */
  readonly isVaried?: boolean;
}

export interface LoadResult {
  /** Milliseconds, in the order of the answers. */
  readonly latencies: readonly number[];
  readonly seconds: number;
  readonly bytes: number;
  /** Requests that a server with too much to do turned away by 503; they have no latency. */
  readonly refused: number;
  /** Beginnings of answers that were no success. */
  readonly wrong: readonly string[];
}

/** A client process; its code runs away from the server that it asks. */
export class LoadProcess {
  private readonly child: ChildProcess;

  constructor() {
    this.child = fork(fileURLToPath(new URL('./client.js', import.meta.url)));
  }

  /** Sends a load and resolves when all of it is answered. Rejects when an answer is an error. */
  async send(load: Load): Promise<LoadResult> {
    const result = await new Promise<LoadResult>((resolve, reject) => {
      const ended = () => reject(new Error('the client process has ended'));
      this.child.once('exit', ended);
      this.child.once('message', (message) => {
        this.child.off('exit', ended);
        resolve(message as LoadResult);
      });
      this.child.send(load);
    });
    if (result.wrong.length > 0) {
      throw new Error(`${load.url} answered ${result.wrong[0]} to ${load.bodies[0]}`);
    }
    return result;
  }

  stop(): void {
    this.child.kill();
  }
}
