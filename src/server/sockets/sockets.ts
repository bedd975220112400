import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import fastifyProxyAddress from '@fastify/proxy-addr';
import type { FastifyInstance } from 'fastify';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import { HTTP_LIMITS } from '../limits/limits.js';
import type { RequestContext } from '../request-context.js';
import { connect } from './connection.js';
import { createProtocol, type ProtocolParts } from './protocol.js';

export interface SocketParts<C extends RequestContext> extends ProtocolParts<C> {
  /** Origins of other sites whose pages may ask. */
  readonly corsOrigins?: readonly string[];
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies?: readonly string[];
  /** How long nothing may be heard of a client, in milliseconds. */
  readonly stalledMs?: number;
}

/**
 * Subscriptions over WebSocket on `/graphql`, by the protocol of graphql-ws and with the checks of
 * every other way. Each socket has one of the places of streams.
 */
export function registerSockets<C extends RequestContext>(
  app: FastifyInstance,
  parts: SocketParts<C>,
): void {
  const { streams, logger, trustedProxies = [], stalledMs = HTTP_LIMITS.stalledMs } = parts;
  const protocol = createProtocol(parts);
  const trust = fastifyProxyAddress.compile([...trustedProxies]);
  const sockets = new WebSocketServer({
    noServer: true,
    // Nobody needs a list of them, and one that is closing would stay on it.
    clientTracking: false,
    maxPayload: HTTP_LIMITS.bodyBytes,
    handleProtocols: (offered) =>
      offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false,
  });
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refused = refusalOf(request, parts, socket);
    if (refused !== null) {
      const headers = `connection: close\r\ncontent-length: 0\r\n${retryAfter(refused)}`;
      socket.end(`HTTP/1.1 ${refused}\r\n${headers}\r\n`, () => socket.destroy());
      return;
    }
    const claim = { headers: request.headers, ip: fastifyProxyAddress(request, trust) };
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      streams.endWith(socket, () => webSocket.close(1001, 'The server is stopping.'));
      connect(protocol, webSocket, { claim, stalledMs, logger });
    });
  });
}

/** Why a socket cannot begin, as the first line of an answer; null when it has taken a place. */
function refusalOf<C extends RequestContext>(
  { url = '', headers }: IncomingMessage,
  { streams, corsOrigins = [] }: SocketParts<C>,
  socket: Duplex,
): string | null {
  if (url.split('?')[0] !== '/graphql') return '404 Not Found';
  const { origin, host } = headers;
  // A browser lets every page open a socket: that of another site must be on the list.
  const isOwn = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  if (!isOwn && !corsOrigins.includes(origin)) return '403 Forbidden';
  return streams.take(socket) ? null : '503 Service Unavailable';
}

function retryAfter(refused: string): string {
  return refused.startsWith('503') ? `retry-after: ${HTTP_LIMITS.retrySeconds}\r\n` : '';
}
