import { isAscii } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { RefusedFile } from './format.js';

const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const LAST_ASCII = 0x7f;

/** Refuses what is not UTF-8; `isOpen` while a character may go on in the next chunk. */
interface Utf8 {
  readonly decoder: TextDecoder;
  isOpen: boolean;
}

/** The bytes without the byte order mark, as long as they are text. */
export async function* checkedChunks(input: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const utf8 = { decoder: new TextDecoder('utf-8', { fatal: true }), isOpen: false };
  let offset = 0;
  let start: Buffer | null = Buffer.alloc(0);
  for await (const bytes of input) {
    let chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (start !== null) {
      start = Buffer.concat([start, chunk]);
      if (start.length < 4) continue;
      chunk = withoutMark(start);
      start = null;
    }
    checkText(chunk, offset, utf8);
    offset += chunk.length;
    if (chunk.length > 0) yield chunk;
  }
  if (start !== null && start.length > 0) {
    const chunk = withoutMark(start);
    checkText(chunk, 0, utf8);
    if (chunk.length > 0) yield chunk;
  }
  decode(utf8, offset);
}

function withoutMark(start: Buffer): Buffer {
  refuseForeignBytes(start);
  return start.subarray(0, 3).equals(UTF8_BOM) ? start.subarray(3) : start;
}

function checkText(chunk: Buffer, offset: number, utf8: Utf8): void {
  const nul = chunk.indexOf(0);
  if (nul >= 0) {
    throw new RefusedFile('BINARY_FILE', `not a text file: byte ${offset + nul + 1} is NUL`);
  }
  if (utf8.isOpen || !isAscii(chunk)) decode(utf8, offset, chunk);
}

function decode(utf8: Utf8, offset: number, chunk?: Buffer): void {
  try {
    if (chunk === undefined) utf8.decoder.decode();
    else utf8.decoder.decode(chunk, { stream: true });
    utf8.isOpen = (chunk?.at(-1) ?? 0) > LAST_ASCII;
  } catch {
    const message = `not UTF-8 text (near byte ${offset + 1}); save it as UTF-8 first`;
    throw new RefusedFile('BINARY_FILE', message);
  }
}

function refuseForeignBytes(start: Buffer): void {
  const magic = start.subarray(0, 4).toString('latin1');
  const what =
    magic === '\xd0\xcf\x11\xe0'
      ? 'an Excel workbook (.xls): save its sheet as CSV first'
      : magic === 'PK\x03\x04'
        ? 'a zip archive or an Excel workbook (.xlsx): unpack it or save the sheet as CSV first'
        : magic === '%PDF'
          ? 'a PDF document'
          : null;
  if (what !== null) throw new RefusedFile('BINARY_FILE', `not a text file but ${what}`);
}
