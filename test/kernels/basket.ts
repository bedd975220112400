import type { IndexBasket } from '../../src/kernels/index-basket.js';
import type { Member } from '../oracle/index-basket.js';
import { fullColumn } from './arbitrary.js';
import { fc } from './seed.js';

/** One member over five days; splits and dividends by day. */
function member(
  shares: number[],
  close: (number | null)[],
  splits: Record<number, number> = {},
  dividends: Record<number, number> = {},
): Member {
  return {
    shares,
    close,
    splitRatio: close.map((_, t) => splits[t] ?? 1),
    dividend: close.map((_, t) => dividends[t] ?? 0),
  };
}

/** The four members of G1: C leaves after d1, D joins at its close and is removed at 0. */
export const GOLDEN_MEMBERS = {
  A: member([100, 100, 100, 200, 200], [10, 11, 10.9, 5.5, 5.6], { 3: 2 }, { 2: 0.2 }),
  B: member([40, 40, 40, 40, 40], [25, 24, 25, 24, 24.5]),
  C: member([100, 100, 0, 0, 0], [5, 5.5, null, null, null]),
  D: member([0, 0, 20, 20, 20], [null, 30, 33, null, 0]),
};

/** Members as the columns that kernels take. */
export function basketOf(members: readonly Member[], days: number): IndexBasket {
  const column = (field: keyof Member): Float64Array =>
    Float64Array.from({ length: days * members.length }, (_, at) => {
      const values = (members[at % members.length] as Member)[field];
      return values[Math.floor(at / members.length)] ?? Number.NaN;
    });
  return {
    days,
    members: members.length,
    shares: column('shares'),
    close: column('close'),
    splitRatio: column('splitRatio'),
    dividend: column('dividend'),
  };
}

/** From 20 to 200 dollars: falls that leave nothing would leave the naive twin without digits. */
const price = fc.integer({ min: 2_000, max: 20_000 }).map((cents) => cents / 100);

/** Members that come, go, split, pay and miss days; the first is always there. */
export const basket: fc.Arbitrary<{ members: Member[]; days: number }> = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 5 }))
  .chain(([days, others]) => {
    const ratio = fc.oneof(
      { weight: 9, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.constantFrom(2, 3, 0.1, 1.5) },
    );
    const paid = fc.oneof(
      { weight: 9, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 90 }).map((cents) => cents / 100) },
    );
    const anchor = fc.record({
      shares: fullColumn(fc.integer({ min: 1, max: 1_000 }), days),
      close: fullColumn(price, days),
      splitRatio: fullColumn(ratio, days),
      dividend: fullColumn(paid, days),
    });
    const other = fc.record({
      shares: fullColumn(fc.integer({ min: 0, max: 1_000 }), days),
      close: fc.array(fc.option(price, { freq: 6, nil: null }), {
        minLength: days,
        maxLength: days,
      }),
      splitRatio: fullColumn(ratio, days),
      dividend: fullColumn(paid, days),
    });
    return fc.tuple(anchor, fc.array(other, { minLength: others, maxLength: others }));
  })
  .map(([anchor, others]) => ({ members: [anchor, ...others], days: anchor.close.length }));
