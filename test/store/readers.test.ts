import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { checkStore } from '../../src/store/check.js';
import { readImportHistory } from '../../src/store/readers/read-import-history.js';
import { readShortFilings } from '../../src/store/readers/read-short-filings.js';
import { readStoredColumns } from '../../src/store/readers/read-columns.js';
import type { Store } from '../../src/store/store.js';
import { formatDay } from '../../src/time/day.js';
import { finraFile, positions, scratch } from '../support/finra-file.js';
import { runImport } from '../support/importing.js';
import { flatColumns, plainColumns } from '../support/plain-columns.js';
import { memoryStore, onEachEngine, emptied } from '../support/stores.js';

const SHORTS = 'finra-short-interest';
const files = scratch();
after(files.remove);
const august = files.path('shrt20230831.csv', finraFile('2023-08-31', positions(30, 1)));
const restated = positions(30, 2).map((row, k) =>
  k === 4 ? { ...row, previous: 99, isRevised: true } : row,
);
const september = files.path('shrt20230915.csv', finraFile('2023-09-15', restated));
const bars = files.path(
  'bars.csv',
  'Date,Symbol,Open,High,Low,Close,Adj Close,Volume\n' +
    '2023-09-07,AAA,1,2,1,1.1,1.1,100\n2023-09-08,AAA,1,2,1,1.3,1.3,\n' +
    '2023-09-08,BBB,2,3,2,2.125,2.125,900719925474\n',
);
const spells = files.path(
  'spells.csv',
  'ticker,start_date,end_date\nAAA,2000-01-03,\nBBB,2001-01-02,2020-01-02\n',
);
const flows = files.path(
  'flows.csv',
  'week ending,category,net flow,assets\n2023-09-06,US_SMALL_CAP,-5,100\n',
);

/** Five versions: two settlements, prices, members and flows. */
async function fill(store: Store): Promise<Store> {
  await emptied(store);
  const commands: Parameters<typeof runImport>[] = [
    [store, SHORTS, [august]],
    [store, SHORTS, [september]],
    [store, 'prices', [bars]],
    [store, 'index-members', [spells], { index: 'NDX' }],
    [store, 'fund-flows', [flows], { provider: 'TEST' }],
  ];
  for (const command of commands) {
    const { files: reports } = await runImport(...command);
    assert.deepEqual(
      reports.map(({ problem }) => problem),
      [null],
    );
  }
  return store;
}

