import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FillMode, fillShares } from '../../src/kernels/fill-shares.js';
import { shortPnl } from '../../src/kernels/short-pnl.js';
import { holdsShares, ShortSpells } from '../../src/kernels/short-spells.js';
import { fullColumn, price, shareCount, typed } from './arbitrary.js';
import { closeTo } from './close-to.js';
import { fc } from './seed.js';

const MODES: readonly FillMode[] = ['STEP', 'LINEAR', 'STEP_BACK'];
const DAYS = 40;

interface Case {
  readonly days: number[];
  readonly shares: (number | null)[];
  readonly close: number[];
  readonly base: number;
  readonly length: number;
}

/** Reports before, within and after forty closes, some of them blank. */
const position: fc.Arbitrary<Case> = fc
  .uniqueArray(fc.integer({ min: -9, max: DAYS + 9 }), { maxLength: 9 })
  .chain((days) =>
    fc.record({
      days: fc.constant(days.toSorted((a, b) => a - b)),
      shares: fc.array(fc.option(shareCount, { freq: 6, nil: null }), {
        minLength: days.length,
        maxLength: days.length,
      }),
      close: fullColumn(price, DAYS),
      base: fc.integer({ min: 0, max: DAYS - 2 }),
      length: fc.integer({ min: 1, max: DAYS - 1 }),
    }),
  );

function measured(input: Case, mode: FillMode): ShortSpells {
  const { days, shares, close, base, length } = input;
  const spells = new ShortSpells();
  const reports = { index: days, shares: typed(shares), from: 0, to: days.length };
  const span = { close: typed(close), shift: 0 };
  spells.measure(reports, mode, span, base, Math.min(base + length, DAYS - 1));
  return spells;
}

function checkAgainstDays(input: Case, mode: FillMode): void {
  const { days, close, base } = input;
  const last = Math.min(base + input.length, DAYS - 1) - base;
  const shares = new Float64Array(last + 1);
  fillShares(shares, base, days, typed(input.shares), 0, days.length, mode);
  const byDay = shortPnl(shares, typed(close.slice(base)), 0, last);
  const bySpell = measured(input, mode);
  const scale = 1 + shares.reduce((sum, n) => sum + n * Math.max(...close), 0);
  const held = shares.slice(0, last).reduce((sum, n) => sum + n, 0);
  closeTo(bySpell.gain, byDay.pnl, scale, 'gain');
  closeTo(bySpell.netShorting, byDay.netShorting, scale, 'netShorting');
  closeTo(bySpell.valueSum, byDay.averageValue * (last + 1), scale, 'valueSum');
  closeTo(bySpell.held, held, scale, 'held');
  closeTo(bySpell.startShares, shares[0] as number, scale, 'startShares');
  closeTo(bySpell.endShares, shares[last] as number, scale, 'endShares');
  assert.equal(
    bySpell.most > 0,
    shares.some((n) => n > 0),
    'most',
  );
  const reports = { index: days, shares: typed(input.shares), from: 0, to: days.length };
  assert.equal(holdsShares(reports, mode, base, base + last), bySpell.most > 0, 'holdsShares');
}

describe('holdsShares', () => {
  const reports = { index: [2, 6, 9], shares: typed([0, 5, 0]), from: 0, to: 3 };
  const answers = (base: number, end: number) =>
    MODES.map((mode) => holdsShares(reports, mode, base, end));

  test('sees a position on the way to a report, or ahead of it', () => {
    assert.deepEqual(answers(3, 5), [false, true, true]);
    assert.deepEqual(answers(2, 6), [true, true, true]);
    assert.deepEqual(answers(0, 2), [false, false, false]);
  });

  test('sees one that is closed within the window, and none after it', () => {
    assert.deepEqual(answers(8, 12), [true, true, false]);
    assert.deepEqual(answers(9, 12), [false, false, false]);
  });
});

describe('ShortSpells', () => {
  for (const mode of MODES) {
    test(`${mode}: equals the daily profit of the positions of each day`, () => {
      fc.assert(fc.property(position, (input) => checkAgainstDays(input, mode)));
    });
  }

  test('a position that does not change earns its shares times the fall of the price', () => {
    const input = {
      days: [-2],
      shares: [100],
      close: Array.from({ length: DAYS }, (_, t) => 50 - t),
    };
    const { gain, netShorting, valueSum, held } = measured(
      { ...input, base: 0, length: 10 },
      'STEP',
    );
    assert.deepEqual({ gain, netShorting, held }, { gain: 1000, netShorting: 0, held: 1000 });
    assert.equal(valueSum, 100 * (50 + 49 + 48 + 47 + 46 + 45 + 44 + 43 + 42 + 41 + 40));
  });
});
