import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { categoryOf } from '../../../src/importers/formats/categories.js';
import { day } from '../../../src/time/day.js';
import { fixture, read, refusalOf, rejections, rowsOf } from './read-format.js';

const ICI = fixture('fund-flows/ici_weekly.csv');
const PLAIN = fixture('fund-flows/plain.csv');
const flows = (text: string, provider: string | null = 'ICI_WEEKLY') =>
  read('fund-flows', text, { provider });

describe('ICI tables', () => {
  test('a row is five series in dollars, of the kinds of fund that add up', async () => {
    const reading = await flows(ICI);
    const first = rowsOf(reading, 'fundFlow').filter((r) => r.periodEndOn === day('2022-06-15'));
    assert.deepEqual(
      first.map(({ fundCode, category, netFlow }) => [fundCode, category, netFlow]),
      [
        ['DOMESTIC_EQUITY', 'US_MULTI_CAP', -4_499_000_000],
        ['WORLD_EQUITY', 'INTERNATIONAL_EQUITY', 497_000_000],
        ['HYBRID', 'HYBRID', -1_354_000_000],
        ['TAXABLE_BOND', 'BOND', -6_258_000_000],
        ['MUNICIPAL_BOND', 'BOND', 430_000_000],
      ],
    );
    assert.ok(first.every((row) => !row.isSingleFund && row.assets === null));
  });

  test('totals that are off by a rounding are accepted, by more kept aside', async () => {
    const reading = await flows(ICI);
    assert.equal(reading.rows.length, 2);
    assert.equal(rejections(reading)[0], '4 IDENTITY_BROKEN');
    assert.match(reading.quarantined[0]?.detail ?? '', /total equity is -100, .* -150/);
  });

  test('from the first shifted row on every row is kept aside, also a sound one', async () => {
    const reading = await flows(ICI);
    assert.deepEqual(rejections(reading).slice(1), [
      '5 SHIFTED_COLUMNS',
      '6 SHIFTED_COLUMNS',
      '7 SHIFTED_COLUMNS',
    ]);
    assert.ok(reading.quarantined.slice(1).every(({ isSystematic }) => isSystematic === true));
  });

  test('the order of the rows makes no difference to that', async () => {
    const [header, ...rows] = ICI.trimEnd().split('\n');
    const reading = await flows(`${[header, ...rows.reverse()].join('\n')}\n`);
    assert.equal(reading.rows.length, 2);
    assert.equal(rejections(reading).filter((line) => line.endsWith('SHIFTED_COLUMNS')).length, 3);
  });

  test('a blank part cannot be verified', async () => {
    const reading = await flows(ICI.replace('-1354.0', ''));
    assert.equal(rejections(reading)[0], '2 UNVERIFIABLE');
  });

  test('a missing week is a remark', async () => {
    const reading = await flows(
      ICI.split('\n').slice(0, 3).join('\n') +
        '\n2022-07-01,0,0,0,0,0,0,0,0\n'.repeat(1) +
        '2022-07-22,0,0,0,0,0,0,0,0\n',
    );
    assert.deepEqual(
      reading.warnings.map(({ code }) => code),
      ['PERIOD_GAP'],
    );
  });

  test('weeks under a provider called monthly refuse the file', async () => {
    assert.match(refusalOf(await flows(ICI, 'ICI_MONTHLY')), /^PERIOD_MISMATCH: .*7 days/);
  });
});

describe('plain tables', () => {
  test('units come from the names of the columns, brackets are negative', async () => {
    const reading = await flows(PLAIN, 'EPFR');
    assert.deepEqual(rowsOf(reading, 'fundFlow')[2], {
      fundCode: 'US_SMALL_CAP',
      fundName: 'US small cap',
      fundSymbol: null,
      category: 'US_SMALL_CAP',
      isSingleFund: false,
      periodEndOn: day('2023-09-06'),
      periodFromOn: null,
      netFlow: -1_502_400_000,
      assets: 60_200_000_000,
    });
  });

  test('a blank figure is unknown, not 0', async () => {
    const row = rowsOf(await flows(PLAIN, 'EPFR'), 'fundFlow')[3];
    assert.deepEqual([row?.category, row?.netFlow, row?.assets], ['US_LARGE_CAP', 250e6, null]);
  });

  test('an unknown category is kept aside', async () => {
    assert.deepEqual(rejections(await flows(PLAIN, 'EPFR')), ['6 UNKNOWN_CATEGORY']);
  });

  test('without a unit in the name amounts are dollars', async () => {
    const text = 'week ending,category,net flow,assets\n2023-09-06,BOND,1500000,2e9\n';
    const [row] = rowsOf(await flows(text, 'OWN'), 'fundFlow');
    assert.deepEqual([row?.netFlow, row?.assets], [1_500_000, 2_000_000_000]);
  });

  test('a fund column makes rows of single funds', async () => {
    const text =
      'date,fund,symbol,category,flow (usd m)\n2023-09-06,Small Fund,iwx,small cap,-12.5\n';
    const [row] = rowsOf(await flows(text, 'OWN'), 'fundFlow');
    assert.deepEqual(
      [row?.fundCode, row?.fundName, row?.fundSymbol, row?.isSingleFund, row?.netFlow],
      ['IWX', 'Small Fund', 'IWX', true, -12_500_000],
    );
  });

  test('weeks that do not end on a Wednesday are a remark', async () => {
    const text = 'week ending,category,net flow\n2023-08-31,BOND,1\n2023-09-07,BOND,1\n';
    const reading = await flows(text, 'OWN');
    assert.deepEqual(
      reading.warnings.map(({ code }) => code),
      ['WEEKDAY'],
    );
  });

  test('two sources in one file refuse it', async () => {
    const reading = await flows(PLAIN.replace('250,,EPFR', '250,,Lipper'), 'EPFR');
    assert.match(refusalOf(reading), /^MIXED_PROVIDERS: line 5 is of "Lipper"/);
  });

  test('two figures of one week and category are both kept aside', async () => {
    const text = 'week ending,category,net flow\n2023-09-06,BOND,1\n2023-09-06,BOND,2\n';
    assert.deepEqual(rejections(await flows(text, 'OWN')), ['2 DUPLICATE_KEY', '3 DUPLICATE_KEY']);
  });

  test('no provider and no flow column refuse the file', async () => {
    assert.match(refusalOf(await flows(PLAIN, null)), /^PROVIDER_REQUIRED: .*--provider/);
    const text = 'week ending,category\n2023-09-06,BOND\n';
    assert.match(refusalOf(await flows(text, 'OWN')), /^MISSING_COLUMN: .*"net flow"/);
  });
});

test('categories are known by many words', () => {
  const cases = {
    US_SMALL_CAP: ['US_SMALL_CAP', 'Small cap', 'U.S. small-cap equity funds', 'US Small'],
    US_LARGE_CAP: ['Large-cap', 'US large cap stocks'],
    US_MULTI_CAP: ['Domestic equity', 'Multi-cap'],
    INTERNATIONAL_EQUITY: ['World equity', 'International', 'international equity'],
    BOND: ['Bonds', 'Taxable bond', 'fixed income'],
    MONEY_MARKET: ['Money market funds', 'MONEY_MARKET'],
    HYBRID: ['hybrid', 'Allocation'],
    OTHER: ['Other'],
  };
  for (const [category, words] of Object.entries(cases)) {
    for (const word of words) assert.equal(categoryOf(word), category, word);
  }
  assert.equal(categoryOf('Crypto'), null);
  assert.equal(categoryOf(''), null);
});
