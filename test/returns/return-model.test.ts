import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { returnChecks } from '../../src/returns/return-checks.js';
import type { ReturnModel } from '../../src/returns/return-model.js';
import type { StatsValues } from '../../src/returns/return-stats.js';
import type { UniverseAt } from '../../src/securities/universe.js';
import { type TinyMarket, tinyPanel } from '../support/tiny-panel.js';
import { assertClose, INDEX, MARKET, report, symbolsOf } from './market.js';

const ofIndex = (universeAt: UniverseAt, where = {}): ReturnModel =>
  report({ index: INDEX, where, options: { universeAt } });

function lineOf(model: ReturnModel, symbol: string) {
  const k = symbolsOf(model, model.lines.members).indexOf(symbol);
  const { periodReturn, weight, contribution } = model.lines;
  return { periodReturn: periodReturn[k]!, weight: weight[k]!, contribution: contribution[k]! };
}

describe('cap-weighted return', () => {
  test('with START it is what holding the base-day weights would have earned', () => {
    // 10 RISE, 20 FALL, 50 FLAT and 25 QUIET at the first closes: 1000, 1000, 500 and 500.
    const end = 10 * 200 + 20 * 40 + 50 * 10 + 25 * 22;
    assertClose(ofIndex('START').total.stats.capWeightReturn, end / 3000 - 1);
  });

  test('with END it holds the members of the end day from the base day on', () => {
    const end = 10 * 200 + 10 * 72 + 50 * 10 + 25 * 22;
    assertClose(ofIndex('END').total.stats.capWeightReturn, end / 2600 - 1);
  });

  test('with DAILY it chains the members of each day', () => {
    // FALL leaves and MOVE joins on day 5, whose move is still that of the close before.
    const before = [10 * 100 + 20 * 50 + 500 + 500, 10 * 150 + 20 * 45 + 50 * 9 + 25 * 22] as const;
    const after = [10 * 150 + 10 * 66 + 50 * 9 + 25 * 22, 10 * 200 + 10 * 72 + 500 + 550] as const;
    const growth = (before[1] / before[0]) * (after[1] / after[0]);
    assertClose(ofIndex('DAILY').total.stats.capWeightReturn, growth - 1);
  });

  test('without an index market values weigh', () => {
    const model = report({ where: { symbols: ['RISE', 'FALL'] } });
    assertClose(model.total.stats.capWeightReturn, 0.5 * 1 + 0.5 * -0.2);
  });

  test('a member without a market value counts without a weight', () => {
    const model = report({ where: { symbols: ['RISE', 'NOCAP'] } });
    assert.equal(model.total.stats.advancers, 2);
    assertClose(model.total.stats.capWeightReturn, 1);
    assertClose(model.total.stats.equalWeightReturn, 1.5);
    assert.ok(Number.isNaN(lineOf(model, 'NOCAP').weight));
  });
});

describe('capped weights', () => {
  // Base-day values 1000, 1000, 500 and 500: weights of a third, a third and two sixths.
  const capped = (weightCap: number, universeAt: UniverseAt = 'START') =>
    report({ index: INDEX, options: { universeAt, weightCap } });

  test('what is above the cap goes to the others in proportion', () => {
    const model = capped(0.3);
    assertClose(lineOf(model, 'RISE').weight, 0.3);
    assertClose(lineOf(model, 'FLAT').weight, 0.2);
    const moves = ['RISE', 'FALL', 'FLAT', 'QUIET'].map((symbol) => lineOf(model, symbol));
    const expected = moves.reduce((sum, line) => sum + line.weight * line.periodReturn, 0);
    assertClose(model.total.stats.capWeightReturn, expected);
    assert.notEqual(expected, capped(1).total.stats.capWeightReturn);
  });

  test('a cap that nobody reaches changes nothing', () => {
    for (const universeAt of ['START', 'END', 'DAILY'] as const) {
      assert.deepEqual(
        capped(1, universeAt).total.stats.capWeightReturn,
        ofIndex(universeAt).total.stats.capWeightReturn,
      );
    }
  });

  test('at one nth all weigh the same, day by day as well', () => {
    const { capWeightReturn, equalWeightReturn } = capped(0.25).total.stats;
    assertClose(capWeightReturn, equalWeightReturn);
    const daily = capped(0.25, 'DAILY').total.stats;
    assertClose(daily.capWeightReturn, daily.equalWeightReturn);
  });

  test('a cap that leaves less than the whole is refused with the least that would do', () => {
    assert.throws(() => capped(0.2).total.stats, /on 4 members .* use at least 0\.25, or none/);
    for (const cap of [0, -1, 1.5]) {
      assert.throws(() => capped(cap), /give a ratio above 0 and up to 1/);
    }
  });
});

