import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { CAP_TIERS } from '../../../src/methodology.js';
import { DAY_FLAG } from '../../../src/panel/derived/day-rows.js';
import { makeShortcuts, shortcutsOf } from '../../../src/panel/derived/shortcuts.js';
import { closeAt, tierAt } from '../../../src/panel/price-at.js';
import { tierReader } from '../../../src/panel/tier-reader.js';
import { baseClose, endClose, isStaleOn } from '../../../src/returns/security-return.js';
import { anyMarket, panelOf } from '../../shorts/market.js';

describe('rows of days', () => {
  test('hold what is looked up security by security', async () => {
    await fc.assert(
      fc.asyncProperty(anyMarket, async (market) => {
        const panel = panelOf(market);
        const plainTier = tierReader(panel);
        await makeShortcuts(panel);
        const rows = shortcutsOf(panel)?.days;
        assert.ok(rows);
        const tierOf = tierReader(panel);
        for (let t = rows.firstDay; t < panel.axis.length; t++) {
          for (let i = 0; i < panel.securities.count; i++) {
            const place: number = (t - rows.firstDay) * rows.width + i;
            const flags = rows.flags[place] as number;
            const has = (bit: number) => (flags & bit) !== 0;
            assert.equal(rows.close[place], closeAt(panel, i, t));
            assert.equal(CAP_TIERS[flags & DAY_FLAG.TIER], tierAt(panel, i, t));
            assert.equal(has(DAY_FLAG.HAS_BASE_CLOSE), !Number.isNaN(baseClose(panel, i, t)));
            assert.equal(has(DAY_FLAG.HAS_END_CLOSE), !Number.isNaN(endClose(panel, i, t)));
            assert.equal(has(DAY_FLAG.IS_STALE), isStaleOn(panel, i, t));
            assert.equal(tierOf(i, t), plainTier(i, t));
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
