import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const LOOK_MS = 100;

/**
 * A small balancer as nginx is by default: it looks who is ready, takes turns, opens a connection
 * for each request, and asks the next one when a connection is refused. It repeats nothing else.
 */
export class Balancer {
  readonly #server = createServer((from, to) => void this.#pass(from, to));
  readonly #ready = new Set<string>();
  #turn = 0;
  readonly #timer: NodeJS.Timeout;

  private constructor(private readonly backends: Set<string>) {
    this.#timer = setInterval(() => void this.look(), LOOK_MS);
  }

  static async listen(backends: Iterable<string>): Promise<Balancer> {
    const balancer = new Balancer(new Set(backends));
    await balancer.look();
    await new Promise<void>((resolve) => balancer.#server.listen(0, '127.0.0.1', resolve));
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  replace(old: string, next: string): void {
    this.backends.delete(old);
    this.#ready.delete(old);
    this.backends.add(next);
  }

  async look(): Promise<void> {
    for (const url of this.backends) {
      const isReady = await fetch(`${url}/health/ready`).then(
        ({ status }) => status === 200,
        () => false,
      );
      if (isReady && this.backends.has(url)) this.#ready.add(url);
      else this.#ready.delete(url);
    }
  }

  close(): void {
    clearInterval(this.#timer);
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #pass(from: IncomingMessage, to: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of from) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const ready = [...this.#ready];
    for (let k = 0; k < ready.length; k++) {
      const url = ready[(this.#turn++ + k) % ready.length] as string;
      if (await forward(url, from, body, to)) return;
    }
    to.writeHead(502).end();
  }
}

/** False when the connection was refused, so that nothing was asked. */
function forward(
  url: string,
  { method, url: path, headers }: IncomingMessage,
  body: Buffer,
  to: ServerResponse,
): Promise<boolean> {
  return new Promise((resolve) => {
    const passed = { ...headers, connection: 'close' };
    const sent = request(`${url}${path}`, { method, headers: passed, agent: false });
    sent.on('response', (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to).on('finish', () => resolve(true));
      answer.on('error', () => to.destroy());
    });
    sent.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ECONNREFUSED') return resolve(false);
      if (!to.headersSent) to.writeHead(502);
      to.end();
      resolve(true);
    });
    sent.end(body);
  });
}
