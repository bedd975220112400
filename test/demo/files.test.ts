import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { DEMO_SEED, demoTexts } from '../../src/demo/write-demo-files.js';
import { day } from '../../src/time/day.js';
import { closeOn, sheet, story } from './support/story.js';

/** Changes when the generator does; then look at the story before writing the new one down. */
const CONTENT_HASH = '306ed2306483f69eec8f0be582787ef2657a5f0151e617a22346c107ccc8089e';

describe('simulated files', () => {
  test('a seed gives the same bytes on every machine', () => {
    const hash = createHash('sha256');
    for (const { name, text } of demoTexts(DEMO_SEED)) hash.update(name).update('\0').update(text);
    assert.equal(hash.digest('hex'), CONTENT_HASH);
  });

  test('another seed gives another market', () => {
    const [first] = demoTexts('another');
    const [usual] = demoTexts(DEMO_SEED);
    assert.equal(first?.name, usual?.name);
    assert.notEqual(first?.text, usual?.text);
  });

  test('every format but prices is there, under the names the sources use', async () => {
    const { files } = await story();
    const count = (format: string) => files.filter((file) => file.format === format).length;
    assert.equal(count('daily-snapshot'), 23);
    assert.equal(count('finra-short-interest'), 20);
    assert.equal(count('ishares-holdings'), 9);
    assert.equal(count('index-levels'), 2);
    assert.equal(files[0]?.name, 'us-meta_2023.csv.gz');
    assert.equal(count('fund-flows'), 2);
    assert.equal(count('short-volume'), 9);
    assert.equal(count('fails-to-deliver'), 3);
    for (const name of [
      'index-members',
      'shares-outstanding',
      'corporate-actions',
      'borrow-fees',
    ]) {
      assert.equal(count(name), 1, name);
    }
  });

  test('only the rights without a market are put aside, and nothing is remarked on', async () => {
    const { files } = await story();
    const rejections = files.flatMap((file) => file.rejections);
    assert.deepEqual(new Set(rejections.map(({ reason }) => reason)), new Set(['NON_TRADABLE']));
    assert.equal(rejections.length, 10);
    assert.deepEqual(
      files.flatMap(({ warnings }) => warnings),
      [],
    );
    assert.deepEqual(
      new Set(files.flatMap(({ skipped }) => skipped)),
      new Set(['FOOTER', 'SECOND_HEADER', 'TRAILER']),
    );
  });
});

describe('traps in the simulated files', () => {
  test('FINRA does not restate the previous quantity for a split', async () => {
    const told = await story();
    const rows = [...told.shorts.values()].flat().filter(({ isSplit }) => isSplit);
    assert.ok(rows.length >= 15, `${rows.length} split rows`);
    const cinema = told.shorts.get('MRQ')?.find(({ isSplit }) => isSplit);
    assert.ok(cinema !== undefined && cinema.previousShares > 4 * cinema.shares);
  });

  test('a revised figure differs from the one that was printed before', async () => {
    const { shorts } = await story();
    const rows = [...shorts.values()].flatMap((list) =>
      list.flatMap((row, k) => (row.isRevised ? [[list[k - 1]?.shares, row.previousShares]] : [])),
    );
    assert.ok(rows.length >= 40, `${rows.length} revised rows`);
    for (const [printed, restated] of rows) assert.notEqual(printed, restated);
  });

  test('every other previous quantity is the one of the file before', async () => {
    const { shorts } = await story();
    for (const list of shorts.values()) {
      list.slice(1).forEach((row, k) => {
        if (!row.isRevised) assert.equal(row.previousShares, list[k]?.shares, row.symbol);
      });
    }
  });

  test('a change of symbol that is not on record shows in equal quantities', async () => {
    const { shorts, actions, sectors } = await story();
    const recorded = new Set(actions.map(({ newSymbol }) => newSymbol));
    const started = [...shorts.values()].flatMap(([row]) =>
      row !== undefined && row.settledOn > day('2022-11-30') && row.previousShares > 0 ? [row] : [],
    );
    const silent = started.filter(({ symbol }) => !recorded.has(symbol));
    assert.equal(silent.length, 1);
    const [row] = silent;
    const before = [...shorts.values()].filter(
      (list) => list.at(-1)?.shares === row?.previousShares,
    );
    assert.equal(before.length, 1);
    assert.ok(sectors.has(row?.key ?? ''));
  });

  test('a halted bank repeats its price, vanishes, and has a recorded terminal price', async () => {
    const { prices, actions } = await story();
    const rows = (prices.get('SIVB') ?? []).slice(-3);
    assert.deepEqual(new Set(rows.map(({ close }) => close)).size, 1);
    assert.equal(rows.at(-1)?.tradedOn, day('2023-03-13'));
    assert.equal(rows[0]?.volume, rows.at(-1)?.volume);
    const end = actions.find(({ key, kind }) => key === 'SIVB' && kind === 'TERMINAL');
    assert.equal(end?.terminalKind, 'BANKRUPT');
    assert.ok((end?.amount ?? 9) < 1);
  });

  test('the market value after a reverse split is stale for five days', async () => {
    const { prices } = await story();
    const rows = prices.get('MRQ') ?? [];
    const at = rows.findIndex(({ tradedOn }) => tradedOn === day('2023-08-24'));
    const counts = rows.slice(at - 1, at + 6).map((row) => (row.marketCap ?? 0) / row.close);
    const rounded = counts.map((count) => Math.round(count / 1e5) / 10);
    assert.deepEqual(rounded, [1514, 1514, 1514, 1514, 1514, 1514, 151.4]);
  });

  test('a split shows in the previous close', async () => {
    const { prices } = await story();
    const rows = prices.get('MRQ') ?? [];
    const at = rows.findIndex(({ tradedOn }) => tradedOn === day('2023-08-24'));
    const ratio = (rows[at]?.previousClose ?? 0) / (rows[at - 1]?.close ?? 1);
    assert.ok(Math.abs(ratio - 10) < 0.01, `${ratio}`);
  });

  test('some rows are missing, some have no volume, some companies list late', async () => {
    const { prices, axis } = await story();
    const lists = [...prices.values()];
    assert.ok(lists.flat().filter(({ volume }) => volume === null).length > 50);
    assert.ok(lists.filter((rows) => (rows[0]?.tradedOn ?? 0) > axis.firstOn).length > 20);
    const gaps = lists.filter((rows) => {
      const [first, last] = [rows[0]?.tradedOn ?? 0, rows.at(-1)?.tradedOn ?? 0];
      return axis.indexOnOrBefore(last) - axis.indexOnOrBefore(first) + 1 > rows.length;
    });
    assert.equal(gaps.length, 40);
  });

  test('each source spells a class share in its own way', async () => {
    const told = await story();
    assert.equal(told.prices.get('HVNB')?.[0]?.symbol, 'HVN/B');
    assert.equal(told.shorts.get('HVNB')?.[0]?.symbol, 'HVNB');
    assert.equal(told.spells.find(({ key }) => key === 'HVNB')?.symbol, 'HVN.B');
    assert.ok(sheet(told, 'SPX', '2022-12-30').some(({ symbol }) => symbol === 'HVNB'));
    assert.ok(closeOn(told, 'HVNB', '2023-09-08') > 0);
  });
});