onEachEngine('the readers', (store) => {
  test('a version shows its own batches and those before it', async () => {
    await fill(store());
    const counts = [];
    for (const version of [1, 2, 3, 4, 5]) {
      const columns = flatColumns(await readStoredColumns(store(), version));
      counts.push([
        columns.shortInterest.count,
        columns.prices.count,
        columns.memberSpells.length,
        columns.fundFlows.count,
        columns.tickers.id.length,
      ]);
    }
    assert.deepEqual(counts, [
      [30, 0, 0, 0, 30],
      [61, 0, 0, 0, 30],
      [61, 3, 0, 0, 32],
      [61, 3, 2, 0, 32],
      [61, 3, 2, 1, 32],
    ]);
  });

  test('missing numbers are NaN in columns, and days are days', async () => {
    await fill(store());
    const { prices, tickers } = flatColumns(await readStoredColumns(store(), 3));
    const rows = Array.from(prices.close, (close, k) => [
      tickers.key[tickers.id.indexOf(prices.tickerId[k] ?? 0)],
      formatDay(prices.tradedOn[k] ?? 0),
      close,
      prices.volume[k],
      prices.marketCap[k],
    ]);
    assert.deepEqual(
      rows.sort((a, b) => (String(a) < String(b) ? -1 : 1)),
      [
        ['AAA', '2023-09-07', 1.1, 100, Number.NaN],
        ['AAA', '2023-09-08', 1.3, Number.NaN, Number.NaN],
        ['BBB', '2023-09-08', 2.125, 900719925474, Number.NaN],
      ],
    );
  });

  test('equal files give equal columns on every engine', async () => {
    const memory = await fill(await memoryStore());
    await fill(store());
    assert.deepEqual(
      plainColumns(await readStoredColumns(store(), 5)),
      plainColumns(await readStoredColumns(memory, 5)),
    );
    await memory.close();
  });

  test('filings of many tickers take one statement', async () => {
    await fill(store());
    const before = store().statementCount;
    const filings = await readShortFilings(store(), 2, [1, 2, 3, 4, 5, 6]);
    assert.equal(store().statementCount, before + 1);
    assert.equal(filings.length, 13);
    const fifth = filings.filter(({ tickerId }) => tickerId === 5);
    assert.deepEqual(
      fifth.map(({ settledOn, vintage, shares }) => [formatDay(settledOn), vintage, shares]),
      [
        ['2023-08-31', 1, positions(30, 1)[4]?.shares],
        ['2023-08-31', 2, 99],
        ['2023-09-15', 1, restated[4]?.shares],
      ],
    );
    assert.deepEqual(await readShortFilings(store(), 2, []), []);
  });

  test('filings are those that the version shows', async () => {
    await fill(store());
    assert.equal((await readShortFilings(store(), 1, [5])).length, 1);
  });

  test('the history names every file with its counts and version', async () => {
    await fill(store());
    const history = await readImportHistory(store());
    assert.deepEqual(
      history.map(({ fileName, scope, accepted, versionNumber }) => [
        fileName,
        scope,
        accepted,
        versionNumber,
      ]),
      [
        ['shrt20230831.csv', '', 30, 1],
        ['shrt20230915.csv', '', 30, 2],
        ['bars.csv', '', 3, 3],
        ['spells.csv', 'NDX', 2, 4],
        ['flows.csv', 'TEST', 1, 5],
      ],
    );
  });

  test('a sound store passes the check', async () => {
    await fill(store());
    const { problems, versionCount, batchCount, rowCount } = await checkStore(store());
    assert.deepEqual([problems, versionCount, batchCount, rowCount], [[], 5, 5, 67]);
  });

  const damages: [string, string, RegExp][] = [
    [
      'a changed number',
      'UPDATE daily_price SET close = 1.2 WHERE close = 1.1',
      /bars.csv: .*sum of close/,
    ],
    [
      'a lost row',
      'DELETE FROM short_interest WHERE vintage = 2',
      /shrt20230915.csv: .*60 rows|30 rows/,
    ],
    [
      'numbers that changed places',
      'UPDATE daily_price SET close = 2.4 - close WHERE close < 2',
      /bars.csv: daily_price: its column chunks are not its rows/,
    ],
    [
      'chunks that lost a row',
      "UPDATE column_chunk SET row_count = 29 WHERE table_name = 'short_interest' AND batch_id = 1",
      /shrt20230831.csv: short_interest: .*damaged/,
    ],
    [
      'a changed hash',
      "UPDATE data_version SET hash = 'x' WHERE number = 3",
      /version 3: its hash/,
    ],
    [
      'a changed file',
      "UPDATE import_batch SET file_sha256 = 'x' WHERE id = 2",
      /version 2: its hash/,
    ],
    [
      'a lost version',
      'DELETE FROM data_version WHERE number = 2',
      /a version before it is missing/,
    ],
  ];
  for (const [what, statement, expected] of damages) {
    test(`the check finds ${what}`, async () => {
      await fill(store());
      await store().run(statement);
      const { problems } = await checkStore(store());
      assert.match(problems.join('\n'), expected);
    });
  }

  test('damaged rows are not loaded', async () => {
    await fill(store());
    await store().run('DELETE FROM column_chunk');
    await store().run('UPDATE daily_price SET close = 1.2 WHERE close = 1.1');
    await assert.rejects(readStoredColumns(store(), 3), /does not hold what was imported.*close/);
  });

  test('chunks give the columns of the rows, also where some batches have none', async () => {
    await fill(store());
    const rows = plainColumns(await readStoredColumns(store(), 5, { byRows: true }));
    assert.deepEqual(plainColumns(await readStoredColumns(store(), 5)), rows);
    for (const batch of [2, 3]) {
      await store().run('DELETE FROM column_chunk WHERE batch_id = ?', [batch]);
      assert.deepEqual(plainColumns(await readStoredColumns(store(), 5)), rows);
    }
  });

  test('a damaged chunk is not loaded', async () => {
    await fill(store());
    await store().run('UPDATE column_chunk SET checksum = checksum + 1 WHERE batch_id = 3');
    await assert.rejects(readStoredColumns(store(), 3), /a column chunk of daily_price is damaged/);
  });

  test('a batch that lost a chunk is read by its rows', async () => {
    await fill(store());
    await store().run('UPDATE column_chunk SET part = 1 WHERE batch_id = 3');
    assert.equal(flatColumns(await readStoredColumns(store(), 3)).prices.count, 3);
  });

  test('a version that does not exist is named', async () => {
    await fill(store());
    await assert.rejects(readStoredColumns(store(), 9), /no data version 9/);
  });
});