describe('total return', () => {
  const panel = tinyPanel({
    days: 4,
    securities: {
      PAYS: { closes: [100, 98, 99, 110], shares: 1, dividends: { 0: 50, 1: 2, 3: 11 } },
      KEEPS: { closes: [100, 100, 100, 100], shares: 1 },
    },
  });
  // The dividend of the base day belongs to the holders of the day before.
  const growth = 1.1 * (1 + 2 / 98) * (1 + 11 / 110);

  test('dividends are reinvested at the close of the ex-date', () => {
    const model = report({ options: { basis: 'TOTAL' } }, panel);
    assertClose(lineOf(model, 'PAYS').periodReturn, growth - 1);
    assertClose(model.total.stats.capWeightReturn, (growth - 1) / 2);
    assertClose(report({}, panel).total.stats.capWeightReturn, 0.05);
  });

  test('with DAILY each day earns its dividends', () => {
    const model = report({ options: { basis: 'TOTAL', universeAt: 'DAILY' } }, panel);
    // PAYS earns 0, 1/98 and 22/99 on weights of 100/200, 98/198 and 99/199.
    const chained = 1 * (1 + (1 / 98) * (98 / 198)) * (1 + (22 / 99) * (99 / 199));
    assertClose(model.total.stats.capWeightReturn, chained - 1);
  });

  test('a fall that dividends outweigh is no decline', () => {
    const one = { where: { symbols: ['PAYS'] }, window: { preset: 'MAX', to: panel.axis.day(1) } };
    const decliners = (basis: 'PRICE' | 'TOTAL') =>
      report({ ...one, options: { basis } } as Parameters<typeof report>[0], panel).total.stats
        .decliners;
    assert.deepEqual([decliners('PRICE'), decliners('TOTAL')], [1, 0]);
  });
});

describe('equal-weight return with DAILY', () => {
  test('it is rebalanced each day', () => {
    const model = report({
      where: { symbols: ['RISE', 'FALL'] },
      options: { universeAt: 'DAILY' },
    });
    const [rise, fall] = [MARKET.securities.RISE!.closes, MARKET.securities.FALL!.closes];
    let growth = 1;
    for (let t = 1; t < 10; t++) growth *= (rise[t]! / rise[t - 1]! + fall[t]! / fall[t - 1]!) / 2;
    assertClose(model.total.stats.equalWeightReturn, growth - 1);
  });
});

describe('lines', () => {
  test('a contribution is weight times return', () => {
    const { weight, periodReturn, contribution } = lineOf(ofIndex('START'), 'FALL');
    assertClose(weight, 1 / 3);
    assertClose(periodReturn, -0.2);
    assertClose(contribution, -0.2 / 3);
  });

  test('with DAILY a member contributes on its own days only', () => {
    const model = ofIndex('DAILY');
    assertClose(lineOf(model, 'FALL').contribution, (20 * -5) / 3000);
    const level = 3400 / 3000;
    assertClose(lineOf(model, 'MOVE').contribution, level * ((10 * 6) / 3160));
  });

  test('with DAILY who joined later has no weight on the base day', () => {
    const model = ofIndex('DAILY');
    assert.ok(Number.isNaN(lineOf(model, 'MOVE').weight));
    assertClose(lineOf(model, 'RISE').weight, 1 / 3);
  });

  test('contributions are unknown when the return is', () => {
    const model = report({ where: { symbols: ['RISE', 'LATE'] } });
    assert.ok(Number.isNaN(model.total.stats.capWeightReturn));
    assert.ok(Number.isNaN(lineOf(model, 'RISE').contribution));
    assertClose(lineOf(model, 'RISE').periodReturn, 1);
  });
});

