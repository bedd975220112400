import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  resolveUniverse,
  type SecurityFilter,
  type UniverseAt,
} from '../../src/securities/universe.js';
import { tinyPanel } from '../support/tiny-panel.js';

/** What an arbitrary draws. */
type RowOf<T> = T extends fc.Arbitrary<infer R> ? R : never;

const DAYS = 5;

/** BIG stays large. FADE falls from MID to SMALL on day 2. RISE goes the other way on day 3. */
const panel = tinyPanel({
  days: DAYS,
  securities: {
    BIG: { closes: [5, 5, 5, 5, 5], shares: 4e9, sector: 'ENERGY', industry: 'Oil' },
    FADE: { closes: [3, 2, 1, 1, 1], shares: 1e9, sectors: { 0: 'ENERGY', 3: 'UTILITIES' } },
    NEWC: { closes: [null, null, null, 1, 1], shares: 1e9, industry: 'Banks' },
    RISE: { closes: [1, 1, 1, 2, 3], shares: 1e9, sector: 'FINANCIALS', industry: 'Banks' },
    VOID: { closes: [1, 1, 1, 1, 1] },
  },
  indices: {
    RUT: { spells: { FADE: [[0, 2]], RISE: [[1, null]], BIG: [[3, null]] } },
    SPX: { spells: { BIG: [[0, null]], RISE: [[0, null]] } },
  },
});
const [BIG, FADE, NEWC, RISE, VOID] = [0, 1, 2, 3, 4] as const;
const END = DAYS - 1;

function members(
  where: SecurityFilter | null,
  universeAt: UniverseAt = 'END',
  index: string | null = null,
): number[] {
  return [...resolveUniverse(panel, { where, index, universeAt, base: 0, end: END }).members];
}

/** Days whose move counts, by member of a DAILY set. */
function dailyMoves(where: SecurityFilter | null, index: string | null = null) {
  const request = { where, index, universeAt: 'DAILY', base: 0, end: END } as const;
  const universe = resolveUniverse(panel, request);
  return Object.fromEntries(
    [...universe.members].map((i, k) => [
      panel.securities.symbols[i] as string,
      [1, 2, 3, 4].filter((t) => universe.isMemberOn(k, t)),
    ]),
  );
}

describe('a set without conditions', () => {
  test('is every security, on whichever day it is read', () => {
    for (const at of ['START', 'END', 'DAILY'] as const) {
      assert.deepEqual(members(null, at), [BIG, FADE, NEWC, RISE, VOID]);
      assert.deepEqual(members({}, at), [BIG, FADE, NEWC, RISE, VOID]);
    }
  });
});

describe('conditions', () => {
  test('by symbol, in any spelling', () => {
    assert.deepEqual(members({ symbols: ['rise', 'BIG'] }), [BIG, RISE]);
  });

  test('by an empty list: nobody', () => {
    assert.deepEqual(members({ symbols: [] }), []);
    assert.deepEqual(members({ capTiers: [] }), []);
  });

  test('by size class, values of one list by OR', () => {
    assert.deepEqual(members({ capTiers: ['LARGE', 'MID'] }), [BIG, RISE]);
    assert.deepEqual(members({ capTiers: ['UNCLASSIFIED'] }), [VOID]);
  });

  test('by market value, the least one inclusive and the greatest one exclusive', () => {
    assert.deepEqual(members({ minMarketCap: 3e9 }), [BIG, RISE]);
    assert.deepEqual(members({ minMarketCap: 3e9 + 1 }), [BIG]);
    assert.deepEqual(members({ maxMarketCap: 3e9 }), [FADE, NEWC]);
    assert.deepEqual(members({ maxMarketCap: 3e9 + 1 }), [FADE, NEWC, RISE]);
    assert.deepEqual(members({ minMarketCap: 1e9, maxMarketCap: 2e9 }), [FADE, NEWC]);
  });

  test('by market value leave unknown ones out, even with a least value of zero', () => {
    assert.equal(members({ minMarketCap: 0 }).includes(VOID), false);
    assert.equal(members({ maxMarketCap: 1e15 }).includes(VOID), false);
  });

  test('by sector of the day', () => {
    assert.deepEqual(members({ sectors: ['ENERGY'] }, 'START'), [BIG, FADE]);
    assert.deepEqual(members({ sectors: ['ENERGY'] }, 'END'), [BIG]);
    assert.deepEqual(members({ sectors: ['UNCLASSIFIED'] }), [NEWC, VOID]);
  });

  test('by industry, which is spelt as stored', () => {
    assert.deepEqual(members({ industries: ['Banks'] }), [NEWC, RISE]);
    assert.deepEqual(members({ industries: ['banks'] }), []);
  });

  test('by index of the day', () => {
    assert.deepEqual(members({ index: 'RUT' }, 'START'), [FADE]);
    assert.deepEqual(members({ index: 'rut' }, 'END'), [BIG, RISE]);
  });

  test('of different kinds by AND', () => {
    assert.deepEqual(members({ sectors: ['ENERGY'], capTiers: ['SMALL', 'LARGE'] }), [BIG]);
    assert.deepEqual(members({ industries: ['Banks'], symbols: ['NEWC'] }), [NEWC]);
  });

  test('null is no condition', () => {
    const none = { symbols: null, index: null, capTiers: null, sectors: null, industries: null };
    assert.equal(members({ ...none, minMarketCap: null, maxMarketCap: null }).length, 5);
  });

  test('an index within an index: both must hold the security', () => {
    assert.deepEqual(members({ index: 'SPX' }, 'END', 'RUT'), [BIG, RISE]);
    assert.deepEqual(members({ index: 'SPX' }, 'START', 'RUT'), []);
  });
});

