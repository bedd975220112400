import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { makeShortcuts, shortcutsOf } from '../../../src/panel/derived/shortcuts.js';
import { ShortInquiry } from '../../../src/shorts/short-inquiry.js';
import { shortSeries } from '../../../src/shorts/short-series.js';
import { anyMarket, dateOf, DAYS, panelOf } from '../../shorts/market.js';

const anyWindow = fc.record({
  base: fc.integer({ min: 0, max: DAYS - 2 }),
  length: fc.integer({ min: 1, max: DAYS - 1 }),
  interpolation: fc.constantFrom('STEP' as const, 'LINEAR' as const),
});

describe('shortcuts', () => {
  test('lines of short selling are the same to the last bit with and without them', async () => {
    await fc.assert(
      fc.asyncProperty(anyMarket, anyWindow, async (market, { base, length, interpolation }) => {
        const linesOf = (panel: ReturnType<typeof panelOf>) => {
          const to = dateOf(Math.min(base + length, DAYS - 1));
          const window = { from: dateOf(base + 1), to };
          const inquiry = ShortInquiry.of(panel, { window, options: { interpolation } });
          const { lines } = inquiry.set;
          const seriesOf = (interval: 'DAY' | 'WEEK' | 'MONTH') =>
            shortSeries(inquiry.question, lines, interval, 'CUMULATIVE_PNL');
          const series = (['DAY', 'WEEK', 'MONTH'] as const).map(seriesOf);
          return { set: inquiry.set, range: inquiry.pnlRange(lines), series };
        };
        const plain = panelOf(market);
        const quick = panelOf(market);
        await makeShortcuts(quick);
        assert.equal(shortcutsOf(plain), null);
        assert.ok(shortcutsOf(quick)?.stretches.count);
        assert.deepEqual(linesOf(quick), linesOf(plain));
      }),
      { numRuns: 200 },
    );
  });
});
