import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { FORMAT_NAMES, type FormatName } from '../../../src/importers/format.js';
import { FORMAT_HELP, isFormatName, REASONS } from '../../../src/importers/formats/index.js';
import { fixture, type Reading, read, refusalOf } from './read-format.js';

const FILES: readonly (readonly [FormatName, string])[] = [
  ['finra-short-interest', 'finra-short-interest/shrt20230915.csv'],
  ['ishares-holdings', 'ishares-holdings/IWM_native.csv'],
  ['daily-snapshot', 'daily-snapshot/us-daily.csv'],
  ['daily-snapshot', 'daily-snapshot/us-meta.csv'],
  ['prices', 'prices/bulk.csv'],
  ['prices', 'prices/history.csv'],
  ['prices', 'prices/nasdaq.csv'],
  ['prices', 'prices/stooq.txt'],
  ['prices', 'prices/polygon.csv'],
  ['index-levels', 'index-levels/RUT_two-lines.csv'],
  ['index-members', 'index-members/spells.csv'],
  ['fund-flows', 'fund-flows/ici_weekly.csv'],
  ['fund-flows', 'fund-flows/plain.csv'],
  ['corporate-actions', 'corporate-actions/plain.csv'],
  ['shares-outstanding', 'shares-outstanding/shares_history.csv'],
  ['shares-outstanding', 'shares-outstanding/CIK.json'],
  ['fund-flows', 'fund-flows/shares_history.csv'],
  ['short-volume', 'short-volume/CNMSshvol20230908.txt'],
  ['fails-to-deliver', 'fails-to-deliver/cnsfails202309a.txt'],
  ['borrow-fees', 'borrow-fees/fees.csv'],
];
const CONTEXT = { index: 'RUT', provider: 'WEEKLY', symbol: 'NA' };

/** What must hold of every file, good or bad. */
function checkLedger(reading: Reading): void {
  const codes = [
    ...reading.quarantined.map(({ reason }) => reason),
    ...reading.skipped.map(({ reason }) => reason),
    ...reading.warnings.map(({ code }) => code),
    ...(reading.refusal === null ? [] : [reading.refusal.reason]),
  ];
  for (const code of codes) assert.ok(code in REASONS, `${code} is not in the table`);
  const lines = [...reading.rows, ...reading.quarantined, ...reading.skipped].map((r) => r.line);
  assert.equal(new Set(lines).size, lines.length, 'a line has two outcomes');
  for (const { raw, detail } of reading.quarantined) assert.ok(raw !== '' && detail !== '');
}

describe('every format', () => {
  for (const [name, path] of FILES) {
    test(`${name} reads ${path} alike in chunks of any size`, async () => {
      const text = fixture(path);
      const whole = await read(name, text, CONTEXT, 1_000_000);
      assert.equal(whole.refusal, null);
      for (const chunkBytes of [1, 2, 3, 17, 100]) {
        assert.deepEqual(await read(name, text, CONTEXT, chunkBytes), whole);
      }
    });

    test(`${name}: ${path} with bytes changed at random`, async () => {
      const bytes = Buffer.from(fixture(path));
      const change = fc.record({
        at: fc.nat(bytes.length - 1),
        cut: fc.integer({ min: 0, max: 40 }),
        put: fc.constantFrom(
          '',
          ',',
          '|',
          '"',
          '\n',
          '\r\n',
          '0',
          '-',
          'x',
          '\0',
          '1e999',
          '\u00a0',
        ),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
          let mutant = bytes;
          for (const { at, cut, put } of changes) {
            mutant = Buffer.concat([
              mutant.subarray(0, at),
              Buffer.from(put),
              mutant.subarray(at + cut),
            ]);
          }
          checkLedger(await read(name, mutant, CONTEXT, 97));
        }),
        { numRuns: 60 },
      );
    });

    test(`${name}: ${path} cut anywhere within its last line is refused or whole`, async () => {
      const text = fixture(path).trimEnd();
      const lastLine = text.lastIndexOf('\n') + 1;
      const count = (line: string) => line.replaceAll(/"[^"]*"?/g, 'x').split(/[,|]/).length;
      const fields = count(text.slice(lastLine));
      for (let end = lastLine + 1; end < text.length; end++) {
        const reading = await read(name, text.slice(0, end), CONTEXT);
        const cutFields = count(text.slice(lastLine, end));
        if (cutFields < fields) assert.notEqual(reading.refusal, null, text.slice(lastLine, end));
      }
    });
  }

  for (const name of FORMAT_NAMES) {
    test(`${name} refuses nothing, noise and the files of others in one sentence`, async () => {
      // The bars of one security and the levels of one index have the same header.
      const isAlike = (other: FormatName) => name === 'index-levels' && other === 'prices';
      // The shares of a fund are share counts as well as what its flows follow from.
      const isShared = (path: string) =>
        name === 'shares-outstanding' && path === 'fund-flows/shares_history.csv';
      const others = FILES.filter(
        ([other, path]) => other !== name && !isAlike(other) && !isShared(path),
      );
      const texts = ['', '\n', '\0\0\0', 'hello', 'a,b,c\n1,2,3\n', '<html>', '{"a":1}'];
      texts.push(...others.map(([, path]) => fixture(path)));
      for (const text of texts) {
        const reading = await read(name, text, { ...CONTEXT, basis: null });
        assert.notEqual(reading.refusal, null, `${name} took ${text.slice(0, 40)}`);
        assert.doesNotMatch(refusalOf(reading), /\n|undefined|NaN/);
      }
    });

    test(`${name} has help`, () => {
      assert.ok(FORMAT_HELP[name].layouts.length > 0);
      assert.match(FORMAT_HELP[name].summary, /^[A-Z].*\.$/);
      assert.ok(isFormatName(name));
    });
  }

  test('a word that is no format', () => {
    assert.equal(isFormatName('price'), false);
  });

  test('every reason has a sentence', () => {
    for (const [code, sentence] of Object.entries(REASONS)) {
      assert.match(code, /^[A-Z]+(_[A-Z]+)*$/);
      assert.match(sentence, /^[A-Z].*\.$/);
    }
  });
});
