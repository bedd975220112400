import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { brinson, type SectorSide } from '../../src/kernels/brinson.js';
import { type Linking, linkCoefficients, linkEffects } from '../../src/kernels/link-effects.js';
import { sum } from '../../src/kernels/sum.js';
import { brinson as oracle } from '../oracle/brinson.js';
import { linkCoefficients as linkOracle } from '../oracle/link-effects.js';
import { fullColumn } from './arbitrary.js';
import { allCloseTo, closeTo } from './close-to.js';
import { loadGolden, num, nums } from './golden.js';
import { fc } from './seed.js';

const LINKINGS: readonly Linking[] = ['CARINO', 'MENCHERO'];

function side(weights: number[], returns: number[]): SectorSide {
  return { weights: Float64Array.from(weights), returns: Float64Array.from(returns) };
}

/** The two periods of G4: technology, financials, other. */
const PERIODS = [
  {
    subject: side([0.13, 0.17, 0.7], [0.1, -0.08, 0.02]),
    benchmark: side([0.28, 0.12, 0.6], [0.2, -0.02, 0.03]),
  },
  {
    subject: side([0.14, 0.16, 0.7], [-0.04, 0.01, -0.03]),
    benchmark: side([0.3, 0.11, 0.59], [0.02, -0.01, -0.02]),
  },
];

const golden = loadGolden().G4_brinson;
const periods = PERIODS.map(({ subject, benchmark }) => brinson(subject, benchmark));
const subjectReturns = Float64Array.from(periods, (period) => period.subjectReturn);
const benchmarkReturns = Float64Array.from(periods, (period) => period.benchmarkReturn);

function linked(effect: 'allocation' | 'selection' | 'interaction', linking: Linking) {
  const rows = Float64Array.from(periods.flatMap((period) => [...period[effect]]));
  return linkEffects(rows, subjectReturns, benchmarkReturns, linking);
}

describe('brinson', () => {
  golden.periods.forEach((expected, t) => {
    test(`gives the effects of G4 in period ${t + 1}`, () => {
      const actual = periods[t] as (typeof periods)[0];
      closeTo(actual.subjectReturn, num(expected.Rp));
      closeTo(actual.benchmarkReturn, num(expected.Rb));
      const sectors = Object.values(expected.effects);
      allCloseTo(actual.allocation, nums(sectors.map((effect) => effect.alloc)));
      allCloseTo(actual.selection, nums(sectors.map((effect) => effect.sel)));
      allCloseTo(actual.interaction, nums(sectors.map((effect) => effect.inter)));
      closeTo(sum(actual.allocation), num(expected.alloc));
      closeTo(sum(actual.selection), num(expected.sel));
      closeTo(sum(actual.interaction), num(expected.inter));
    });
  });

  test('a sector that one side lacks has no selection', () => {
    const result = brinson(side([1, 0], [0.1, Number.NaN]), side([0.5, 0.5], [0.2, 0.04]));
    closeTo(result.selection[1] as number, 0);
    closeTo(result.interaction[1] as number, 0);
    closeTo(result.allocation[1] as number, -0.5 * (0.04 - 0.12));
  });

  test('a sector that nobody holds has no effect, even without a return', () => {
    const empty = side([1, 0], [0.1, Number.NaN]);
    const result = brinson(empty, empty);
    assert.deepEqual([...result.allocation, ...result.selection], [0, 0, 0, 0]);
    assert.equal(result.subjectReturn, 0.1);
  });

  test('an unknown weight is no weight', () => {
    const gap = brinson(side([1, Number.NaN], [0.1, 0.3]), side([1, 0], [0.2, 0.3]));
    assert.equal(gap.subjectReturn, 0.1);
    assert.equal(gap.allocation[1], 0);
  });

  test('a held sector without any return makes the answer unknown, not zero', () => {
    const result = brinson(side([1, 0], [Number.NaN, 0]), side([1, 0], [Number.NaN, 0]));
    assert.ok(Number.isNaN(result.subjectReturn) && Number.isNaN(result.allocation[0]));
  });

  const sectors = fc.integer({ min: 1, max: 12 }).chain((count) => {
    const weights = fullColumn(fc.integer({ min: 0, max: 100 }), count).map((parts) => {
      const total = parts.reduce((a, b) => a + b) || 1;
      return parts.map((part) => part / total);
    });
    const returns = fullColumn(
      fc.integer({ min: -900, max: 900 }).map((k) => k / 1_000),
      count,
    );
    const lacks = fullColumn(fc.constantFrom(0, 0, 0, 1), count);
    return fc.tuple(weights, returns, weights, returns, lacks);
  });

  test('the effects sum to the difference of the returns, and equal the naive twin', () => {
    fc.assert(
      fc.property(sectors, ([wp, rp, wb, rb, lacks]) => {
        const own = rp.map((value, j) => (lacks[j] === 1 ? Number.NaN : value));
        const actual = brinson(side(wp, own), side(wb, rb));
        const expected = oracle(
          wp.map((weight, j) => ({ weight, return: lacks[j] === 1 ? null : (rp[j] as number) })),
          wb.map((weight, j) => ({ weight, return: rb[j] as number })),
        );
        closeTo(actual.subjectReturn, expected.subjectReturn, 1);
        closeTo(actual.benchmarkReturn, expected.benchmarkReturn, 1);
        allCloseTo(actual.allocation, expected.allocation, 1);
        allCloseTo(actual.selection, expected.selection, 1);
        allCloseTo(actual.interaction, expected.interaction, 1);
        fc.pre(sum(Float64Array.from(wp)) > 0 && sum(Float64Array.from(wb)) > 0);
        const total = sum(actual.allocation) + sum(actual.selection) + sum(actual.interaction);
        closeTo(total, actual.subjectReturn - actual.benchmarkReturn, 1);
      }),
    );
  });
});

