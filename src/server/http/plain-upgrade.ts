import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** Headers that belong to one connection and to the protocol that was offered for it. */
const OFFER = new Set(['upgrade', 'http2-settings']);

/**
 * Answers a request that offers another protocol, such as `Upgrade: h2c` of curl or of Java's
 * client, as if it had offered none, as HTTP allows. Node hands such a connection out as soon as
 * there is a listener for upgrades, so it is given back with the same request, less the offer.
 */
export function answerWithoutUpgrade(
  server: Server,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  const { rawHeaders } = request;
  for (let k = 0; k < rawHeaders.length; k += 2) {
    const name = rawHeaders[k] as string;
    const value = rawHeaders[k + 1] as string;
    if (OFFER.has(name.toLowerCase())) continue;
    if (name.toLowerCase() !== 'connection') lines.push(`${name}: ${value}`);
    else {
      const others = value.split(',').filter((it) => !OFFER.has(it.trim().toLowerCase()));
      if (others.length > 0) lines.push(`${name}: ${others.join(',')}`);
    }
  }
  socket.removeAllListeners('error');
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
}
