import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/** Bytes of one write, so that others get their turn. */
const PIECE = 8 << 20;

/**
 * Makes a file that is there whole or not at all: `fill` writes it under another name, and it is
 * renamed. Whoever must have it after a power cut syncs it in `fill`. Errors of the file system
 * pass, and nothing is left of the file.
 */
export async function writeWhole(
  path: string,
  fill: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, 'w');
    try {
      await fill(file);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Writes all of some bytes at a place of a file. */
export async function writeAll(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let from = 0; from < bytes.length; ) {
    const part = bytes.subarray(from, from + PIECE);
    from += (await file.write(part, 0, part.length, at + from)).bytesWritten;
  }
}
