import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { aligned } from '../chunks/aligned.js';
import type { ChunkedTable } from '../chunks/chunk-columns.js';
import { Chunk } from '../chunks/decode-chunk.js';
import { writeAll, writeWhole } from '../whole-file.js';
import type { BatchChunk } from './chunk-parts.js';

/** All chunks of one batch and table, as the store counts them. */
export interface ChunkSet {
  readonly batchId: number;
  readonly table: ChunkedTable;
  readonly rows: number;
  /** Sum of the CRC-32 of its chunks. */
  readonly checksums: number;
}

/** A chunk with the bytes and the checksum that the store gave it. */
export interface ReadChunk extends BatchChunk {
  readonly checksum: number;
  readonly bytes: Buffer;
}

const ENDING = '.chunks';
/** Nobody writes one file for an hour. */
const ABANDONED_MS = 3_600_000;
const MAGIC = 0x3146544c;
/** Magic, number of chunks. */
const PREAMBLE = 8;
/** Of each chunk: rows, checksum, bytes. */
const ENTRY = 12;

/**
 * The chunks of a database server once more in files, one for each batch and table, so that a load
 * asks the server only for those of new batches. A batch never changes, and its file is taken only
 * while rows and checksums are those that the store counts now.
 */
export class KeptChunks {
  private readonly wanted = new Set<string>();
  private readonly fresh: { set: ChunkSet; chunks: readonly ReadChunk[] }[] = [];
  private kept = 0;
  private read = 0;
  private readBytes = 0;

  constructor(
    private readonly folder: string,
    /** Takes one line when a file cannot be used or written. */
    private readonly tell: (message: string) => void,
  ) {}

  /** Sets from files, sets from the store, and the bytes of the latter. */
  get origins() {
    const { kept, read, readBytes } = this;
    return { kept, read, readBytes };
  }

  /** The chunks of a set from its file; null where there is none that can be used. */
  take(set: ChunkSet): BatchChunk[] | null {
    const path = this.path(set);
    this.wanted.add(path);
    try {
      const chunks = readSet(path, set);
      this.kept++;
      return chunks;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return null;
      this.tell(`the kept chunks ${path} are not used: ${message}; the store is asked for them`);
      return null;
    }
  }

  /** Remembers what the store gave, to be written later. */
  add(set: ChunkSet, chunks: readonly ReadChunk[]): void {
    this.fresh.push({ set, chunks });
    this.read++;
    for (const { bytes } of chunks) this.readBytes += bytes.length;
  }

  /** Writes what was read anew, and takes away what nobody asked for. Never rejects. */
  async settle(): Promise<void> {
    try {
      if (this.fresh.length > 0) mkdirSync(this.folder, { recursive: true });
      for (const { set, chunks } of this.fresh.splice(0)) {
        await writeSet(this.path(set), chunks);
      }
      this.prune();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.tell(`the chunks in ${this.folder} are not kept: ${reason}`);
    }
  }

  private prune(): void {
    const names = namesIn(this.folder);
    if (names.length === 0) return;
    const lastChange = statSync(this.folder).mtimeMs;
    for (const name of names) {
      const path = join(this.folder, name);
      const isOver = name.endsWith(ENDING) ? !this.wanted.has(path) : isOlder(path, lastChange);
      if (isOver) rmSync(path, { force: true });
    }
  }

  private path({ batchId, table, rows, checksums }: ChunkSet): string {
    return join(this.folder, `${batchId}-${table}-${rows}-${checksums}${ENDING}`);
  }
}

/** Whether a half-written file is left from a process that died. */
function isOlder(path: string, lastChange: number): boolean {
  const file = statSync(path, { throwIfNoEntry: false });
  return file !== undefined && file.mtimeMs < lastChange - ABANDONED_MS;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Reads a file into shared memory. Throws for one that is not what the store counts. */
function readSet(path: string, { batchId, table, rows, checksums }: ChunkSet): BatchChunk[] {
  const bytes = readShared(path);
  const count = bytes.length < PREAMBLE ? 0 : bytes.readUInt32LE(4);
  let at = PREAMBLE + aligned(count * ENTRY);
  if (count === 0 || bytes.readUInt32LE(0) !== MAGIC || at > bytes.length) {
    throw new Error('it is none');
  }
  const chunks: BatchChunk[] = [];
  let left = rows;
  let sum = checksums;
  for (let k = 0; k < count; k++) {
    const entry = PREAMBLE + k * ENTRY;
    const rowCount = bytes.readUInt32LE(entry);
    const checksum = bytes.readUInt32LE(entry + 4);
    const length = bytes.readUInt32LE(entry + 8);
    const own = bytes.subarray(at, at + length);
    chunks.push({ batchId, chunk: new Chunk(own, { table, rowCount, checksum }) });
    at += aligned(length);
    left -= rowCount;
    sum -= checksum;
  }
  if (left !== 0 || sum !== 0) throw new Error('it is not what the store counts');
  return chunks;
}

function readShared(path: string): Buffer {
  // A pipe of that name would keep the start waiting for its writer.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw new Error('it is no file');
    const { size } = found;
    const bytes = Buffer.from(new SharedArrayBuffer(size));
    let done = 0;
    while (done < size) {
      const count = readSync(file, bytes, done, size - done, done);
      if (count === 0) break;
      done += count;
    }
    return bytes.subarray(0, done);
  } finally {
    closeSync(file);
  }
}

/** Writes a set; what a power cut leaves of it is found out by its checksums. */
async function writeSet(path: string, chunks: readonly ReadChunk[]): Promise<void> {
  const head = Buffer.alloc(PREAMBLE + aligned(chunks.length * ENTRY));
  head.writeUInt32LE(MAGIC, 0);
  head.writeUInt32LE(chunks.length, 4);
  chunks.forEach(({ chunk, checksum, bytes }, k) => {
    const entry = PREAMBLE + k * ENTRY;
    head.writeUInt32LE(chunk.rowCount, entry);
    head.writeUInt32LE(checksum, entry + 4);
    head.writeUInt32LE(bytes.length, entry + 8);
  });
  await writeWhole(path, async (file) => {
    await writeAll(file, head, 0);
    let at = head.length;
    for (const { bytes } of chunks) {
      await writeAll(file, bytes, at);
      at += aligned(bytes.length);
    }
    await file.truncate(at);
  });
}
