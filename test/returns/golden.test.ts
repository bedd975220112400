import { describe, test } from 'node:test';
import type { IndexColumns } from '../../src/panel/panel.js';
import { type ReturnMeasureName, returnSeries } from '../../src/returns/return-series.js';
import type { ReturnBasis } from '../../src/returns/security-return.js';
import { allCloseTo, closeTo } from '../kernels/close-to.js';
import { G2 } from '../kernels/day-panel.js';
import { loadGolden, num, nums } from '../kernels/golden.js';
import { type TinySecurity, tinyPanel } from '../support/tiny-panel.js';
import { report } from './market.js';

describe('G1 through a report that reads the members of each day', () => {
  const golden = loadGolden().G1_index;
  // Closes, shares and the dividend are in the basis after the split of A.
  const panel = tinyPanel({
    days: 5,
    securities: {
      A: { closes: [5, 5.5, 5.45, 5.5, 5.6], dividends: { 2: 0.1 } },
      B: { closes: [25, 24, 25, 24, 24.5] },
      C: { closes: [5, 5.5] },
      D: { closes: [null, 30, 33, null], ended: { kind: 'BANKRUPT', price: 0 } },
    },
    indices: {
      RTY: {
        spells: { A: [[0, null]], B: [[0, null]], C: [[0, 1]], D: [[1, null]] },
        holdings: { 0: { A: 200, B: 40, C: 100, D: 20 } },
      },
    },
  });
  const index = panel.indices[0] as IndexColumns;
  const ask = (basis: ReturnBasis) =>
    report({ index, options: { universeAt: 'DAILY', basis } }, panel);
  const levels = (basis: ReturnBasis) => {
    const { values } = returnSeries(ask(basis).total, 'DAY', 'CUMULATIVE_CAP_WEIGHT_RETURN');
    return Float64Array.from(values, (value) => 1000 * (1 + Number(value)));
  };

  test('price and total return, the removal at 0 included', () => {
    closeTo(ask('PRICE').total.stats.capWeightReturn, num(golden.priceReturn));
    closeTo(ask('TOTAL').total.stats.capWeightReturn, num(golden.totalReturn));
  });

  test('the level of each day, with dividends reinvested in the whole index', () => {
    allCloseTo(levels('PRICE'), nums(golden.priceLevel).slice(1));
    allCloseTo(levels('TOTAL'), nums(golden.totalReturnLevel).slice(1));
  });

  test('the return with equal weights', () => {
    closeTo(ask('PRICE').total.stats.equalWeightReturn, num(golden.equalWeightDailyReturn));
  });

  test('the contribution of each member while it was in', () => {
    const { contribution } = ask('PRICE').lines;
    allCloseTo(contribution, nums(Object.values(golden.contributionToReturn)));
  });
});

describe('G2 through a report', () => {
  const golden = loadGolden().G2_breadth.days;
  const members: Record<string, TinySecurity> = {};
  G2.members.forEach(({ close, volume }, k) => {
    members['abcdef'.charAt(k)] = {
      closes: [...close],
      volumes: volume.map((shares) => shares ?? Number.NaN),
    };
  });
  // So many that never move that the days of the example count, although one in six is missing.
  for (let k = 0; k < 54; k++) {
    members[`flat${k}`] = { closes: [7, 7, 7, 7], volumes: [1, 1, 1, 1] };
  }
  const { total } = report({}, tinyPanel({ days: 4, securities: members }));
  const values = (measure: ReturnMeasureName) =>
    Float64Array.from(returnSeries(total, 'DAY', measure).values, Number);

  const MEASURES = {
    ADVANCERS: (day: (typeof golden)[0]) => day.adv,
    DECLINERS: (day: (typeof golden)[0]) => day.dec,
    ADVANCE_DECLINE_LINE: (day: (typeof golden)[0]) => day.adLine,
    ADVANCE_DECLINE_RATIO: (day: (typeof golden)[0]) => num(day.adRatio),
    TRIN: (day: (typeof golden)[0]) => num(day.trin),
    RATIO_ADJUSTED_NET_ADVANCES: (day: (typeof golden)[0]) => day.ratioAdjNet,
    MCCLELLAN_OSCILLATOR: (day: (typeof golden)[0]) => num(day.mcclellan),
    MCCLELLAN_SUMMATION: (day: (typeof golden)[0]) => num(day.summation),
  } as const;

  for (const [measure, of] of Object.entries(MEASURES)) {
    test(measure, () => {
      allCloseTo(values(measure as ReturnMeasureName), Float64Array.from(golden, of));
    });
  }
});
