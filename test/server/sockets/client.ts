import { WebSocket } from 'ws';
import { until } from '../streams/streaming.js';

export const QUERY = 'subscription { dataVersionPublished { number } }';

/** A message of the protocol as it came. */
export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload: unknown;
}

/** The answer in a message of type `next`. */
export function answerIn(message: Message | undefined) {
  const { data, extensions } = (message?.payload ?? {}) as Record<string, unknown>;
  return { data, ...(extensions as { lowtide: { dataVersion: number } }) };
}

/** The extensions of the errors in a message of type `error`. */
export function refusalsIn(message: Message | undefined): readonly { code: string }[] {
  const errors = (message?.payload ?? []) as readonly { extensions: { code: string } }[];
  return errors.map(({ extensions }) => extensions);
}

/** How a socket begins. */
export interface Opening {
  readonly payload?: object;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the key is sent and something is subscribed to. */
  readonly begin?: boolean;
}

/** A socket by hand: what it was told, and how it was closed. */
export async function open(
  url: string,
  { payload = {}, query = QUERY, headers = {}, begin = true }: Opening = {},
) {
  const address = `${url.replace('http', 'ws')}/graphql`;
  const socket = new WebSocket(address, 'graphql-transport-ws', { headers });
  const messages: Message[] = [];
  let code: number | null = null;
  let status: number | null = null;
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  socket.on('close', (closeCode) => {
    code = closeCode;
  });
  socket.on('unexpected-response', (_request, { statusCode = 0 }) => {
    status = statusCode;
    socket.terminate();
  });
  socket.on('error', () => {});
  const send = (message: object) => socket.send(JSON.stringify(message));
  const subscribe = (id = '1', variables?: object) =>
    send({ type: 'subscribe', id, payload: { query, variables } });
  await new Promise((resolve) => socket.once('open', resolve).once('close', resolve));
  if (begin && code === null) {
    send({ type: 'connection_init', payload });
    await until(() => messages.length > 0 || code !== null);
    if (code === null) subscribe();
  }
  /** The message that comes after the acknowledgement. */
  const first = async () => {
    await until(() => messages.length > 1 || code !== null);
    return messages[1];
  };
  return { socket, messages, send, subscribe, first, code: () => code, status: () => status };
}

export type Socket = Awaited<ReturnType<typeof open>>;
