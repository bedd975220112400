import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { FormatContext, FormatName } from '../../../src/importers/format.js';
import { day } from '../../../src/time/day.js';
import { read, refusalOf, rowsOf, skips } from './read-format.js';

/** Publishers' own files, which are not part of the project, beside it where somebody has them. */
const FOLDER = new URL('../../../../../shared/data/', import.meta.url);
const skip = existsSync(FOLDER) ? false : 'the folder of real files is not there';

function readReal(name: FormatName, path: string, context: Partial<FormatContext> = {}) {
  const bytes = readFileSync(new URL(path, FOLDER));
  const text = path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  const fileName = (path.split('/').at(-1) as string).replace(/\.gz$/, '');
  return read(name, text, { fileName, ...context }, 65_536);
}

function filesOf(folder: string): string[] {
  if (skip !== false) return [];
  return readdirSync(new URL(folder, FOLDER)).map((file) => `${folder}${file}`);
}

describe('real files', { skip }, () => {
  test('every short interest file is accepted whole, without a remark', async () => {
    for (const path of filesOf('finra-short-interest/')) {
      const reading = await readReal('finra-short-interest', path);
      assert.equal(reading.refusal, null, path);
      assert.ok(reading.rows.length > 19_000, path);
      assert.deepEqual(
        [reading.quarantined, reading.skipped, reading.warnings],
        [[], [], []],
        path,
      );
    }
  });

  test('holdings: eight lines of the Russell fund have no market', async () => {
    const expected = [
      ['IVV_2023-04-06', 'SPX', 507, 0],
      ['IVV_2023-11-22', 'SPX', 508, 0],
      ['IWM_2023-11-22', 'RUT', 1974, 8],
    ] as const;
    for (const [file, index, accepted, quarantined] of expected) {
      const path = `ishares-holdings/${file}.csv.gz`;
      const reading = await readReal('ishares-holdings', path, { index });
      assert.deepEqual([reading.rows.length, reading.quarantined.length], [accepted, quarantined]);
      assert.ok(reading.quarantined.every(({ reason }) => reason === 'NON_TRADABLE'));
    }
  });

  test('index levels of two sources agree to the cent but for one bad day', async () => {
    const context = { index: 'SPX' };
    const yahoo = await readReal('index-levels', 'index-levels/GSPC_2021-2023-09.csv.gz', context);
    const fred = await readReal('index-levels', 'index-levels/fred_sp500.csv', context);
    const byDay = new Map(rowsOf(fred, 'indexLevel').map((row) => [row.tradedOn, row.level]));
    assert.equal(yahoo.rows.length, 690);
    const apart = rowsOf(yahoo, 'indexLevel').filter(
      ({ tradedOn, level }) => Math.abs(level - (byDay.get(tradedOn) ?? 0)) > 0.011,
    );
    assert.deepEqual(apart, [{ tradedOn: day('2021-08-11'), level: 4442.41 }]);
  });

  test('every membership spell is accepted', async () => {
    const path = 'sp500-membership/sp500_ticker_start_end.csv';
    const reading = await readReal('index-members', path, { index: 'SPX' });
    assert.equal(refusalOf(reading), 'accepted 1230 rows');
  });

  test('of the flow tables every row from the column shift on is kept aside', async () => {
    const expected = [
      ['weekly', 'ICI_WEEKLY', 50, 109],
      ['monthly', 'ICI_MONTHLY', 167, 48],
    ] as const;
    for (const [period, provider, accepted, quarantined] of expected) {
      const reading = await readReal('fund-flows', `fund-flows/ici_${period}.csv`, { provider });
      assert.equal(reading.rows.length, accepted);
      assert.equal(reading.quarantined.length, quarantined);
      assert.ok(reading.quarantined.every(({ reason }) => reason === 'SHIFTED_COLUMNS'));
    }
    const workbook = await readReal('fund-flows', 'fund-flows/ici_flows_data_2015.xls');
    assert.match(refusalOf(workbook), /^BINARY_FILE: .*Excel workbook/);
  });

  test('price files of two vendors: every bar is accepted but those without a trade', async () => {
    for (const folder of ['yahoo-native/', 'nasdaq-native/']) {
      for (const path of filesOf(folder)) {
        const reading = await readReal('prices', path);
        assert.equal(reading.refusal, null, path);
        assert.deepEqual(reading.quarantined, [], path);
        assert.ok(
          skips(reading).every((line) => line.endsWith('NO_TRADE')),
          path,
        );
      }
    }
  });

  test('every split, dividend and rename file is accepted', async () => {
    for (const path of filesOf('corporate-actions-lean/')) {
      const reading = await readReal('corporate-actions', path);
      assert.equal(reading.refusal, null, path);
      assert.deepEqual(reading.quarantined, [], path);
    }
  });

  test('the fails of half a month are accepted whole, two lines being no tickers', async () => {
    const reading = await readReal('fails-to-deliver', 'sec-ftd/cnsfails202101a.txt.gz');
    assert.equal(refusalOf(reading), 'accepted 48215 rows');
    assert.deepEqual([reading.quarantined, reading.warnings], [[], []]);
    assert.deepEqual(reading.summary?.sums, { quantity: 1_988_791_343 });
    const rows = rowsOf(reading, 'failToDeliver');
    assert.equal(rows.filter(({ price }) => price === null).length, 637);
    const unlinked = new Set(rows.filter(({ ticker }) => ticker === null).map((it) => it.symbol));
    assert.deepEqual([...unlinked].sort(), ['5116REORGPYMNT', 'K100DIVDYMNT', 'T012RTSPYMNT']);
  });

  test('the list of snapshot lines is accepted whole', async () => {
    const reading = await readReal('daily-snapshot', 'daily-snapshots/us-meta_2023.csv.gz');
    assert.equal(reading.rows.length, 9018);
    assert.deepEqual([reading.quarantined, reading.warnings], [[], []]);
  });
});
