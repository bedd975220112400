import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { RefusedFile } from './format.js';

/** Little enough to be split at once while others wait for their turn. */
const CHUNK_BYTES = 64 * 1024;
/** A compressed file may not unpack to more. */
const MAX_UNPACKED_BYTES = 8 * 2 ** 30;

/** A file that is there and readable, with what identifies it. */
export interface Input {
  /** Base name as given; `-` for standard input. */
  readonly name: string;
  /** Base name without `.gz`. */
  readonly plainName: string;
  /** Bytes of the file as it is. */
  readonly byteSize: number;
  /** SHA-256 of the file as it is, in hex. */
  readonly sha256: string;
  /**
   * The bytes, unpacked where they are gzip, from the start for each loop over them. `onBytes`
   * hears how much of the file was read.
   */
  chunks(onBytes?: (count: number) => void): AsyncIterable<Uint8Array>;
  /** Removes the copy of standard input. */
  close(): Promise<void>;
}

/** Opens a file, or standard input for `-`. Throws RefusedFile in one line when it cannot. */
export async function openInput(
  path: string,
  stdin: NodeJS.ReadableStream = process.stdin,
): Promise<Input> {
  if (path !== '-') return describe(path, basename(path), async () => {});
  const folder = await mkdtemp(join(tmpdir(), 'lowtide-'));
  const copy = join(folder, 'stdin');
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    await pipeline(stdin, createWriteStream(copy));
    return await describe(copy, '-', close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function describe(path: string, name: string, close: () => Promise<void>): Promise<Input> {
  const { byteSize, isGzip } = await look(path);
  if (byteSize === 0) throw new RefusedFile('EMPTY', 'the file is empty');
  return {
    name,
    plainName: name.replace(/\.gz$/i, ''),
    byteSize,
    sha256: await sha256(path),
    chunks: (onBytes) => ({ [Symbol.asyncIterator]: () => chunks(path, isGzip, onBytes) }),
    close,
  };
}

async function look(path: string): Promise<{ byteSize: number; isGzip: boolean }> {
  try {
    const info = await stat(path);
    if (info.isDirectory()) throw new RefusedFile('UNREADABLE', 'this is a folder, not a file');
    const file = await open(path);
    try {
      const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
      return { byteSize: info.size, isGzip: buffer[0] === 0x1f && buffer[1] === 0x8b };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof RefusedFile) throw error;
    const { code } = error as { code?: string };
    const words = code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`;
    throw new RefusedFile('UNREADABLE', words);
  }
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), hash);
  return hash.digest('hex');
}

async function* chunks(
  path: string,
  isGzip: boolean,
  onBytes: (count: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const bytes = isGzip ? file.pipe(createGunzip({ chunkSize: CHUNK_BYTES })) : file;
  file.on('error', (error) => bytes.destroy(error));
  let unpacked = 0;
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      unpacked += chunk.length;
      if (unpacked > MAX_UNPACKED_BYTES) {
        throw new RefusedFile('TOO_LARGE', `it unpacks to more than ${MAX_UNPACKED_BYTES} bytes`);
      }
      onBytes(file.bytesRead);
      yield chunk;
    }
  } catch (error) {
    throw readable(error);
  } finally {
    file.destroy();
    bytes.destroy();
  }
}

function readable(error: unknown): unknown {
  const { code = '' } = error as { code?: string };
  if (code === 'Z_BUF_ERROR') return new RefusedFile('TRUNCATED', 'the gzip data ends too early');
  if (code.startsWith('Z_')) return new RefusedFile('CORRUPT', 'the gzip data is damaged');
  return error;
}
