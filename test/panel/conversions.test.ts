import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../src/panel/build.js';
import { formatDay } from '../../src/time/day.js';
import { ordinal } from '../support/panel-view.js';
import { type ActionSpec, bars, type PriceSpec, storedColumns } from '../support/stored.js';

const DAYS = 30;

/** Closes that go up by a cent a day; the market value shows `shares` shares of the company. */
function line(symbol: string, price: number, shares: number, days = DAYS): PriceSpec[] {
  const closes = Array.from({ length: days }, (_, k) => price + k / 100);
  return bars(symbol, '2023-07-24', closes, (close) => ({ marketCap: close * shares }));
}

function conversions(prices: PriceSpec[], actions: ActionSpec[], symbol: string): string[] {
  const panel = buildPanel(storedColumns({ prices, actions }));
  return (panel.securities.conversionDays[ordinal(panel, symbol)] ?? []).map(formatDay);
}

const AMC = line('AMC', 5, 1_513_000_000);
/** Ends on 2023-08-24, nine sessions before the file. */
const APE = line('APE', 1.8, 1_513_000_000, 24);

describe('shares of one class that become shares of another', () => {
  test('AMC takes in APE: both show the shares of the company, and APE ends', () => {
    assert.deepEqual(conversions([...AMC, ...APE], [], 'AMC'), ['2023-08-25']);
  });

  test('the line that ends is marked as well', () => {
    assert.deepEqual(conversions([...AMC, ...APE], [], 'APE'), ['2023-08-25']);
  });

  test('another share count is another company', () => {
    const other = line('OTHR', 5, 1_514_000_000);
    assert.deepEqual(conversions([...other, ...APE], [], 'OTHR'), []);
  });

  test('an end on record is no conversion', () => {
    const end: ActionSpec = {
      symbol: 'APE',
      on: '2023-08-25',
      kind: 'TERMINAL',
      terminalKind: 'CASH',
      amount: 2,
    };
    assert.deepEqual(conversions([...AMC, ...APE], [end], 'AMC'), []);
  });

  test('two lines that both go on are two classes', () => {
    const both = line('APE', 1.8, 1_513_000_000);
    assert.deepEqual(conversions([...AMC, ...both], [], 'AMC'), []);
  });

  test('a conversion on record is taken', () => {
    const record: ActionSpec = { symbol: 'AMC', on: '2023-08-25', kind: 'CONVERSION' };
    assert.deepEqual(conversions(AMC, [record], 'AMC'), ['2023-08-25']);
  });

  test('a conversion on record marks what the class became', () => {
    const record: ActionSpec = { symbol: 'APE', on: '2023-08-25', kind: 'CONVERSION', to: 'AMC' };
    const prices = [...line('AMC', 5, 1e9), ...APE];
    for (const symbol of ['AMC', 'APE']) {
      assert.deepEqual(conversions(prices, [record], symbol), ['2023-08-25']);
    }
  });

  test('what is on record and shows in the data is one day', () => {
    const record: ActionSpec = { symbol: 'AMC', on: '2023-08-25', kind: 'CONVERSION' };
    assert.deepEqual(conversions([...AMC, ...APE], [record], 'AMC'), ['2023-08-25']);
  });
});
