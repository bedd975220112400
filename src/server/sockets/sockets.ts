import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import fastifyProxyAddress from '@fastify/proxy-addr';
import type { FastifyInstance } from 'fastify';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import { answerWithoutUpgrade } from '../http/plain-upgrade.js';
import { rawRefusal } from '../http/refusal.js';
import { type OriginRules, originRefusal } from '../http/request-origin.js';
import { HTTP_LIMITS } from '../limits/limits.js';
import type { Caller } from '../../graphql/limits.js';
import { networkOf } from '../../access/network.js';
import type { RequestContext } from '../request-context.js';
import { refusalOf as noStream, shareOf } from '../streams/streams.js';
import { connect } from './connection.js';
import { createProtocol, type ProtocolParts } from './protocol.js';

export interface SocketParts<C extends RequestContext> extends ProtocolParts<C> {
  /** By what names the server may be called, and whose pages may ask. */
  readonly origins: OriginRules;
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
    const { headers } = request;
    if (headers.upgrade?.toLowerCase() !== 'websocket') {
      answerWithoutUpgrade(app.server, request, socket, head);
      return;
    }
    socket.on('error', () => socket.destroy());
    const claim = { headers, ip: fastifyProxyAddress(request, trust) };
    const refused = refusalOf(request, parts);
    const isKnown = refused === null ? streams.letIn(socket, networkOf(claim.ip)) : null;
    if (isKnown === null) {
      const full = noPlace('Too many sockets have not said yet who asks.');
      socket.end(refused ?? full, () => socket.destroy());
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      // Places belong to callers who are known: this one is taken when it is said who asks.
      const take = (caller: Caller): string | null => {
        isKnown();
        if (!streams.take(socket, shareOf(caller, claim))) {
          return noStream(streams, caller, claim);
        }
        streams.endWith(socket, () => webSocket.close(1001, 'The server is stopping.'));
        return null;
      };
      connect(protocol, webSocket, { claim, take, stalledMs, logger });
    });
  });
}

/** Why a socket cannot begin, as a whole answer; null when it can. */
function refusalOf<C extends RequestContext>(
  { url = '', headers }: IncomingMessage,
  { streams, origins }: SocketParts<C>,
): string | null {
  const foreign = originRefusal(headers, origins);
  if (foreign !== null) return rawRefusal(403, foreign);
  if (url.split('?')[0] !== '/graphql') return rawRefusal(404, 'Sockets are on /graphql.');
  const full = streams.refusal();
  return full === null ? null : noPlace(full);
}

function noPlace(message: string): string {
  return rawRefusal(503, message, `retry-after: ${HTTP_LIMITS.retrySeconds}\r\n`);
}
