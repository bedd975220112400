import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, Server as NetServer, type Socket } from 'node:net';

/** How long the line of connections that wait to be taken may be, in milliseconds. */
const LINE_MS = 1_000;

/**
 * Stops listening, and leaves the connections that there are. Node takes one connection in a turn
 * of the event loop; those that still wait in the kernel when the listener closes would be reset,
 * though their clients are connected and have asked. So one more is opened from here: when it has
 * been taken, so have all before it. Resolves as soon as nobody can connect any more; `closed` then
 * resolves when the last connection has ended.
 */
export async function stopListening(server: Server): Promise<{ closed: Promise<unknown> }> {
  if (!server.listening) return { closed: Promise.resolve() };
  const closed = once(server, 'close');
  const last = connectTo(server.address() as AddressInfo);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(stop, LINE_MS);
    last.once('error', stop);
    server.on('connection', take);
    function take(socket: Socket) {
      if (socket.remotePort === last.localPort) stop();
    }
    function stop() {
      clearTimeout(timer);
      server.off('connection', take);
      // That of HTTP would cut idle connections as well, over which a client may be asking now.
      NetServer.prototype.close.call(server);
      resolve();
    }
  });
  last.destroy();
  return { closed };
}

function connectTo({ address, port, family }: AddressInfo): Socket {
  const isAny = address === '0.0.0.0' || address === '::';
  const loopback = family === 'IPv6' ? '::1' : '127.0.0.1';
  const socket = connect(port, isAny ? loopback : address);
  socket.on('error', () => {});
  return socket;
}

/** Waits until no connection is open, for `ms` milliseconds at most. */
export async function untilUnused(server: Server, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end && (await connectionsOf(server)) > 0) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.getConnections((error, count) => resolve(error === null ? count : 0));
  });
}
