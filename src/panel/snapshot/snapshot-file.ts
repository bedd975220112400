import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { writeAll, writeWhole } from '../../store/whole-file.js';
import type { Section, SectionKind } from './pack.js';

/** What a snapshot must agree in to be used; written into its header as it is. */
export type SnapshotKey = Readonly<Record<string, string | number | boolean>>;

/** A file that is no snapshot, or one of something else, or a damaged one. */
export class UnusableSnapshot extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'UnusableSnapshot';
  }
}

interface Header {
  readonly key: SnapshotKey;
  readonly sections: readonly {
    readonly kind: SectionKind;
    readonly at: number;
    readonly length: number;
    /** CRC-32 of its bytes. */
    readonly checksum: number;
  }[];
  /** Bytes behind the header. */
  readonly size: number;
}

const MAGIC = 'LTPANEL1';
/** Magic, length of the header, CRC-32 of the header. */
const PREAMBLE = 16;
const ALIGNMENT = 64;
const PIECE = 8 << 20;
const READS_AT_ONCE = 4;

/** Writes sections into a file that is there whole or not at all, after a power cut as well. */
export async function writeSnapshot(
  path: string,
  key: SnapshotKey,
  sections: readonly Section[],
): Promise<void> {
  await writeWhole(path, async (file) => {
    await writeSections(file, key, sections);
    await file.sync();
  });
}

async function writeSections(file: FileHandle, key: SnapshotKey, sections: readonly Section[]) {
  let size = 0;
  const places: Header['sections'][number][] = [];
  for (const { kind, bytes } of sections) {
    const checksum = await checksumOf(bytes);
    places.push({ kind, at: size, length: bytes.byteLength, checksum });
    size = aligned(size + bytes.byteLength);
  }
  const header: Header = { key, sections: places, size };
  const text = Buffer.from(JSON.stringify(header));
  const start = Buffer.alloc(aligned(PREAMBLE + text.length));
  start.write(MAGIC, 'latin1');
  start.writeUInt32LE(text.length, 8);
  start.writeUInt32LE(crc32(text), 12);
  text.copy(start, PREAMBLE);
  await writeAll(file, start, 0);
  for (const [k, { bytes }] of sections.entries()) {
    await writeAll(file, bytes, start.length + (places[k]?.at ?? 0));
  }
  await file.truncate(start.length + size);
}

/** A checksum over large sections, with a pause for others now and then. */
async function checksumOf(bytes: Uint8Array): Promise<number> {
  let checksum = 0;
  for (let from = 0; from < bytes.length; from += PIECE) {
    checksum = crc32(bytes.subarray(from, from + PIECE), checksum);
    if (from > 0) await setImmediate();
  }
  return checksum;
}

/**
 * Reads the sections of a snapshot straight into one shared buffer. Throws UnusableSnapshot when
 * its key is not wanted, or the file is too short or not what was written; errors of the file
 * system pass.
 */
export async function readSnapshot(
  path: string,
  isWanted: (key: SnapshotKey) => boolean,
): Promise<Section[]> {
  // A pipe of that name would keep the start waiting for its writer.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!(await file.stat()).isFile()) throw new UnusableSnapshot('it is no file');
    const { header, start } = await readHeader(file);
    if (!isWanted(header.key)) {
      throw new UnusableSnapshot('it is one of other data or of another version of the software');
    }
    const { size } = await file.stat();
    if (size !== start + header.size) throw new UnusableSnapshot('it is cut off');
    const memory = new Uint8Array(new SharedArrayBuffer(header.size));
    return await checkedSections(header, memory, readPieces(file, memory, start));
  } finally {
    await file.close();
  }
}

async function readHeader(file: FileHandle): Promise<{ header: Header; start: number }> {
  const preamble = Buffer.alloc(PREAMBLE);
  await file.read(preamble, 0, PREAMBLE, 0);
  if (preamble.toString('latin1', 0, 8) !== MAGIC) throw new UnusableSnapshot('it is none');
  const length = preamble.readUInt32LE(8);
  const { size } = await file.stat();
  if (PREAMBLE + length > size) throw new UnusableSnapshot('it is cut off');
  const text = Buffer.alloc(length);
  await file.read(text, 0, length, PREAMBLE);
  if (crc32(text) !== preamble.readUInt32LE(12)) {
    throw new UnusableSnapshot('its header is damaged');
  }
  return { header: JSON.parse(text.toString('utf8')) as Header, start: aligned(PREAMBLE + length) };
}

/** Fills the memory from a place of the file, with several reads under way: one promise a piece. */
function readPieces(file: FileHandle, memory: Uint8Array, start: number): Promise<void>[] {
  const pieces: Promise<void>[] = [];
  for (let from = 0; from < memory.length; from += PIECE) {
    const before = pieces[pieces.length - READS_AT_ONCE] ?? Promise.resolve();
    const piece = before.then(() =>
      readPiece(file, memory.subarray(from, from + PIECE), start + from),
    );
    // Whoever gives up the file at an earlier piece does not wait for this one.
    piece.catch(() => {});
    pieces.push(piece);
  }
  return pieces;
}

async function readPiece(file: FileHandle, part: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < part.length; ) {
    const { bytesRead } = await file.read(part, done, part.length - done, at + done);
    if (bytesRead === 0) throw new UnusableSnapshot('it is cut off');
    done += bytesRead;
  }
}

/** Checks each section as far as it has been read, while the rest still is. */
async function checkedSections(
  { sections }: Header,
  memory: Uint8Array,
  pieces: readonly Promise<void>[],
): Promise<Section[]> {
  const found: Section[] = [];
  for (const { kind, at, length, checksum } of sections) {
    let sum = 0;
    for (let from = at; from < at + length; ) {
      const k = Math.floor(from / PIECE);
      await pieces[k];
      const to = Math.min(at + length, (k + 1) * PIECE);
      sum = crc32(memory.subarray(from, to), sum);
      from = to;
    }
    if (sum !== checksum) throw new UnusableSnapshot('a checksum of it is another');
    found.push({ kind, bytes: memory.subarray(at, at + length) });
  }
  await Promise.all(pieces);
  return found;
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}
