import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Watches for connections over which nothing has come. Browsers and other clients open some ahead;
 * a server does not count them as idle and would wait for them when it stops. The function that it
 * returns closes those that were silent the last time already: what a client has just sent on a new
 * one may not have been read yet.
 */
export function watchSilentConnections(server: Server): () => void {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  let silent = new Set<Socket>();
  return () => {
    for (const socket of silent) if (socket.bytesRead === 0) socket.destroy();
    silent = new Set([...open].filter(({ bytesRead }) => bytesRead === 0));
  };
}
