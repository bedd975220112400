import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ownFails, ownShortVolume } from '../../src/filings/own-rows.js';
import { isOwnOn } from '../../src/filings/ticker-owner.js';
import { day, formatDay } from '../../src/time/day.js';
import { AMC, GONE, NEWB, tinyPanel } from '../securities/tiny-market.js';

const panel = tinyPanel();

/** Ticker 13 is NEWB: first of GONE, and of another share from 2023-09-01 on. */
const REUSED = 13;

function volume(tickerId: number, on: string, shortVolume: number, totalVolume = 100) {
  return {
    tickerId,
    tradedOn: day(on),
    shortVolume,
    exemptVolume: null,
    totalVolume,
    markets: 'B,Q',
  };
}

function fail(tickerId: number, on: string, quantity: number, price: number | null = 2) {
  return { tickerId, settledOn: day(on), description: null, quantity, price };
}

describe('a ticker that two shares have used', () => {
  test('belongs to the one that took it up last', () => {
    const owners = ['2023-08-08', '2023-08-31', '2023-09-01', '2023-12-01'].map((on) =>
      [GONE, NEWB].filter((i) => isOwnOn(panel, i, REUSED, day(on))),
    );
    assert.deepEqual(owners, [[GONE], [GONE], [NEWB], [NEWB]]);
  });

  test('belongs to the first one before any use that is known', () => {
    assert.deepEqual(
      [GONE, NEWB].map((i) => isOwnOn(panel, i, REUSED, day('2020-01-02'))),
      [true, false],
    );
  });

  test('that one share alone has used belongs to it on any day', () => {
    assert.ok(isOwnOn(panel, AMC, 11, day('1999-01-04')));
    assert.ok(isOwnOn(panel, GONE, 14, day('2030-01-02')));
  });
});

describe('rows of a security', () => {
  const volumes = [
    volume(13, '2023-08-07', 10),
    volume(13, '2023-08-09', 11),
    volume(13, '2023-09-01', 12),
    volume(14, '2023-08-09', 20),
    volume(14, '2023-08-10', 0, 0),
  ];
  const rowsOf = async (tickerId: number) => volumes.filter((row) => row.tickerId === tickerId);

  test('come from all of its tickers, one a day, the later ticker counting', async () => {
    const rows = await ownShortVolume(panel, GONE, rowsOf);
    assert.deepEqual(
      rows.map(({ tradedOn, shortVolume }) => `${formatDay(tradedOn)} ${shortVolume}`),
      ['2023-08-07 10', '2023-08-09 20', '2023-08-10 0'],
    );
    assert.deepEqual((await ownShortVolume(panel, NEWB, rowsOf)).length, 1);
  });

  test('a share of the volume is null without volume', async () => {
    const rows = await ownShortVolume(panel, GONE, rowsOf);
    assert.deepEqual(
      rows.map(({ shortShare }) => shortShare),
      [0.1, 0.2, null],
    );
    assert.deepEqual(rows[0]?.markets, ['B', 'Q']);
  });

  test('facilities that are not stated are none', async () => {
    const [row] = await ownShortVolume(panel, AMC, async () => [
      { ...volume(11, '2023-08-07', 1), markets: '' },
    ]);
    assert.deepEqual(row?.markets, []);
  });

  test('fails are valued at the price beside them, and keep two issues of a day', async () => {
    const fails = [
      fail(11, '2023-08-08', 5),
      fail(11, '2023-08-08', 7, null),
      fail(11, '2023-08-07', 3),
    ];
    const rows = await ownFails(panel, AMC, async () => fails);
    assert.deepEqual(
      rows.map(({ settledOn, quantity, value }) => [formatDay(settledOn), quantity, value]),
      [
        ['2023-08-07', 3, 6],
        ['2023-08-08', 5, 10],
        ['2023-08-08', 7, null],
      ],
    );
  });
});
