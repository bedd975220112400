import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';

const SCRIPT = `const { createServer } = require('node:http');
const server = createServer((_, response) => response.end('ok'));
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit()).resume();`;

/**
 * A server that nobody attacks. What its clients wait for is the doing of the other programs of the
 * machine and of the attacker, and no fault of the one that is attacked.
 */
export class Bystander {
  readonly #child: ChildProcess = spawn(process.execPath, ['-e', SCRIPT], {
    // It ends with whoever started it, also with one that was killed.
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  #port = 0;

  static async start(): Promise<Bystander> {
    const bystander = new Bystander();
    const { stdout } = bystander.#child;
    if (stdout === null) throw new Error('no output');
    bystander.#port = Number(String((await once(stdout, 'data'))[0]));
    return bystander;
  }

  ask(): Promise<void> {
    return new Promise((resolve) => {
      const sent = request({ port: this.#port, host: '127.0.0.1', agent: false });
      sent.on('response', (response) => response.resume().on('end', resolve));
      sent.on('error', () => resolve()).end();
    });
  }

  stop(): void {
    this.#child.kill();
  }
}
