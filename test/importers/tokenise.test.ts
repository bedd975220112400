import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { RefusedFile } from '../../src/importers/format.js';
import { type Dialect, TextFile, type TextRecord } from '../../src/importers/tokenise.js';
import { chunksOf } from './formats/read-format.js';

const COMMA: Dialect = { delimiter: ',', quotes: 'STRICT' };
const BARS: Dialect = { delimiter: '|', quotes: 'NONE' };

async function recordsOf(text: string | Buffer, dialect = COMMA, chunkBytes = 7) {
  const file = await TextFile.open(chunksOf(Buffer.from(text), chunkBytes));
  const records: TextRecord[] = [];
  for await (const batch of file.batches(dialect)) records.push(...batch);
  return records;
}

async function fieldsOf(text: string | Buffer, dialect = COMMA, chunkBytes = 7) {
  return (await recordsOf(text, dialect, chunkBytes)).map(({ fields }) => fields);
}

/** What csv-parse makes of a whole text. */
function parsed(text: string, { delimiter, quotes }: Dialect): string[][] {
  return parse(text, {
    delimiter,
    quote: quotes === 'NONE' ? false : '"',
    relax_quotes: quotes === 'RELAXED',
    relax_column_count: true,
    record_delimiter: ['\n', '\r\n'],
  });
}

/** The result, or that there is none. */
async function outcomeOf<T>(work: () => Promise<T>): Promise<T | 'refused'> {
  try {
    return await work();
  } catch {
    return 'refused';
  }
}

function refused(reason: string, message: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof RefusedFile);
    assert.equal(error.reason, reason);
    assert.match(error.message, message);
    return true;
  };
}

describe('records', () => {
  test('a quote is a letter where the format has no quoting', async () => {
    assert.deepEqual(await fieldsOf('a|b "c" d|"\nx|y|z\n', BARS), [
      ['a', 'b "c" d', '"'],
      ['x', 'y', 'z'],
    ]);
  });

  test('a quoted cell may span lines, and the lines after it keep their numbers', async () => {
    const records = await recordsOf('a,b\n"one\ntwo","x ""y"""\nc,d\n');
    assert.deepEqual(
      records.map(({ fields, line }) => [line, ...fields]),
      [
        [1, 'a', 'b'],
        [2, 'one\ntwo', 'x "y"'],
        [4, 'c', 'd'],
      ],
    );
  });

  test('raw is the text of the record as it stands in the file', async () => {
    const records = await recordsOf('a,b\r\n"1,000", x \r\n"y\nz",2');
    assert.deepEqual(
      records.map(({ raw }) => raw),
      ['a,b', '"1,000", x ', '"y\nz",2'],
    );
  });

  test('a byte order mark is dropped, also when it arrives byte by byte', async () => {
    assert.deepEqual(await fieldsOf('\ufeffa,b\n', COMMA, 1), [['a', 'b']]);
  });

  test('LF and CRLF may be mixed', async () => {
    assert.deepEqual(await fieldsOf('a,b\r\nc,d\ne,f\r\n'), [
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ]);
  });

  test('the last record knows that it is the last and whether its line ends', async () => {
    const open = await recordsOf('a\nb');
    const closed = await recordsOf('a\nb\n');
    const flags = (records: TextRecord[]) => records.map((r) => [r.isLast, r.isTerminated]);
    assert.deepEqual(flags(open), [
      [false, true],
      [true, false],
    ]);
    assert.deepEqual(flags(closed), [
      [false, true],
      [true, true],
    ]);
  });

  test('an empty line is a blank record', async () => {
    const records = await recordsOf('a,b\n\nc,d\n');
    assert.deepEqual(
      records.map(({ isBlank, line }) => [line, isBlank]),
      [
        [1, false],
        [2, true],
        [3, false],
      ],
    );
  });

  test('equal rows have equal fingerprints, line ends aside', async () => {
    const [a, b, c] = await recordsOf('x,1\r\nx,1\nx,2\n');
    assert.equal(a?.fingerprint, b?.fingerprint);
    assert.notEqual(a?.fingerprint, c?.fingerprint);
  });

  test('records are those of the full parser, whatever letters stand where', async () => {
    const letters = fc.constantFrom(
      'a',
      'b',
      '"',
      '""',
      ',',
      '|',
      '\n',
      '\r\n',
      '\r',
      '\u00e9',
      ' ',
    );
    const texts = fc
      .array(letters, { minLength: 1, maxLength: 60 })
      .map((list) => `x${list.join('')}`);
    const dialects = fc.constantFrom<Dialect>(
      COMMA,
      BARS,
      { delimiter: ',', quotes: 'RELAXED' },
      { delimiter: '|', quotes: 'STRICT' },
    );
    await fc.assert(
      fc.asyncProperty(texts, dialects, fc.nat(30), async (text, dialect, chunkBytes) => {
        assert.deepEqual(
          await outcomeOf(() => fieldsOf(text, dialect, chunkBytes + 1)),
          await outcomeOf(async () => parsed(text, dialect)),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('the size of the chunks changes nothing', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '\u00e9', ' '),
      maxLength: 6,
    });
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 40 }), async (table, chunkBytes) => {
        const quoted = table.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(','));
        const records = await recordsOf(`${quoted.join('\n')}\n`, COMMA, chunkBytes);
        assert.deepEqual(
          records.map(({ fields }) => fields),
          table,
        );
        assert.deepEqual(
          records.map(({ raw }) => raw),
          quoted,
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('what is no text is refused', () => {
  const cases: readonly (readonly [string, string | Buffer, string, RegExp])[] = [
    ['an empty file', '', 'EMPTY_FILE', /^the file is empty$/],
    ['blank lines', ' \n\r\n\n', 'EMPTY_FILE', /empty/],
    ['a byte order mark alone', '\ufeff', 'EMPTY_FILE', /empty/],
    ['a NUL byte', 'a,b\nc,\0\n', 'BINARY_FILE', /byte 7 is NUL/],
    ['Latin-1', Buffer.from('caf\u00e9,b\nc,d\n', 'latin1'), 'BINARY_FILE', /UTF-8/],
    ['a cut UTF-8 letter', Buffer.from('a,b\u00e9').subarray(0, 4), 'BINARY_FILE', /UTF-8/],
    [
      'an xls workbook',
      Buffer.from('d0cf11e0a1b1', 'hex'),
      'BINARY_FILE',
      /Excel workbook \(\.xls\)/,
    ],
    ['a zip', Buffer.from('504b030414000000', 'hex'), 'BINARY_FILE', /zip archive/],
    ['a web page', '<!DOCTYPE html><html>', 'WRONG_FORMAT', /web page/],
    ['a quote that never closes', 'a,b\n"c,d\ne,f\n', 'QUOTE_NOT_CLOSED', /line 2/],
    ['a quote inside a word', 'a,b\nc"d,e\n', 'BAD_QUOTES', /line 2/],
    ['a letter behind a quote', 'a,b\n"c"d,e\n', 'BAD_QUOTES', /line 2/],
    ['201 columns', `${'a,'.repeat(200)}a\n`, 'TOO_MANY_COLUMNS', /201 columns/],
    ['a field of 65 KB', `a,b\n${'x'.repeat(66_000)},y\n`, 'FIELD_TOO_LONG', /64 KB/],
    ['a line of 2 MB', `a,b\n${'x'.repeat(2_000_000)}`, 'LINE_TOO_LONG', /1 MB/],
  ];
  for (const [what, text, reason, message] of cases) {
    test(what, async () => {
      await assert.rejects(recordsOf(text, COMMA, 4096), refused(reason, message));
    });
  }
});
