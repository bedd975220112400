import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { makeShortcuts, shortcutsOf } from '../../../src/panel/derived/shortcuts.js';
import { rankSecurities } from '../../../src/shorts/sums/short-rankings.js';
import type { ShortLine } from '../../../src/shorts/lines/short-line.js';
import { ShortInquiry } from '../../../src/shorts/short-inquiry.js';
import { shortSeries } from '../../../src/shorts/series/short-series.js';
import type { ShortTotals } from '../../../src/shorts/sums/short-totals.js';
import { migrationOf } from '../../../src/shorts/sums/tier-migration.js';
import { anyMarket, DAYS, panelOf } from '../../shorts/market.js';
import { dateOf } from '../../support/short-files.js';

const anyWindow = fc.record({
  base: fc.integer({ min: 0, max: DAYS - 2 }),
  length: fc.integer({ min: 1, max: DAYS - 1 }),
  options: fc.record({
    interpolation: fc.constantFrom('STEP' as const, 'LINEAR' as const),
    delisting: fc.constantFrom('TERMINAL' as const, 'LAST_PRICE' as const),
    universeAt: fc.constantFrom('START' as const, 'END' as const, 'DAILY' as const),
    basis: fc.constantFrom('PRICE' as const, 'TOTAL' as const),
    method: fc.constantFrom(
      'DAILY_MARK_TO_MARKET' as const,
      'AVERAGE_POSITION' as const,
      'START_POSITION' as const,
    ),
    financing: fc.constantFrom(null, 0.36),
  }),
});

/** What a line tells, whether it looks it up or holds it. */
function numbersOf(line: ShortLine): number[] {
  return [
    line.security,
    line.from,
    line.to,
    line.pnl,
    line.dailyPnl,
    line.averagePositionPnl,
    line.startPositionPnl,
    line.valueSum,
    line.startValue,
    line.endValue,
    line.netShorting,
    line.priceEffect,
    line.dividends,
    line.financing,
    line.meanShares,
  ];
}

/** All sums over lines. */
function totalsIn(totals: ShortTotals): number[] {
  return [
    totals.positionCount,
    totals.winnerCount,
    totals.loserCount,
    totals.averageValue,
    totals.startValue,
    totals.endValue,
    totals.netShorting,
    totals.priceEffect,
    totals.pnl,
    totals.dailyPnl,
    totals.timingEffect,
    totals.dividends,
    totals.financing,
    totals.profitableValue,
  ];
}

describe('shortcuts', () => {
  test('lines of short selling are the same to the last bit with and without them', async () => {
    await fc.assert(
      fc.asyncProperty(anyMarket, anyWindow, async (market, { base, length, options }) => {
        const linesOf = (panel: ReturnType<typeof panelOf>) => {
          const to = dateOf(Math.min(base + length, DAYS - 1));
          const window = { from: dateOf(base + 1), to };
          const inquiry = ShortInquiry.of(panel, { window, options });
          const { lines } = inquiry.set;
          const numbers = Array.from(lines, numbersOf);
          const seriesOf = (interval: 'DAY' | 'WEEK' | 'MONTH') =>
            shortSeries(inquiry.question, lines, interval, 'CUMULATIVE_PNL');
          const series = (['DAY', 'WEEK', 'MONTH'] as const).map(seriesOf);
          const groups = inquiry
            .groups(['CAP_TIER'])
            .map((group) => [group.key.label, Array.from(group.lines, numbersOf)]);
          const best = rankSecurities(inquiry, 'PNL_RATIO', 'DESC');
          const totals = inquiry
            .groups(['CAP_TIER', 'SECTOR'])
            .map((group) => totalsIn(inquiry.totalsFor(group.lines)));
          const { checks, warnings } = inquiry;
          const migration = migrationOf(inquiry);
          return {
            numbers,
            groups,
            best,
            range: inquiry.pnlRange(lines),
            series,
            whole: totalsIn(inquiry.totals),
            totals,
            checks,
            warnings,
            migration,
          };
        };
        const plain = panelOf(market);
        const quick = panelOf(market);
        await makeShortcuts(quick);
        assert.equal(shortcutsOf(plain), null);
        assert.ok(shortcutsOf(quick)?.reports.settled.length);
        assert.deepEqual(linesOf(quick), linesOf(plain));
      }),
      { numRuns: 200 },
    );
  });
});
