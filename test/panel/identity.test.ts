import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../src/panel/build.js';
import { findSecurity } from '../../src/panel/find-security.js';
import { day } from '../../src/time/day.js';
import { indexOf, ordinal, reportsOf, spellsOf } from '../support/panel-view.js';
import { bars, type ShortSpec, type StoredSpec, storedColumns } from '../support/stored.js';

const build = (spec: StoredSpec) => buildPanel(storedColumns(spec));

/** SIVB trades from 2023-03-01 to 2023-03-27; another share shows that the files go on. */
const PRICES = [
  ...bars('SIVB', '2023-03-01', Array(19).fill(106.04)),
  ...bars('AAPL', '2023-03-01', Array(40).fill(150)),
];

/** SIVB is reported for the middle of March, SIVBQ for its end. */
function renamed(quantity: number, changes: Partial<ShortSpec> = {}): ShortSpec[] {
  return [
    { symbol: 'SIVB', settledOn: '2023-03-15', shares: quantity, name: 'SVB Financial Group' },
    {
      symbol: 'SIVBQ',
      settledOn: '2023-03-31',
      shares: 700,
      previous: quantity,
      name: 'SVB Financial Group Com',
      ...changes,
    },
  ];
}

describe('a change of symbol that only short positions show', () => {
  test('an equal previous quantity joins SIVB and SIVBQ', () => {
    const panel = build({ prices: PRICES, shorts: renamed(9_000_000) });
    const i = ordinal(panel, 'SIVBQ');
    assert.deepEqual(panel.securities.symbols, ['AAPL', 'SIVBQ']);
    assert.equal(ordinal(panel, 'SIVB'), i);
    assert.deepEqual(spellsOf(panel, i), [
      'SIVB 2023-03-01 2023-03-27',
      'SIVBQ 2023-03-31 2023-03-31',
    ]);
    assert.deepEqual([...panel.securities.isLinked], [0, 1]);
    assert.equal(panel.securities.tickerIds[i]?.length, 2);
  });

  test('the joined security keeps the prices of one ticker and the reports of both', () => {
    const panel = build({ prices: PRICES, shorts: renamed(9_000_000) });
    assert.deepEqual(reportsOf(panel, 'SIVBQ'), ['2023-03-15 9000000', '2023-03-31 700']);
    const i = ordinal(panel, 'SIVBQ');
    assert.equal(panel.prices.lastIndex[i], indexOf(panel, '2023-03-27'));
  });

  test('another previous quantity joins nothing', () => {
    const panel = build({ prices: PRICES, shorts: renamed(9_000_000, { previous: 9_000_001 }) });
    assert.deepEqual(panel.securities.symbols, ['AAPL', 'SIVB', 'SIVBQ']);
  });

  test('under 1,000 shares equal names join', () => {
    const panel = build({ prices: PRICES, shorts: renamed(999) });
    assert.deepEqual(panel.securities.symbols, ['AAPL', 'SIVBQ']);
  });

  test('under 1,000 shares other names do not join', () => {
    const shorts = renamed(999, { name: 'Something Else Inc' });
    const panel = build({ prices: PRICES, shorts });
    assert.deepEqual(panel.securities.symbols, ['AAPL', 'SIVB', 'SIVBQ']);
  });

  test('from 1,000 shares on names may differ', () => {
    const shorts = renamed(1000, { name: 'Something Else Inc' });
    const panel = build({ prices: PRICES, shorts });
    assert.deepEqual(panel.securities.symbols, ['AAPL', 'SIVBQ']);
  });

  test('two candidates with the same quantity and other names join nothing', () => {
    const shorts = [
      ...renamed(9_000_000, { name: 'First Inc' }),
      { symbol: 'OTHR', settledOn: '2023-03-31', shares: 5, previous: 9_000_000, name: 'Other' },
    ];
    const panel = build({ prices: PRICES, shorts });
    assert.deepEqual(panel.securities.symbols, ['AAPL', 'OTHR', 'SIVB', 'SIVBQ']);
  });

  test('two candidates with the same quantity join by name', () => {
    const shorts = [
      ...renamed(9_000_000),
      { symbol: 'OTHR', settledOn: '2023-03-31', shares: 5, previous: 9_000_000, name: 'Other' },
    ];
    const panel = build({ prices: PRICES, shorts });
    assert.deepEqual(panel.securities.symbols, ['AAPL', 'OTHR', 'SIVBQ']);
  });

  test('nothing is joined while the old ticker still trades', () => {
    const prices = [...PRICES, ...bars('SIVB', '2023-03-28', Array(10).fill(1))];
    const panel = build({ prices, shorts: renamed(9_000_000) });
    assert.deepEqual(panel.securities.symbols, ['AAPL', 'SIVB', 'SIVBQ']);
  });

  test('nothing is joined when the new ticker traded long before', () => {
    const prices = [...PRICES, ...bars('SIVBQ', '2023-03-02', Array(30).fill(1))];
    const panel = build({ prices, shorts: renamed(9_000_000) });
    assert.deepEqual(panel.securities.symbols, ['AAPL', 'SIVB', 'SIVBQ']);
  });

  test('nothing is joined across a missing file', () => {
    const [old, fresh] = renamed(9_000_000) as [ShortSpec, ShortSpec];
    const shorts = [old, { ...fresh, settledOn: '2023-04-14' }];
    const panel = build({ prices: PRICES, shorts });
    assert.deepEqual(panel.securities.symbols, ['AAPL', 'SIVB', 'SIVBQ']);
  });

  test('nothing is joined when the old ticker is still reported', () => {
    const still = { symbol: 'SIVB', settledOn: '2023-03-31', shares: 1, name: 'SVB' };
    const panel = build({ prices: PRICES, shorts: [...renamed(9_000_000), still] });
    assert.deepEqual(panel.securities.symbols, ['AAPL', 'SIVB', 'SIVBQ']);
  });
});

