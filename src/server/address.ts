import { once } from 'node:events';
import { createServer } from 'node:net';
import { OperatorError } from '../errors.js';

/** Throws OperatorError for an address that is taken, before anything else is begun on it. */
export async function assertFree(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
  } catch (error) {
    throw cannotListen(host, port, error);
  }
}

export function cannotListen(host: string, port: number, error: unknown): OperatorError {
  return new OperatorError(`cannot listen on ${host}:${port}: ${reasonOf(error)}`);
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') return 'the port is taken; choose another by LOWTIDE_PORT or --port';
  return error instanceof Error ? error.message : String(error);
}
