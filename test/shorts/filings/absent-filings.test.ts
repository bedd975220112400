import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../../src/panel/build.js';
import type { KnownFiling, ShortFiling } from '../../../src/shorts/filings/known-filings.js';
import { ownFilings } from '../../../src/shorts/filings/own-filings.js';
import { reportedPosition } from '../../../src/shorts/filings/reported-position.js';
import { ordinal } from '../../support/panel-view.js';
import { dateOf, otherRows, steadyBars } from '../../support/short-files.js';
import { type ShortSpec, storedColumns } from '../../support/stored.js';

// Filings are rows: what the panel adds for names that a file lacks is none of them.

const DAYS = 30;

function rows(symbol: string, shares: Readonly<Record<number, number>>): ShortSpec[] {
  return Object.entries(shares).map(([t, count]) => ({
    symbol,
    settledOn: dateOf(Number(t)),
    shares: count,
    exchange: 'NYSE',
  }));
}

describe('filings of a ticker that passed from one security to another', () => {
  // A fund was NEW for two settlements; then the company OLD took the ticker up.
  const panel = buildPanel(
    storedColumns({
      prices: steadyBars('OLD', DAYS),
      shorts: [
        ...otherRows([0, 5, 15, 20]),
        ...rows('OLD', { 0: 500, 5: 600 }),
        ...rows('NEW', { 0: 10, 5: 20, 15: 700, 20: 800 }),
      ],
      actions: [{ symbol: 'OLD', on: dateOf(14), kind: 'RENAME', to: 'NEW' }],
    }),
  );
  const { tickerIds } = panel.securities;
  const company = tickerIds.findIndex(({ length }) => length === 2);
  const ticker = tickerIds[company]?.[1] as number;
  const fund = tickerIds.findIndex((own) => own.length === 1 && own[0] === ticker);
  const filed = [0, 5, 15, 20].map(
    (t): ShortFiling => ({
      tickerId: ticker,
      settledOn: dateOf(t),
      vintage: 1,
      shares: 1,
      averageDailyVolume: 1,
      publishedOn: dateOf(t),
    }),
  );

  test('those of the fund end where the company begins', () => {
    assert.deepEqual(ownFilings(panel, fund, filed), filed.slice(0, 2));
  });

  test('those of the company begin with its own', () => {
    assert.deepEqual(
      ownFilings(panel, company, filed).map(({ settledOn }) => settledOn),
      [dateOf(15), dateOf(20)],
    );
  });
});

describe('the change since the filing before', () => {
  const changeWith = (files: readonly number[]) => {
    const panel = buildPanel(
      storedColumns({
        prices: steadyBars('XYZ', DAYS),
        shorts: [...otherRows(files), ...rows('XYZ', { 0: 100, 10: 40 })],
      }),
    );
    const filing = (t: number, shares: number): KnownFiling => ({
      settledOn: dateOf(t),
      publishedOn: dateOf(t),
      shares,
      firstPublishedShares: shares,
      isRevised: false,
      averageDailyVolume: 1,
    });
    const i = ordinal(panel, 'XYZ');
    return reportedPosition(panel, i, filing(10, 40), filing(0, 100)).changeRatio;
  };

  test('is null when a file in between lacks the name: its previous position was 0', () => {
    assert.equal(changeWith([0, 5, 10]), null);
  });

  test('is there when no file in between is stored', () => {
    assert.equal(changeWith([0, 10]), -0.6);
  });
});
