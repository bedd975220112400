import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { day } from '../../src/time/day.js';
import { added, type BookLine, ofSize, shortBook, totals } from './support/short-book.js';
import {
  closeOn,
  indexReturn,
  levelOn,
  type Story,
  sheet,
  splitsAfter,
  story,
} from './support/story.js';

const BASE = '2022-12-30';
const END = '2023-09-08';

function near(actual: number, expected: number, within: number): void {
  const says = `${actual} is not within ${within} of ${expected}`;
  assert.ok(Math.abs(actual - expected) <= within, says);
}

describe('the indices of the simulated market', () => {
  test('start from the published levels and end where the story says', async () => {
    const told = await story();
    assert.equal(levelOn(told, 'RUT', BASE), 1761.25);
    assert.equal(levelOn(told, 'SPX', BASE), 3839.5);
    near(indexReturn(told, 'RUT', BASE, END), 0.0513, 0.001);
    near(indexReturn(told, 'SPX', BASE, END), 0.161, 0.001);
  });

  test('rally in June and July and fall since, the small one more', async () => {
    const told = await story();
    near(indexReturn(told, 'RUT', '2023-05-31', '2023-07-31'), 0.142, 0.02);
    const small = indexReturn(told, 'RUT', '2023-07-31', END);
    const large = indexReturn(told, 'SPX', '2023-07-31', END);
    assert.ok(small < large - 0.03 && large < 0, `${small} and ${large}`);
  });

  test('are rebuilt by their members within a tenth of a per cent', async () => {
    const told = await story();
    const spans = [
      [BASE, '2023-03-31'],
      ['2023-03-31', '2023-06-23'],
      ['2023-06-30', END],
    ] as const;
    for (const [from, to] of spans) {
      let before = 0;
      let after = 0;
      for (const { key, marketValue, shares } of sheet(told, 'RUT', from)) {
        const last = told.prices.get(key)?.at(-1)?.tradedOn ?? 0;
        if (last < day(to)) continue;
        before += marketValue;
        after += shares * splitsAfter(told, key, day(from)) * closeOn(told, key, to);
      }
      near(after / before - 1, indexReturn(told, 'RUT', from, to), 0.002);
    }
  });

  test('have 503 and about 1,950 members', async () => {
    const told = await story();
    for (const date of [BASE, '2023-03-31', '2023-06-30', END]) {
      assert.equal(sheet(told, 'SPX', date).length, 503);
      near(sheet(told, 'RUT', date).length, 1950, 10);
      const listed = told.spells.filter(
        ({ fromOn, toOn }) => fromOn <= day(date) && (toOn === null || toOn > day(date)),
      );
      assert.equal(listed.length, 503);
    }
  });

  test('more than half of the small index is down', async () => {
    const told = await story();
    const returns = sheet(told, 'RUT', END)
      .map(({ key }) => closeOn(told, key, END) / closeOn(told, key, BASE) - 1)
      .filter((value) => !Number.isNaN(value));
    near(returns.filter((value) => value < 0).length / returns.length, 0.53, 0.015);
  });

  test('seven names make most of the gain of the large index', async () => {
    const told = await story();
    const rows = sheet(told, 'SPX', BASE);
    const total = rows.reduce((sum, { marketValue }) => sum + marketValue, 0);
    const points = rows.map(({ key, marketValue }) => ({
      key,
      points: (marketValue / total) * (closeOn(told, key, END) / closeOn(told, key, BASE) - 1),
    }));
    points.sort((a, b) => b.points - a.points);
    const first = points.slice(0, 7).map(({ key }) => key);
    for (const key of ['NVDA', 'META', 'TSLA']) assert.ok(first.includes(key), first.join(' '));
    const top = points.slice(0, 7).reduce((sum, { points }) => sum + points, 0);
    assert.ok(top > 0.55 * indexReturn(told, 'SPX', BASE, END), `${top}`);
  });

  test('technology leads the large index, financials and energy trail it', async () => {
    const told = await story();
    const sums = new Map<string, [number, number]>();
    for (const { key, marketValue, sector } of sheet(told, 'SPX', BASE)) {
      const at = sums.get(sector ?? '') ?? [0, 0];
      const growth = closeOn(told, key, END) / closeOn(told, key, BASE);
      sums.set(sector ?? '', [at[0] + marketValue, at[1] + marketValue * growth]);
    }
    const order = [...sums].sort((a, b) => b[1][1] / b[1][0] - a[1][1] / a[1][0]);
    const names = order.map(([sector]) => sector);
    assert.equal(names.length, 11);
    assert.equal(names[0], 'INFORMATION_TECHNOLOGY');
    assert.deepEqual(names.slice(-2).sort(), ['ENERGY', 'FINANCIALS']);
  });
});

