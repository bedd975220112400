import { describe, test } from 'node:test';
import fc from 'fast-check';
import { indexContribution } from '../../src/kernels/contribution.js';
import { fillBasket } from '../../src/kernels/index-basket.js';
import { indexLevel } from '../../src/kernels/index-level.js';
import type { IndexColumns } from '../../src/panel/panel.js';
import { allCloseTo, closeTo } from '../kernels/close-to.js';
import { type TinySecurity, tinyPanel } from '../support/tiny-panel.js';
import { report } from './market.js';

const DAYS = 8;

interface Row {
  closes: number[];
  shares: number;
  dividends: Record<number, number>;
  from: number;
  to: number;
}

const column = fc.array(fc.integer({ min: 20, max: 60 }), { minLength: DAYS, maxLength: DAYS });
const rows: fc.Arbitrary<Row[]> = fc
  .array(
    fc.record({
      closes: column,
      shares: fc.integer({ min: 1, max: 1000 }),
      dividends: fc.dictionary(
        fc.integer({ min: 1, max: DAYS - 1 }).map(String),
        fc.constantFrom(0.1, 1, 5),
      ),
      from: fc.integer({ min: 0, max: DAYS }),
      to: fc.integer({ min: 0, max: DAYS }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  // The first is always in, and the second pays, so that both bases can be asked for.
  .map(([first, ...others]) => [
    { ...(first as Row), from: 0, to: DAYS, dividends: { 3: 1 } },
    ...others,
  ]);

/** The report over the closes of the members, and the index that the same basket makes. */
function bothWays(members: readonly Row[], basis: 'PRICE' | 'TOTAL') {
  const securities: Record<string, TinySecurity> = {};
  const spells: Record<string, [number, number][]> = {};
  const held: Record<string, number> = {};
  members.forEach((row, k) => {
    securities[`S${k}`] = { closes: row.closes, dividends: row.dividends };
    spells[`S${k}`] = [[row.from, row.to]];
    held[`S${k}`] = row.shares;
  });
  const panel = tinyPanel({
    days: DAYS,
    securities,
    indices: { IDX: { spells, holdings: { 0: held } } },
  });
  const index = panel.indices[0] as IndexColumns;
  const model = report({ index, options: { universeAt: 'DAILY', basis } }, panel);

  const entries = (valueAt: (row: Row, t: number) => number): Float64Array =>
    Float64Array.from({ length: DAYS * members.length }, (_, at) =>
      valueAt(members[at % members.length] as Row, Math.floor(at / members.length)),
    );
  const isIn = (row: Row, t: number): boolean => {
    const before = Math.max(t - 1, 0);
    return before >= row.from && before < row.to;
  };
  const basket = fillBasket({
    days: DAYS,
    members: members.length,
    shares: entries((row, t) => (isIn(row, t) ? row.shares : 0)),
    close: entries((row, t) => row.closes[t] as number),
    dividend: entries((row, t) => row.dividends[t] ?? 0),
  });
  const levels = indexLevel(basket, 1);
  const parts = indexContribution(basket, levels, basis === 'TOTAL');
  const level = basis === 'TOTAL' ? levels.totalReturnLevel : levels.level;
  return { model, level: level[DAYS - 1] as number, parts };
}

describe('returns chained over the members of each day are index arithmetic', () => {
  for (const basis of ['PRICE', 'TOTAL'] as const) {
    test(`the return with ${basis} is that of the level with a divisor`, () => {
      fc.assert(
        fc.property(rows, (members) => {
          const { model, level } = bothWays(members, basis);
          closeTo(1 + model.total.stats.capWeightReturn, level);
        }),
      );
    });

    test(`contributions with ${basis} are exact`, () => {
      fc.assert(
        fc.property(rows, (members) => {
          const { model, parts } = bothWays(members, basis);
          // A member that was never in has no part in either.
          const wanted = Array.from(model.lines.members, (i) => parts[i] as number);
          allCloseTo(model.lines.contribution, wanted, 4);
        }),
      );
    });
  }
});
