import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ShortSpells } from '../../src/kernels/short-spells.js';
import { SpellRows } from '../../src/kernels/spell-rows.js';
import { StretchSum } from '../../src/kernels/stretch-sum.js';
import { fullColumn, price, shareCount, typed } from './arbitrary.js';
import { fc } from './seed.js';

const DAYS = 30;
const WIDTH = 3;
/** Columns begin on this day. */
const FIRST_DAY = 2;
const COLUMNS = ['gain', 'held', 'netShorting', 'valueSum', 'startShares', 'endShares'] as const;

const market = fc
  .uniqueArray(fc.integer({ min: -4, max: DAYS + 4 }), { maxLength: 7 })
  .chain((settled) =>
    fc.record({
      settled: fc.constant(Int32Array.from(settled).sort()),
      shares: fc.array(
        fc.array(shareCount, { minLength: settled.length, maxLength: settled.length }),
        { minLength: WIDTH, maxLength: WIDTH },
      ),
      closes: fc.array(fullColumn(price, DAYS), { minLength: WIDTH, maxLength: WIDTH }),
      base: fc.integer({ min: FIRST_DAY, max: DAYS - 2 }),
      length: fc.integer({ min: 1, max: DAYS }),
      mode: fc.constantFrom('STEP' as const, 'LINEAR' as const, 'STEP_BACK' as const),
      hasSums: fc.boolean(),
    }),
  );
type Market = typeof market extends fc.Arbitrary<infer T> ? T : never;

/** Columns laid out as rows, with `blank` in place of one report. */
function rowsOf({ settled, shares, closes, hasSums }: Market) {
  const rows = <T>(columns: readonly ArrayLike<T>[], count: number, first = 0) =>
    Array.from({ length: count - first }, (_, r) => columns.map((it) => it[first + r] as T)).flat();
  const sums = closes.map((column) =>
    Array.from(settled, (from, c) => {
      const sum = new StretchSum();
      const to = settled[c + 1] ?? DAYS;
      if (from >= 0 && to < DAYS) sum.add(typed(column), from, to - from);
      return sum;
    }),
  );
  return {
    width: WIDTH,
    firstDay: FIRST_DAY,
    close: typed(rows(closes, DAYS, FIRST_DAY)),
    settled,
    shares: typed(rows(shares, settled.length)),
    sums: hasSums
      ? {
          closes: typed(
            rows(
              sums.map((own) => own.map((it) => it.closes)),
              settled.length,
            ),
          ),
          ramp: typed(
            rows(
              sums.map((own) => own.map((it) => it.ramp)),
              settled.length,
            ),
          ),
        }
      : null,
  };
}

describe('SpellRows', () => {
  test('has the bits of ShortSpells for each security', () => {
    fc.assert(
      fc.property(market, (input) => {
        const { base, mode, settled } = input;
        const end = Math.min(base + input.length, DAYS - 1);
        const rows = new SpellRows(rowsOf(input), mode, base, end);
        const spells = new ShortSpells();
        for (let i = 0; i < WIDTH; i++) {
          const shares = input.shares[i] as number[];
          const reports = { index: settled, shares, from: 0, to: shares.length };
          const close = typed(input.closes[i] as (number | null)[]);
          spells.measure(reports, mode, { close, shift: 0 }, base, end);
          for (const column of COLUMNS) {
            assert.equal(rows[column][i], spells[column], `${column} of ${i}`);
          }
          assert.equal(rows.firstClose[i], close[base]);
          assert.equal(rows.lastClose[i], close[end]);
        }
      }),
    );
  });

  test('does not know who lacks a report that the window rests on', () => {
    const rows = new SpellRows(
      {
        width: 2,
        firstDay: 0,
        close: Float64Array.of(5, 5, 4, 4, 3, 3),
        settled: Int32Array.of(0, 1),
        shares: Float64Array.of(10, 10, NaN, 20),
        sums: null,
      },
      'STEP',
      0,
      2,
    );
    assert.deepEqual([...rows.gain], [NaN, 10 + 20]);
  });
});
