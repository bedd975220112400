import { randomUUID } from 'node:crypto';
import type { Context, Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Claim } from '../../access/open-access.js';
import type { Caller } from '../../graphql/limits.js';
import { HTTP_LIMITS } from '../limits/limits.js';
import type { Logger } from '../logger.js';

/** One socket, as the protocol sees it. */
export interface Connection {
  readonly id: string;
  readonly claim: Claim;
  /** Takes a place among the open streams for whom it is; gives why there is none, or null. */
  readonly take: (caller: Caller) => string | null;
  /** Ends the socket with a code of the protocol and a reason for people. */
  readonly close: (code: number, reason: string) => void;
  /** Who asks, once that is known. */
  caller: Caller | null;
  /** Subscriptions that were begun, also those that were refused. */
  operations: number;
  /** What the protocol knows of it, from `connection_init` on. */
  context: Context | null;
}

export type Protocol = Server<Connection>;

export interface ConnectionParts {
  readonly claim: Claim;
  readonly take: Connection['take'];
  readonly stalledMs: number;
  readonly logger: Logger;
}

/** A client is asked for a sign of life that many times before it counts as gone. */
const LOOKS = 5;
/** How long the other side may take to close, in milliseconds. */
const CLOSING_MS = 1_000;

/**
 * Speaks `protocol` over a socket until it closes. One whose client gives no sign of life for
 * `stalledMs`, reads too slowly, or subscribes to nothing is ended.
 */
export function connect(protocol: Protocol, socket: WebSocket, parts: ConnectionParts): void {
  const { logger } = parts;
  const startedAt = performance.now();
  const close = (code: number, reason: string) => {
    socket.close(code, reason.slice(0, 120));
    setTimeout(() => socket.terminate(), CLOSING_MS).unref();
  };
  const connection: Connection = {
    ...{ id: randomUUID(), claim: parts.claim, take: parts.take, close },
    ...{ caller: null, operations: 0, context: null },
  };
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (text) => send(socket, text),
      close: (code = 1000, reason = '') => close(code, reason),
      onMessage: (take) => {
        socket.on('message', (data) => {
          take(String(data)).catch((err) => {
            logger.error({ err, requestId: connection.id }, 'socket failed');
            close(4500, 'Internal server error.');
          });
        });
      },
    },
    connection,
  );
  // Such as a message that is too long: the socket closes by itself, with a code that says so.
  socket.on('error', () => {});
  const stopWatching = watch(socket, connection, parts.stalledMs);
  socket.once('close', (code, reason) => {
    stopWatching();
    const { id: requestId, caller, operations } = connection;
    const ms = Math.round(performance.now() - startedAt);
    const who = { role: caller?.role ?? null, keyId: caller?.keyId ?? null };
    logger.info({ requestId, ...who, code, ms, operations }, 'socket');
    closed(code, String(reason)).catch((err) => {
      logger.error({ err, requestId }, 'a socket did not end');
    });
  });
}

/** Sends when there is room; whoever leaves too much unread is cut. */
function send(socket: WebSocket, text: string): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  if (socket.bufferedAmount > HTTP_LIMITS.unreadBytes) {
    socket.terminate();
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    // What could not be sent was for somebody who is gone.
    socket.send(text, () => resolve());
  });
}

/** Looks for sockets that are of no use to anybody; gives what ends the looking. */
function watch(socket: WebSocket, connection: Connection, stalledMs: number): () => void {
  let heardAt = performance.now();
  let usedAt = heardAt;
  const hear = () => {
    heardAt = performance.now();
  };
  socket.on('message', hear).on('pong', hear);
  const timer = setInterval(() => {
    const now = performance.now();
    if (Object.keys(connection.context?.subscriptions ?? {}).length > 0) usedAt = now;
    if (now - heardAt > stalledMs) socket.terminate();
    else if (now - usedAt > stalledMs) connection.close(4408, 'Nothing is subscribed to.');
    else if (socket.readyState === socket.OPEN) socket.ping();
  }, stalledMs / LOOKS);
  return () => clearInterval(timer);
}
