import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compareIndices } from '../../src/indices/comparison.service.js';
import { sectorWeights } from '../../src/indices/sector-weights.js';
import { buildPanel } from '../../src/panel/build.js';
import { dayView } from '../../src/panel/day-view.js';
import { makeShortcuts } from '../../src/panel/derived/shortcuts.js';
import type { Panel } from '../../src/panel/panel.js';
import { returnCoverage } from '../../src/returns/return-coverage.js';
import { returnSeries } from '../../src/returns/return-series.js';
import { reportReturns } from '../../src/returns/return-service.js';
import type { StatsValues } from '../../src/returns/return-stats.js';
import { makeMarket } from '../bench/market.js';

// Late and ended listings, days without a trade, splits and dividends: what is read day by day from
// rows is what is looked up security by security.

const SECURITIES = 150;
const DAYS = 420;
const WINDOWS = [
  [0, DAYS - 1],
  [5, 6],
  [200, 320],
  [DAYS - 30, DAYS - 1],
] as const;
const BASES = ['PRICE', 'TOTAL'] as const;
const UNIVERSES = ['START', 'END', 'DAILY'] as const;

/** Some are worked out when they are read. */
function figuresOf(stats: StatsValues): number[] {
  const { pricedCount, advancers, decliners, medianReturn } = stats;
  const { memberCount, equalWeightReturn, capWeightReturn } = stats;
  const means = [medianReturn, equalWeightReturn, capWeightReturn];
  return [memberCount, pricedCount, advancers, decliners, ...means];
}

async function bothPanels(seed: number): Promise<{ plain: Panel; quick: Panel }> {
  const make = () => buildPanel(makeMarket(SECURITIES, DAYS, seed));
  const quick = make();
  await makeShortcuts(quick);
  return { plain: make(), quick };
}

for (const seed of [1, 2]) {
  describe(`rows of days, seed ${seed}`, async () => {
    const { plain, quick } = await bothPanels(seed);

    test('are there', () => {
      assert.equal(dayView(plain, DAYS - 1), null);
      assert.equal(dayView(quick, DAYS - 1)?.close.length, quick.securities.count);
      assert.equal(dayView(quick, DAYS), null);
    });

    for (const [base, end] of WINDOWS) {
      const window = { from: plain.axis.day(base + 1), to: plain.axis.day(end) };

      for (const basis of BASES) {
        for (const universeAt of UNIVERSES) {
          test(`returns from ${base} to ${end}, ${basis}, ${universeAt}`, () => {
            const answer = (panel: Panel) => {
              const index = panel.indices.find(({ symbol }) => symbol === 'RUT') ?? null;
              return [null, index].map((own) => {
                const question = { window, index: own, options: { basis, universeAt } };
                const model = reportReturns(panel, question);
                const { total, lines } = model;
                const series = (
                  ['CUMULATIVE_DECLINER_SHARE', 'CUMULATIVE_CAP_WEIGHT_RETURN'] as const
                ).map((measure) => returnSeries(total, 'WEEK', measure));
                return {
                  stats: figuresOf(total.stats),
                  lines,
                  series,
                  coverage: returnCoverage(model),
                };
              });
            };
            const expected = answer(plain);
            assert.deepEqual(answer(quick), expected);
            assert.deepEqual(answer(quick), expected, 'once more, from what was kept');
          });
        }
      }

      test(`sectors of indices from ${base} to ${end}`, () => {
        const answer = (panel: Panel) => {
          const model = compareIndices(panel, { subject: 'RUT', benchmark: 'SPX', window });
          const effects = (['CARINO', 'MENCHERO'] as const).map((it) =>
            model.attribution.linked(it),
          );
          const weights = panel.indices.map((it) => sectorWeights(panel, it, panel.axis.day(end)));
          return { effects, rebuilt: model.attribution.rebuilt, weights };
        };
        const expected = answer(plain);
        assert.deepEqual(answer(quick), expected);
        assert.deepEqual(answer(quick), expected, 'once more, from what was kept');
      });
    }
  });
}