describe('the day at which a set is read', () => {
  const SMALL: SecurityFilter = { capTiers: ['SMALL'] };

  test('START reads the base day', () => {
    assert.deepEqual(members(SMALL, 'START'), [RISE]);
  });

  test('END reads the end day', () => {
    assert.deepEqual(members(SMALL, 'END'), [FADE, NEWC]);
  });

  test('DAILY reads the close before each move', () => {
    assert.deepEqual(dailyMoves(SMALL), { FADE: [3, 4], NEWC: [4], RISE: [1, 2, 3] });
  });

  test('DAILY follows an index', () => {
    assert.deepEqual(dailyMoves(null, 'RUT'), { BIG: [4], FADE: [1, 2], RISE: [2, 3, 4] });
  });

  test('DAILY does not look at the end day', () => {
    assert.equal('NEWC' in dailyMoves({ capTiers: ['SMALL'], industries: ['Banks'] }), true);
    const request = { where: SMALL, index: null, universeAt: 'DAILY', base: 0, end: 3 } as const;
    assert.deepEqual([...resolveUniverse(panel, request).members], [FADE, RISE]);
  });

  test('with START and END every move of a member counts', () => {
    for (const universeAt of ['START', 'END'] as const) {
      const request = { where: SMALL, index: null, universeAt, base: 0, end: END };
      const universe = resolveUniverse(panel, request);
      assert.ok([1, 2, 3, 4].every((t) => universe.isMemberOn(0, t)));
    }
  });
});