describe('linkEffects', () => {
  test('gives the effects of G4 after Carino, by sector and in all', () => {
    const byEffect = { allocation: 'alloc', selection: 'sel', interaction: 'inter' } as const;
    for (const [effect, key] of Object.entries(byEffect)) {
      const actual = linked(effect as keyof typeof byEffect, 'CARINO');
      const expected = Object.values(golden.carino.bySector).map((sector) => sector[key]);
      allCloseTo(actual, expected);
      closeTo(sum(actual), golden.carino[key]);
    }
  });

  test('gives the effects of G4 after Menchero', () => {
    closeTo(sum(linked('allocation', 'MENCHERO')), golden.menchero.alloc);
    closeTo(sum(linked('selection', 'MENCHERO')), golden.menchero.sel);
    closeTo(sum(linked('interaction', 'MENCHERO')), golden.menchero.inter);
  });

  test('gives the coefficients of G4', () => {
    const carino = linkCoefficients(subjectReturns, benchmarkReturns, 'CARINO');
    allCloseTo(
      carino,
      golden.carino.kt.map((kt) => kt / golden.carino.k),
    );
    const menchero = linkCoefficients(subjectReturns, benchmarkReturns, 'MENCHERO');
    allCloseTo(
      menchero,
      golden.menchero.a.map((a) => golden.menchero.M + a),
    );
  });

  test('both sum to the linked active return of G4', () => {
    for (const linking of LINKINGS) {
      const parts = (['allocation', 'selection', 'interaction'] as const).map((effect) =>
        sum(linked(effect, linking)),
      );
      closeTo(sum(Float64Array.from(parts)), num(golden.linkedActive));
    }
  });

  test('a single period stays as it is', () => {
    const effects = Float64Array.of(0.01, -0.03);
    for (const linking of LINKINGS) {
      const result = linkEffects(effects, Float64Array.of(0.05), Float64Array.of(0.07), linking);
      allCloseTo(result, effects);
    }
  });

  test('equal returns link by the limits of the formulas', () => {
    const equal = Float64Array.of(0.1, -0.05, 0.02);
    const growth = 1.1 * 0.95 * 1.02;
    allCloseTo(
      linkCoefficients(equal, equal, 'CARINO'),
      equal.map((value) => growth / (1 + value)),
    );
    allCloseTo(
      linkCoefficients(equal, equal, 'MENCHERO'),
      new Float64Array(3).fill(growth ** (2 / 3)),
    );
  });

  test('no period has no effects, and a loss of everything is unknown', () => {
    const none = new Float64Array(0);
    for (const linking of LINKINGS) {
      assert.equal(linkEffects(none, none, none, linking).length, 0);
      const ruin = linkEffects(
        Float64Array.of(-1),
        Float64Array.of(-1),
        Float64Array.of(0),
        linking,
      );
      assert.deepEqual([...ruin], [Number.NaN]);
    }
  });

  const dailies = fc.array(
    fc.tuple(
      fc.integer({ min: -900, max: 2_000 }).map((k) => k / 10_000),
      fc.integer({ min: -900, max: 2_000 }).map((k) => k / 10_000),
    ),
    { minLength: 1, maxLength: 60 },
  );

  test('linked effects sum to the compounded active return', () => {
    fc.assert(
      fc.property(dailies, fc.constantFrom(...LINKINGS), (days, linking) => {
        const own = Float64Array.from(days, ([value]) => value);
        const other = Float64Array.from(days, ([, value]) => value);
        // One effect a day that is all of its active return, in two columns.
        const effects = Float64Array.from(
          days.flatMap(([a, b]) => [0.25 * (a - b), 0.75 * (a - b)]),
        );
        const result = linkEffects(effects, own, other, linking);
        const growth = (values: Float64Array): number =>
          values.reduce((total, value) => total * (1 + value), 1);
        fc.pre(own.some((value, t) => value !== other[t]) || linking === 'CARINO');
        closeTo(sum(result), growth(own) - growth(other), growth(own) + growth(other));
      }),
    );
  });

  test('the coefficients equal the formulas as printed', () => {
    fc.assert(
      fc.property(dailies, fc.constantFrom(...LINKINGS), (days, linking) => {
        const own = days.map(([value]) => value);
        const other = days.map(([, value]) => value);
        const actual = linkCoefficients(Float64Array.from(own), Float64Array.from(other), linking);
        const expected = linkOracle(own, other, linking);
        // The printed formulas cancel digits where returns are nearly equal.
        for (const [t, value] of expected.entries()) {
          assert.ok(Math.abs((actual[t] as number) - value) <= 1e-8 * (1 + Math.abs(value)));
        }
      }),
    );
  });
});
