import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { RefusedFile } from '../../src/importers/format.js';
import { openInput } from '../../src/importers/open-input.js';
import { scratch, sha256 } from '../support/finra-file.js';

const files = scratch();
after(files.remove);
const TEXT = 'a,b\n1,2\n'.repeat(50_000);

test('a plain file is read as it is, with its hash and size', async () => {
  const input = await openInput(files.path('plain.csv', TEXT));
  assert.equal(await textOf(input.chunks()), TEXT);
  assert.deepEqual([input.name, input.plainName], ['plain.csv', 'plain.csv']);
  assert.deepEqual([input.byteSize, input.sha256], [TEXT.length, sha256(TEXT)]);
});

test('gzip is unpacked, whatever the file is called, and hashed as it is', async () => {
  const bytes = gzipSync(TEXT);
  for (const name of ['packed.csv.gz', 'packed.csv']) {
    const input = await openInput(files.path(name, bytes));
    assert.equal(await textOf(input.chunks()), TEXT);
    assert.deepEqual([input.plainName, input.sha256], ['packed.csv', sha256(bytes)]);
  }
});

test('two gzip members one after the other are one file', async () => {
  const bytes = Buffer.concat([gzipSync('a,b\n'), gzipSync('1,2\n')]);
  assert.equal(await textOf((await openInput(files.path('two.gz', bytes))).chunks()), 'a,b\n1,2\n');
});

test('standard input is read like a file and leaves nothing behind', async () => {
  const input = await openInput('-', Readable.from([gzipSync(TEXT)]));
  assert.equal(input.name, '-');
  assert.equal(await textOf(input.chunks()), TEXT);
  await input.close();
  await assert.rejects(textOf(input.chunks()), /ENOENT/);
});

test('progress counts the bytes of the file up to its size', async () => {
  const bytes = gzipSync(TEXT);
  const input = await openInput(files.path('progress.gz', bytes));
  let last = 0;
  await textOf(input.chunks((count) => (last = count)));
  assert.equal(last, bytes.length);
});

const refusals: [string, () => string, RegExp][] = [
  ['an empty file', () => files.path('empty.csv', ''), /^EMPTY/],
  ['a missing file', () => '/no/such/file.csv', /^UNREADABLE there is no such file/],
  ['a folder', () => '/', /^UNREADABLE this is a folder/],
  [
    'a gzip file cut short',
    () => files.path('cut.gz', gzipSync(TEXT).subarray(0, 500)),
    /^TRUNCATED/,
  ],
  [
    'a damaged gzip file',
    () =>
      files.path(
        'bad.gz',
        Buffer.from(gzipSync(TEXT).map((byte, k) => (k > 30 ? byte ^ 77 : byte))),
      ),
    /^CORRUPT/,
  ],
];
for (const [what, path, expected] of refusals) {
  test(`${what} is refused in one line`, async () => {
    const reading = openInput(path()).then((input) => textOf(input.chunks()));
    await assert.rejects(
      reading,
      (error) => error instanceof RefusedFile && expected.test(`${error.reason} ${error.message}`),
    );
  });
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts).toString();
}