describe('a set that is read each day', () => {
  const SECTORS = ['ENERGY', 'UTILITIES', 'UNCLASSIFIED'] as const;
  const day = fc.integer({ min: 0, max: DAYS });
  const security = fc.record({
    caps: fc.array(fc.constantFrom(1e7, 5e7, 3e8, 2e9, 1e10, 2e11, Number.NaN), {
      minLength: DAYS,
      maxLength: DAYS,
    }),
    listed: fc.integer({ min: 0, max: DAYS }),
    length: fc.integer({ min: 0, max: DAYS }),
    price: fc.option(fc.integer({ min: 0, max: 3 })),
    isEnded: fc.boolean(),
    sectors: fc.dictionary(day.map(String), fc.constantFrom('ENERGY', 'UTILITIES' as const)),
    industry: fc.option(fc.constantFrom('Oil', 'Banks'), { nil: undefined }),
    from: day,
    to: fc.option(day),
    held: fc.array(day, { maxLength: 3 }),
  });
  /** Most questions leave a condition out, or few sets would have a member. */
  const rarely = <T>(value: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, value);
  const index = rarely(fc.constantFrom('SPELLS', 'HELD', 'BOTH', 'NOBODY'));
  const asked = fc.record({
    where: fc.record({
      symbols: rarely(fc.subarray(['S0', 'S1', 'S2'])),
      index,
      capTiers: rarely(fc.subarray(['NANO', 'MICRO', 'SMALL', 'MEGA', 'UNCLASSIFIED'])),
      sectors: rarely(fc.subarray([...SECTORS])),
      industries: rarely(fc.subarray(['Oil', 'Banks', 'Rails'])),
      minMarketCap: rarely(fc.constantFrom(0, 5e7, 2e9)),
      maxMarketCap: rarely(fc.constantFrom(5e7, 2e9, 1e12)),
    }) as fc.Arbitrary<SecurityFilter>,
    index,
    base: fc.integer({ min: 0, max: DAYS - 1 }),
    span: fc.integer({ min: 0, max: DAYS - 1 }),
  });

  /** Days listed and not, ended and not, in one index by spells and in another by holdings. */
  function marketOf(rows: readonly RowOf<typeof security>[]) {
    const named = Object.fromEntries(rows.map((row, k) => [`S${k}`, row]));
    const held: Record<number, Record<string, number>> = {};
    for (const [name, row] of Object.entries(named)) {
      for (const on of row.held) held[on] = { ...held[on], [name]: 1 };
    }
    const spells = Object.fromEntries(
      Object.entries(named).map(([name, { from, to }]) => [name, [[from, to]]]),
    ) as Record<string, [number, number | null][]>;
    return tinyPanel({
      days: DAYS,
      securities: Object.fromEntries(
        Object.entries(named).map(([name, { listed, length, price, isEnded, ...row }]) => [
          name,
          {
            closes: Array.from({ length }, (_, t) => (t < listed ? null : 1)),
            ...(isEnded && { ended: { kind: 'CASH' as const, price } }),
            caps: row.caps,
            sectors: row.sectors,
            ...(row.industry !== undefined && { industry: row.industry }),
          },
        ]),
      ),
      indices: {
        SPELLS: { spells },
        HELD: { holdings: held },
        BOTH: { spells, holdings: held },
        NOBODY: {},
      },
    });
  }

  test('is each day the set that begins on the close before', () => {
    fc.assert(
      fc.property(fc.array(security, { minLength: 3, maxLength: 6 }), asked, (rows, question) => {
        const { where, index: symbol, base } = question;
        const end = Math.min(base + question.span, DAYS - 1);
        const of = marketOf(rows);
        const request = { where, index: symbol, base, end };
        const daily = resolveUniverse(of, { ...request, universeAt: 'DAILY' });
        const ever = new Set<number>();
        for (let t = base + 1; t <= end; t++) {
          const start = { ...request, universeAt: 'START' as const, base: t - 1 };
          const wanted = [...resolveUniverse(of, start).members];
          const found = [...daily.members].filter((_, k) => daily.isMemberOn(k, t));
          assert.deepEqual(found, wanted);
          for (const i of wanted) ever.add(i);
        }
        assert.deepEqual([...daily.members], [...ever].sort());
      }),
      { numRuns: 500 },
    );
  });
});

describe('a symbol that is not stored', () => {
  const fails = (where: SecurityFilter, error: object, index: string | null = null) =>
    assert.throws(() => members(where, 'END', index), error);

  test('is refused with the nearest ones', () => {
    fails(
      { symbols: ['FADD'] },
      {
        code: 'UNKNOWN_SYMBOL',
        message: 'No security with the symbol "FADD" is stored. Did you mean FADE?',
        suggestions: ['FADE'],
      },
    );
  });

  test('is refused without a hint when none is near', () => {
    fails(
      { symbols: ['XQ'] },
      {
        code: 'UNKNOWN_SYMBOL',
        message: 'No security with the symbol "XQ" is stored.',
        suggestions: [],
      },
    );
  });

  test('of an index is refused with the nearest ones, or with all', () => {
    fails(
      { index: 'RUTT' },
      {
        code: 'UNKNOWN_INDEX',
        message: 'No index with the symbol "RUTT" is stored. Did you mean RUT?',
        suggestions: ['RUT'],
      },
    );
    fails(
      {},
      {
        code: 'UNKNOWN_INDEX',
        message: 'No index with the symbol "NASDAQ" is stored. Stored: RUT, SPX.',
        suggestions: ['RUT', 'SPX'],
      },
      'NASDAQ',
    );
  });
});
