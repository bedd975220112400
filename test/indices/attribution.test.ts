import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { AttributionModel, totalEffect } from '../../src/indices/attribution-model.js';
import { sectorDays } from '../../src/indices/sector-days.js';
import type { IndexColumns, Panel } from '../../src/panel/panel.js';
import { type TinyMarket, tinyPanel } from '../support/tiny-panel.js';

function attributionOf(panel: Panel, base = 0, end = panel.axis.length - 1): AttributionModel {
  const [subject, benchmark] = panel.indices as [IndexColumns, IndexColumns];
  const days = (index: IndexColumns) => sectorDays(panel, index, base, end, 'PRICE');
  return new AttributionModel(days(subject), days(benchmark));
}

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`);
}

/** One day in which the subject holds half energy, the benchmark a fifth, and energy loses. */
const ONE_DAY = tinyPanel({
  days: 2,
  securities: {
    OIL: { closes: [10, 9], sector: 'ENERGY' },
    GAS: { closes: [10, 8], sector: 'ENERGY' },
    CHIP: { closes: [10, 12], sector: 'INFORMATION_TECHNOLOGY' },
    CODE: { closes: [10, 11], sector: 'INFORMATION_TECHNOLOGY' },
  },
  indices: {
    SUB: { holdings: { 0: { OIL: 5, CODE: 5 } } },
    BEN: { holdings: { 0: { OIL: 1, GAS: 1, CHIP: 4, CODE: 4 } } },
  },
});

describe('attribution of one day', () => {
  const { allocation, selection, interaction, tilts } = attributionOf(ONE_DAY).linked('CARINO');
  const energy = tilts.find(({ sector }) => sector === 'ENERGY')!;
  // The benchmark: energy 0.2 at -15 %, technology 0.8 at +15 %, together +9 %.

  test('allocation is active weight times what the sector did beyond the benchmark', () => {
    close(energy.allocation, (0.5 - 0.2) * (-0.15 - 0.09));
    close(allocation, 0.3 * -0.24 + -0.3 * 0.06);
  });

  test('selection is the weight in the benchmark times what the members did beyond its own', () => {
    close(energy.selection, 0.2 * (-0.1 + 0.15));
    close(selection, 0.2 * 0.05 + 0.8 * -0.05);
  });

  test('interaction is the rest', () => {
    close(energy.interaction, 0.3 * 0.05);
    close(interaction, 0.3 * 0.05 + -0.3 * -0.05);
  });

  test('the effects add up to the difference of returns', () => {
    close(allocation + selection + interaction, 0 - 0.09);
  });

  test('sectors come by the size of their effect, without those that nobody holds', () => {
    assert.deepEqual(
      tilts.map(({ sector }) => sector),
      ['ENERGY', 'INFORMATION_TECHNOLOGY'],
    );
    close(totalEffect(tilts[0]!), -0.047);
    close(totalEffect(tilts[1]!), -0.043);
  });
});

describe('attribution over days', () => {
  /** EX leaves the benchmark after day 1; MOVER changes sector after day 1. */
  const panel = tinyPanel({
    days: 4,
    securities: {
      EX: { closes: [10, 12, 1, 1], sector: 'ENERGY' },
      OIL: { closes: [10, 11, 11, 12], sector: 'ENERGY' },
      MOVER: { closes: [20, 20, 25, 20], sectors: { 0: 'FINANCIALS', 1: 'MATERIALS' } },
      BANK: { closes: [10, 9, 8, 8], sector: 'FINANCIALS' },
    },
    indices: {
      SUB: { holdings: { 0: { OIL: 2, BANK: 3, MOVER: 1 } } },
      BEN: {
        spells: {
          EX: [[0, 1]],
          OIL: [[0, null]],
          BANK: [[0, null]],
          MOVER: [[0, null]],
        },
        holdings: { 0: { EX: 5, OIL: 5, BANK: 5, MOVER: 5 } },
      },
    },
  });
  const model = attributionOf(panel);
  const subject = (2 * 12 + 3 * 8 + 20) / (20 + 30 + 20) - 1;
  const benchmark = ((12 + 11 + 9 + 20) / 50) * ((12 + 8 + 20) / (11 + 9 + 20)) - 1;

  test('members of each day rebuild the return of their side', () => {
    close(model.rebuilt.subject, subject);
    close(model.rebuilt.benchmark, benchmark);
  });

  test('both links add up to the difference that the members rebuild', () => {
    for (const linking of ['CARINO', 'MENCHERO'] as const) {
      const { allocation, selection, interaction, tilts } = model.linked(linking);
      close(allocation + selection + interaction, subject - benchmark);
      close(
        tilts.reduce((sum, tilt) => sum + totalEffect(tilt), 0),
        subject - benchmark,
      );
    }
  });

  test('weights are those of the base day, returns those of the days in the sector', () => {
    const { tilts } = model.linked('CARINO');
    const of = (name: string) => tilts.find(({ sector }) => sector === name)!;
    close(of('FINANCIALS').subjectWeight, 50 / 70);
    close(of('FINANCIALS').benchmarkWeight, 0.6);
    assert.equal(of('MATERIALS').subjectWeight, 0);
    close(of('MATERIALS').subjectReturn, (25 / 20) * (20 / 25) - 1);
    close(of('FINANCIALS').subjectReturn, (47 / 50) * (8 / 9) - 1);
  });

  test('a side against itself has no effects', () => {
    const [, index] = panel.indices as [IndexColumns, IndexColumns];
    const days = sectorDays(panel, index, 0, 3, 'PRICE');
    const { allocation, selection, interaction } = new AttributionModel(days, days).linked(
      'CARINO',
    );
    assert.deepEqual([allocation, selection, interaction], [0, 0, 0]);
  });
});

describe('attribution without enough data', () => {
  test('effects are unknown when members lack prices, weights are not', () => {
    const panel = tinyPanel({
      days: 3,
      securities: {
        A: { closes: [10, 11, 12], sector: 'ENERGY' },
        B: { closes: [null, null, 12], sector: 'ENERGY' },
      },
      indices: {
        SUB: { holdings: { 0: { A: 1, B: 1 } } },
        BEN: { holdings: { 0: { A: 1 } } },
      },
    });
    const model = attributionOf(panel);
    const { allocation, tilts } = model.linked('CARINO');
    assert.ok(Number.isNaN(allocation));
    assert.ok(Number.isNaN(model.rebuilt.subject));
    assert.equal(tilts[0]?.subjectWeight, 1);
    assert.ok(Number.isNaN(tilts[0]?.subjectReturn));
  });

  test('an index without members explains nothing', () => {
    const panel = tinyPanel({
      days: 2,
      securities: { A: { closes: [10, 11], sector: 'ENERGY' } },
      indices: { SUB: {}, BEN: { holdings: { 0: { A: 1 } } } },
    });
    assert.ok(Number.isNaN(attributionOf(panel).linked('MENCHERO').selection));
  });
});

describe('attribution of any panel', () => {
  test('effects add up to the difference that the members rebuild', () => {
    fc.assert(
      fc.property(anyMarket, fc.constantFrom('CARINO', 'MENCHERO'), (market, linking) => {
        const model = attributionOf(tinyPanel(market));
        const { allocation, selection, interaction } = model.linked(linking);
        const { subject, benchmark } = model.rebuilt;
        return Math.abs(allocation + selection + interaction - (subject - benchmark)) < 1e-10;
      }),
      { numRuns: 200 },
    );
  });
});

const SOME = ['ENERGY', 'FINANCIALS', 'MATERIALS'] as const;
const anyMarket: fc.Arbitrary<TinyMarket> = fc
  .array(
    fc.record({
      closes: fc.array(fc.integer({ min: 10, max: 30 }), { minLength: 5, maxLength: 5 }),
      sector: fc.constantFrom(...SOME),
      later: fc.constantFrom(...SOME),
      subject: fc.integer({ min: 1, max: 9 }),
      benchmark: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 2, maxLength: 8 },
  )
  .map((rows) => {
    const held = (side: 'subject' | 'benchmark', keep: (k: number) => boolean) =>
      Object.fromEntries(
        rows.flatMap((row, k) => (keep(k) ? [[`S${k}`, row[side]] as const] : [])),
      );
    return {
      days: 5,
      securities: Object.fromEntries(
        rows.map(({ closes, sector, later }, k) => [
          `S${k}`,
          { closes, sectors: { 0: sector, 2: later } },
        ]),
      ),
      indices: {
        SUB: {
          holdings: { 0: held('subject', (k) => k % 3 !== 1), 3: held('subject', () => true) },
        },
        BEN: { holdings: { 0: held('benchmark', () => true) } },
      },
    };
  });
