import { WebSocket } from 'ws';
import type { Outcome } from './target.js';

const PROTOCOL = 'graphql-transport-ws';
/** Nothing is published meanwhile: a subscription that begins says nothing. */
const SILENCE_MS = 1_500;

/** Closes of the protocol that refuse what a client sent, as HTTP would name them. */
const CODES: Readonly<Record<number, string>> = {
  1009: 'PAYLOAD_TOO_LARGE',
  4400: 'BAD_REQUEST',
  4401: 'UNAUTHENTICATED',
  4403: 'FORBIDDEN',
  4429: 'RATE_LIMITED',
};

/** How a socket is opened and what is said over it, a text as it is. */
export interface Talk {
  readonly headers?: Readonly<Record<string, string>>;
  readonly protocol?: string;
  /** In order; the second and later ones wait for an answer to the first. */
  readonly messages: readonly (object | string)[];
  readonly silenceMs?: number;
}

/** Says something over a socket; resolves with the first answer to it, or with the close. */
export function talk(url: string, parts: Talk): Promise<Outcome> {
  const { headers = {}, protocol = PROTOCOL, messages, silenceMs = SILENCE_MS } = parts;
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocol, { headers });
    const left = messages.map((it) => (typeof it === 'string' ? it : JSON.stringify(it)));
    const done = (status: number, text: string) => {
      clearTimeout(timer);
      socket.terminate();
      resolve({ status, text, headers: {} });
    };
    const timer = setTimeout(() => done(101, 'silent'), silenceMs);
    const say = () => {
      const next = left.shift();
      if (next !== undefined) socket.send(next);
    };
    socket.on('open', say);
    socket.on('message', (data) => {
      if (left.length > 0) say();
      else if (!String(data).includes('"connection_ack"')) done(101, String(data));
    });
    socket.on('unexpected-response', (_request, { statusCode = 0 }) => done(statusCode, ''));
    socket.on('error', () => {});
    socket.on('close', (code, reason) => {
      const name = CODES[code];
      done(code, name === undefined ? String(reason) : `{"code":"${name}"}`);
    });
  });
}

/** Subscribes to an operation as a client of graphql-ws would. */
export function subscribe(
  url: string,
  payload: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const messages = [{ type: 'connection_init' }, { type: 'subscribe', id: '1', payload }];
  return talk(url, { headers, messages });
}
