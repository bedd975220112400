import { pino } from 'pino';

export type Logger = pino.Logger;

/** A logger of JSON lines on standard error: standard output is for answers. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
}
