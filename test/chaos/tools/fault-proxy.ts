import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { CommandSplitter } from './mysql-commands.js';

/** What the network between a client and its database does. */
export type Fault =
  | { readonly kind: 'NONE' }
  /** Each piece of an answer comes that much later. */
  | { readonly kind: 'DELAY'; readonly ms: number }
  /** Answers trickle. */
  | { readonly kind: 'THROTTLE'; readonly bytesPerSecond: number }
  /** New connections are taken and reset at once. */
  | { readonly kind: 'RESET' }
  /** A connection is reset after so many bytes of answers, in the middle of a packet. */
  | { readonly kind: 'RESET_AFTER'; readonly bytes: number }
  /** The database hears the client, and the client never hears the database. */
  | { readonly kind: 'HALF_OPEN' }
  /** Nobody hears anybody, and nobody is told. */
  | { readonly kind: 'BLACKHOLE' };

/** Springs at the n-th statement that matches: before the database has it, or after it answered. */
export interface Trap {
  readonly matches: RegExp;
  readonly at: number;
  readonly moment: 'BEFORE' | 'AFTER';
  readonly spring: () => void | Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

/** A TCP proxy that stands between a client and its database and misbehaves on demand. */
export class FaultProxy {
  fault: Fault = { kind: 'NONE' };
  /** Statements so far that matched the trap. */
  matched = 0;
  /** Connections taken so far. */
  accepted = 0;
  #trap: Trap | null = null;
  readonly #pairs = new Set<Pair>();
  readonly #server: Server;

  private constructor(private readonly targetPort: () => number) {
    this.#server = createServer((client) => this.#take(client));
  }

  /** Listens on a free port of 127.0.0.1; the target may change its port between connections. */
  static async listen(targetPort: () => number): Promise<FaultProxy> {
    const proxy = new FaultProxy(targetPort);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get open(): number {
    return this.#pairs.size;
  }

  /** `url` with the host and port of this proxy. */
  urlOf(url: string): string {
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String(this.port);
    return through.href;
  }

  /** Sets the trap and begins to count anew. */
  set trap(trap: Trap | null) {
    this.#trap = trap;
    this.matched = 0;
  }

  /** Resets every open connection. */
  cut(): void {
    for (const pair of this.#pairs) reset(pair);
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #take(client: Socket): void {
    this.accepted++;
    client.on('error', () => {});
    if (this.fault.kind === 'RESET') {
      client.resetAndDestroy();
      return;
    }
    const server = connect(this.targetPort(), '127.0.0.1');
    const pair = { client, server };
    this.#pairs.add(pair);
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => reset(pair));
      socket.on('close', () => {
        this.#pairs.delete(pair);
        client.destroy();
        server.destroy();
      });
    }
    const link = { springsOnAnswer: null as Trap | null, answered: 0 };
    pump(client, (chunk) => this.#send(pair, link, chunk, splitter));
    pump(server, (chunk) => this.#answer(pair, link, chunk));
    const splitter = new CommandSplitter();
  }

  async #send(pair: Pair, link: Link, chunk: Buffer, splitter: CommandSplitter): Promise<void> {
    if (this.fault.kind === 'BLACKHOLE') return;
    for (const { bytes, statement } of splitter.push(chunk)) {
      const trap = this.#hit(statement);
      if (trap?.moment === 'BEFORE') {
        await trap.spring();
        reset(pair);
        return;
      }
      if (trap !== null) link.springsOnAnswer = trap;
      pair.server.write(bytes);
    }
  }

  async #answer(pair: Pair, link: Link, chunk: Buffer): Promise<void> {
    if (link.springsOnAnswer !== null) {
      await link.springsOnAnswer.spring();
      reset(pair);
      return;
    }
    const { fault } = this;
    link.answered += chunk.length;
    switch (fault.kind) {
      case 'HALF_OPEN':
      case 'BLACKHOLE':
        return;
      case 'DELAY':
        await pause(fault.ms);
        break;
      case 'THROTTLE':
        await pause((chunk.length / fault.bytesPerSecond) * 1000);
        break;
      case 'RESET_AFTER':
        if (link.answered > fault.bytes) {
          pair.client.write(chunk.subarray(0, Math.max(1, chunk.length >> 1)));
          return reset(pair);
        }
    }
    pair.client.write(chunk);
  }

  #hit(statement: string | null): Trap | null {
    const trap = this.#trap;
    if (trap === null || statement === null || !trap.matches.test(statement)) return null;
    this.matched++;
    return this.matched === trap.at ? trap : null;
  }
}

interface Link {
  springsOnAnswer: Trap | null;
  answered: number;
}

/** Hands on one piece after the other, so that a slow one holds up those behind it. */
function pump(socket: Socket, take: (chunk: Buffer) => Promise<void>): void {
  let tail = Promise.resolve();
  socket.on('data', (chunk: Buffer) => {
    tail = tail.then(() => take(chunk)).catch(() => {});
  });
  // A half-closed side must not overtake what is still being handed on.
  socket.on('end', () => {
    tail = tail.then(() => {
      socket.end();
    });
  });
}

function reset({ client, server }: Pair): void {
  client.resetAndDestroy();
  server.resetAndDestroy();
}
