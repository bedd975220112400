import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** How an answer is packed; null as it is. */
export type Encoding = 'br' | 'gzip' | null;

/** Below this a packet of the network holds the answer anyway. */
const MIN_BYTES = 1_024;

const packBrotli = promisify(brotliCompress);
const packGzip = promisify(gzip);

/** The best encoding that a client takes for an answer of some length. */
export function encodingOf(acceptEncoding: string | undefined, bytes: number): Encoding {
  if (acceptEncoding === undefined || bytes < MIN_BYTES) return null;
  const taken = new Map<string, number>();
  for (const part of acceptEncoding.split(',', 20)) {
    const [name = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = parameters.map((it) => /^\s*q=([\d.]+)\s*$/.exec(it)?.[1]).find(Boolean);
    taken.set(name.trim(), weight === undefined ? 1 : Number(weight));
  }
  for (const encoding of ['br', 'gzip'] as const) {
    if ((taken.get(encoding) ?? taken.get('*') ?? 0) > 0) return encoding;
  }
  return null;
}

/**
 * Packs an answer on a thread of the runtime. An answer that is sent once is packed at the level
 * that costs least, one that is kept for others at a better one.
 */
export function pack(body: Buffer, encoding: 'br' | 'gzip', isKept: boolean): Promise<Buffer> {
  if (encoding === 'gzip') return packGzip(body, { level: isKept ? 6 : 1 });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: isKept ? 4 : 1,
    [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  };
  return packBrotli(body, { params });
}