describe('the shorts of the simulated market', () => {
  test('earn in small companies by size at the end and lose by size at the start', async () => {
    const { told, book } = await books();
    const small = added(told, ofSize(told, book, END, 0, 2e9), BASE, END);
    near(small.pnl / 1e9, 12.9, 0.5);
    near(small.averageValue / 1e9, 85.6, 1.5);
    assert.ok(added(told, ofSize(told, book, BASE, 0, 2e9), BASE, END).pnl < -2e9);
  });

  test('lose in the rest, and small companies are less than a tenth of them', async () => {
    const { told, book } = await books();
    const mid = added(told, ofSize(told, book, END, 2e9, 10e9), BASE, END);
    const large = added(told, ofSize(told, book, END, 10e9, 1e15), BASE, END);
    near(mid.pnl / 1e9, -29.1, 1);
    near(large.pnl / 1e9, -110.7, 2);
    const small = added(told, ofSize(told, book, END, 0, 2e9), BASE, END).averageValue;
    near((small + mid.averageValue + large.averageValue) / 1e9, 966, 5);
    assert.ok(small / (small + mid.averageValue + large.averageValue) < 0.1);
  });

  test('have earned most of it since August', async () => {
    const { told, book } = await books();
    const late = added(told, ofSize(told, book, END, 0, 2e9), '2023-07-31', END);
    near(late.pnl / 1e9, 9.7, 0.7);
  });

  test('grew by two thirds of a billion in a month, more than in the month before', async () => {
    const { told, book } = await books();
    const lines = ofSize(told, book, END, 0, 2e9);
    const last = added(told, lines, '2023-08-09', END).netShorting;
    near(last / 1e9, 0.66, 0.1);
    assert.ok(added(told, lines, '2023-07-10', '2023-08-09').netShorting < last);
  });

  test('did best in failed banks, Lumenor, Fleetline and Beamline', async () => {
    const { told, book } = await books();
    const best = ranked(told, ofSize(told, book, END, 0, 2e9), BASE, 'pnl').slice(0, 8);
    for (const symbol of ['FRC', 'SIVB', 'SBNY', 'LUMN', 'FL', 'BEAM']) {
      assert.ok(best.includes(symbol), best.join(' '));
    }
  });

  test('were best in regional banks by industry', async () => {
    const { told, book } = await books();
    const sums = new Map<string, number>();
    for (const line of ofSize(told, book, END, 0, 2e9)) {
      const { pnl } = totals(told, line, BASE, END);
      sums.set(line.industry, (sums.get(line.industry) ?? 0) + pnl);
    }
    const [first] = [...sums].sort((a, b) => b[1] - a[1]);
    assert.equal(first?.[0], 'Regional Banks');
  });

  test('were added to most in the four names of the story', async () => {
    const { told, book } = await books();
    const most = ranked(told, ofSize(told, book, END, 0, 2e9), '2023-08-09', 'netShorting');
    for (const symbol of ['ACHR', 'ATSG', 'AYX', 'SAGE']) {
      assert.ok(most.slice(0, 5).includes(symbol), most.slice(0, 5).join(' '));
    }
  });
});

describe('the fund flows of the simulated market', () => {
  test('left small companies as they had not since 14 June', async () => {
    const { flows } = await story();
    const small = flows.filter(
      ({ category, isSingleFund }) => category === 'US_SMALL_CAP' && !isSingleFund,
    );
    const at = small.findIndex(({ periodEndOn }) => periodEndOn === day('2023-09-06'));
    const flow = small[at]?.netFlow ?? 0;
    near(flow / 1e9, -1.5, 0.01);
    const since = small.slice(0, at).findLast(({ netFlow }) => (netFlow ?? 0) <= flow);
    assert.equal(since?.periodEndOn, day('2023-06-14'));
  });

  test('went into large companies in the same week', async () => {
    const { flows } = await story();
    const row = flows.find(
      ({ category, periodEndOn, isSingleFund }) =>
        category === 'US_LARGE_CAP' && periodEndOn === day('2023-09-06') && !isSingleFund,
    );
    near((row?.netFlow ?? 0) / 1e9, 5.5, 0.05);
  });

  test('left most single funds for small companies in the third quarter, but not all', async () => {
    const { flows } = await story();
    const quarter = flows.filter(
      ({ category, isSingleFund, periodEndOn }) =>
        category === 'US_SMALL_CAP' && isSingleFund && periodEndOn > day('2023-06-30'),
    );
    const totals = new Map<string, number>();
    for (const { fundCode, netFlow } of quarter) {
      totals.set(fundCode, (totals.get(fundCode) ?? 0) + (netFlow ?? 0));
    }
    const losers = [...totals.values()].filter((flow) => flow < 0);
    assert.equal(totals.size, 8);
    assert.ok(losers.length >= 5 && losers.length < 8, `${losers.length} of 8`);
  });
});

let made: Promise<{ told: Story; book: BookLine[] }> | undefined;

function books(): Promise<{ told: Story; book: BookLine[] }> {
  made ??= story().then((told) => ({ told, book: shortBook(told) }));
  return made;
}

function ranked(
  told: Story,
  lines: readonly BookLine[],
  from: string,
  by: 'pnl' | 'netShorting',
): string[] {
  return lines
    .map((line) => ({ symbol: line.symbol, value: totals(told, line, from, END)[by] }))
    .sort((a, b) => b.value - a.value)
    .map(({ symbol }) => symbol);
}