describe('concentration', () => {
  test('it goes by the weights of the base day', () => {
    const found = ofIndex('START').concentration;
    assertClose(found.hhi, 2 / 9 + 2 / 36);
    assertClose(found.effectiveCount, 3.6);
    assertClose(found.topWeight(1), 1 / 3);
    assertClose(found.topContribution(1), 1000 / 850);
  });

  test('the return without the largest contributor is that of the others', () => {
    assertClose(ofIndex('START').exTopReturn(1), (800 + 500 + 550) / 2000 - 1);
  });

  test('with DAILY the set is chained anew without them', () => {
    const before = (20 * 45 + 50 * 9 + 25 * 22) / 2000;
    const after = (720 + 500 + 550) / (660 + 450 + 550);
    assertClose(ofIndex('DAILY').exTopReturn(1), before * after - 1);
  });

  test('with DAILY who joined later contributes without a weight on the base day', () => {
    const found = ofIndex('DAILY').concentration;
    const { contribution } = ofIndex('DAILY').lines;
    const all = contribution.reduce((sum, own) => sum + own, 0);
    const [first, second] = [...contribution].sort((a, b) => b - a) as [number, number];
    assertClose(lineOf(ofIndex('DAILY'), 'MOVE').contribution, second);
    assertClose(found.topContribution(2), (first + second) / all);
    assertClose(found.hhi, 2 / 9 + 2 / 36);
  });

  test('leaving everyone out leaves nothing', () => {
    assert.ok(Number.isNaN(ofIndex('START').exTopReturn(4)));
  });

  test('it is unknown when the return is', () => {
    const model = report({ where: { symbols: ['RISE', 'LATE'] } });
    assert.ok(Number.isNaN(model.concentration.hhi));
    assert.ok(Number.isNaN(model.concentration.topWeight(1)));
    assert.ok(Number.isNaN(model.exTopReturn(1)));
  });
});

describe('identities', () => {
  const residuals = (model: ReturnModel) => returnChecks(model).map(({ residual }) => residual);

  test('all checks come out at zero with every universe', () => {
    for (const universeAt of ['START', 'END', 'DAILY'] as const) {
      const model = ofIndex(universeAt);
      const found = returnChecks(model);
      assert.deepEqual(
        found.map(({ name }) => name),
        ['COUNTS', 'CONTRIBUTIONS', 'GROUPS'],
      );
      for (const { name, residual } of found) {
        assert.ok(Math.abs(residual as number) < 1e-12, `${universeAt} ${name}: ${residual}`);
      }
    }
  });

  test('a check with an unknown term is null', () => {
    const model = report({ where: { symbols: ['RISE', 'LATE'] } });
    assert.deepEqual(residuals(model), [0, null, null]);
  });

  test('they hold on any panel', () => {
    fc.assert(
      fc.property(anyMarket, fc.constantFrom('START', 'END', 'DAILY'), (market, universeAt) => {
        const panel = tinyPanel(market);
        const model = report({ index: panel.indices[0]!, options: { universeAt } }, panel);
        for (const residual of residuals(model)) {
          if (residual !== null && Math.abs(residual) > 1e-9) return false;
        }
        const { stats } = model.total;
        return stats.advancers + stats.decliners + stats.unchanged === stats.pricedCount;
      }),
      { numRuns: 200 },
    );
  });

  test('the order of questions does not change an answer', () => {
    const asked = ofIndex('DAILY');
    asked.groups(['SECTOR']);
    asked.exTopReturn(2);
    const { contribution } = asked.lines;
    const fresh = ofIndex('DAILY');
    assert.deepEqual(contribution, fresh.lines.contribution);
    assert.deepEqual(written(asked.total.stats), written(fresh.total.stats));
  });
});

/** All figures, some of which are otherwise worked out when they are read. */
function written(stats: StatsValues): number[] {
  return [
    stats.memberCount,
    stats.pricedCount,
    stats.advancers,
    stats.decliners,
    stats.unchanged,
    stats.advancerShare,
    stats.declinerShare,
    stats.medianReturn,
    stats.equalWeightReturn,
    stats.capWeightReturn,
  ];
}

const anyMarket: fc.Arbitrary<TinyMarket> = fc
  .array(
    fc.record({
      closes: fc.array(fc.option(fc.integer({ min: 1, max: 50 }), { freq: 6 }), {
        minLength: 6,
        maxLength: 6,
      }),
      shares: fc.option(fc.integer({ min: 1, max: 1e9 }), { nil: undefined, freq: 8 }),
      held: fc.integer({ min: 0, max: 100 }),
      from: fc.integer({ min: 0, max: 5 }),
      to: fc.option(fc.integer({ min: 0, max: 6 })),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((rows) => ({
    days: 6,
    securities: Object.fromEntries(
      rows.map(({ closes, shares }, k) => [`S${k}`, shares ? { closes, shares } : { closes }]),
    ),
    indices: {
      IDX: {
        spells: Object.fromEntries(rows.map(({ from, to }, k) => [`S${k}`, [[from, to]]])),
        holdings: { 0: Object.fromEntries(rows.map(({ held }, k) => [`S${k}`, held])) },
      },
    },
  }));