describe('a change of symbol on record', () => {
  const FB = [
    ...bars('FB', '2022-06-01', [190, 191, 192, 193, 194, 195]),
    ...bars('META', '2022-06-09', [196, 197, 198, 199]),
  ];
  const RENAME = { symbol: 'FB', on: '2022-06-09', kind: 'RENAME', to: 'META' } as const;

  test('joins both tickers and is not marked as a match', () => {
    const panel = build({ prices: FB, actions: [RENAME] });
    assert.deepEqual(panel.securities.symbols, ['META']);
    assert.deepEqual([...panel.securities.isLinked], [0]);
    assert.deepEqual(spellsOf(panel, 0), ['FB 2022-06-01 2022-06-08', 'META 2022-06-09 open']);
  });

  test('the same record in two files is one change', () => {
    const panel = build({ prices: FB, actions: [RENAME, { ...RENAME, batch: 9 }] });
    assert.deepEqual(panel.securities.symbols, ['META']);
  });

  test('wins over a match of the same two tickers by short positions', () => {
    const change = { symbol: 'SIVB', on: '2023-03-31', kind: 'RENAME', to: 'SIVBQ' } as const;
    const panel = build({ prices: PRICES, shorts: renamed(9_000_000), actions: [change] });
    assert.deepEqual(panel.securities.symbols, ['AAPL', 'SIVBQ']);
    assert.deepEqual([...panel.securities.isLinked], [0, 0]);
  });

  test('a ticker that was another share before is cut into two securities', () => {
    const before = bars('META', '2022-01-03', Array(20).fill(15));
    const panel = build({ prices: [...before, ...FB], actions: [RENAME] });
    assert.deepEqual(panel.securities.symbols, ['META', 'META']);
    const fund = findSecurity(panel, 'META', day('2022-01-10'));
    const company = findSecurity(panel, 'META', day('2022-06-10'));
    assert.notEqual(fund, company);
    assert.equal(findSecurity(panel, 'FB', day('2022-06-02')), company);
    assert.deepEqual(spellsOf(panel, fund), ['META 2022-01-03 2022-06-08']);
    assert.equal(new Set(panel.securities.ids).size, 2);
  });

  test('a ticker that is used again after it was given up is another security', () => {
    const again = bars('FB', '2022-07-11', Array(20).fill(25));
    const panel = build({ prices: [...FB, ...again], actions: [RENAME] });
    const company = findSecurity(panel, 'META');
    const later = findSecurity(panel, 'FB', day('2022-07-20'));
    assert.deepEqual(panel.securities.symbols, ['FB', 'META']);
    assert.notEqual(company, later);
    assert.equal(findSecurity(panel, 'FB', day('2022-06-03')), company);
  });

  test('rows that lag a few days behind the change stay with the security', () => {
    const late = bars('FB', '2022-06-09', [196, 197]);
    const panel = build({ prices: [...FB, ...late], actions: [RENAME] });
    assert.deepEqual(panel.securities.symbols, ['META']);
  });

  test('a bankruptcy that names the next symbol joins both', () => {
    const end = {
      symbol: 'SIVB',
      on: '2023-03-28',
      kind: 'TERMINAL',
      terminalKind: 'BANKRUPT',
      amount: 0.4,
      to: 'SIVBQ',
    } as const;
    const shorts = renamed(9_000_000, { previous: 1 });
    const panel = build({ prices: PRICES, shorts, actions: [end] });
    assert.deepEqual(panel.securities.symbols, ['AAPL', 'SIVBQ']);
  });

  test('a merger for shares does not join the target to the buyer', () => {
    const end = {
      symbol: 'SIVB',
      on: '2023-03-28',
      kind: 'TERMINAL',
      terminalKind: 'STOCK',
      amount: 90,
      to: 'AAPL',
    } as const;
    const panel = build({ prices: PRICES, actions: [end] });
    assert.deepEqual(panel.securities.symbols, ['AAPL', 'SIVB']);
  });

  test('three tickers in a row are one security', () => {
    const prices = [
      ...bars('AAA', '2022-06-01', [1, 1, 1]),
      ...bars('BBB', '2022-06-06', [1, 1, 1]),
      ...bars('CCC', '2022-06-09', [1, 1, 1]),
    ];
    const panel = build({
      prices,
      actions: [
        { symbol: 'BBB', on: '2022-06-09', kind: 'RENAME', to: 'CCC' },
        { symbol: 'AAA', on: '2022-06-06', kind: 'RENAME', to: 'BBB' },
      ],
    });
    assert.deepEqual(panel.securities.symbols, ['CCC']);
    assert.equal(panel.securities.spells[0]?.length, 3);
  });

  test('a change to a symbol and back is one security', () => {
    const prices = [
      ...bars('AAA', '2022-06-01', [1, 1, 1]),
      ...bars('BBB', '2022-06-06', Array(20).fill(1)),
      ...bars('AAA', '2022-07-05', [1, 1, 1]),
    ];
    const panel = build({
      prices,
      actions: [
        { symbol: 'AAA', on: '2022-06-06', kind: 'RENAME', to: 'BBB' },
        { symbol: 'BBB', on: '2022-07-05', kind: 'RENAME', to: 'AAA' },
      ],
    });
    assert.deepEqual(panel.securities.symbols, ['AAA']);
  });
});

describe('tickers without prices', () => {
  test('a ticker that is only reported, held or classified is a security without bars', () => {
    const panel = build({
      prices: bars('AAPL', '2023-03-01', [150]),
      shorts: [{ symbol: 'OTCX', settledOn: '2023-03-15', shares: 5 }],
      classifications: [{ symbol: 'IDLE', on: '2023-03-01', name: 'Idle Inc' }],
    });
    assert.deepEqual(panel.securities.symbols, ['AAPL', 'IDLE', 'OTCX']);
    assert.deepEqual([...panel.prices.firstIndex], [0, -1, -1]);
    assert.deepEqual([...panel.prices.lastIndex], [0, -2, -2]);
  });
});
