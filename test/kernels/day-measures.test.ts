import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { advanceDeclineLine } from '../../src/kernels/advance-decline-line.js';
import { advanceDeclineRatio } from '../../src/kernels/advance-decline-ratio.js';
import { AdvanceDecline } from '../../src/kernels/advance-decline.js';
import { netAdvanceShare } from '../../src/kernels/net-advance-share.js';
import { ratioAdjustedNetAdvances } from '../../src/kernels/ratio-adjusted-net-advances.js';
import { runningSum } from '../../src/kernels/running-sum.js';
import { trin } from '../../src/kernels/trin.js';
import { advanceDeclineLine as lineOracle } from '../oracle/advance-decline-line.js';
import { advanceDeclineRatio as ratioOracle } from '../oracle/advance-decline-ratio.js';
import { netAdvanceShare as shareOracle } from '../oracle/net-advance-share.js';
import { ratioAdjustedNetAdvances as netOracle } from '../oracle/ratio-adjusted-net-advances.js';
import { runningSum as sumOracle } from '../oracle/running-sum.js';
import { trin as trinOracle } from '../oracle/trin.js';
import { columnOf, dailyReturn, largeColumn, randomStream, typed } from './arbitrary.js';
import { allCloseTo, closeTo } from './close-to.js';
import { addMembers, G2 } from './day-panel.js';
import { loadGolden, nums } from './golden.js';
import { fc } from './seed.js';

/** One day as it is counted; null is a day that does not count. */
type Day = {
  advancers: number;
  decliners: number;
  unchanged: number;
  upVolume: number;
  downVolume: number;
} | null;

function columns(days: readonly Day[]) {
  const column = (name: keyof NonNullable<Day>): Float64Array =>
    typed(days.map((day) => day?.[name] ?? null));
  const parts = {
    advancers: column('advancers'),
    decliners: column('decliners'),
    unchanged: column('unchanged'),
    upVolume: column('upVolume'),
    downVolume: column('downVolume'),
  };
  const eligible = parts.advancers.map(
    (count, t) => count + (parts.decliners[t] as number) + (parts.unchanged[t] as number),
  );
  return { ...parts, eligible };
}

const few = fc.integer({ min: 0, max: 4 });
const many = fc.integer({ min: 0, max: 3_000 });
const count = fc.oneof(few, many);
const shares = fc.oneof(few, fc.integer({ min: 0, max: 1e12 }));
const day: fc.Arbitrary<Day> = fc.option(
  fc.record({
    advancers: count,
    decliners: count,
    unchanged: count,
    upVolume: shares,
    downVolume: shares,
  }),
  { freq: 9, nil: null },
);
const someDays = fc.oneof(fc.array(day, { maxLength: 2 }), fc.array(day, { maxLength: 60 }));

/** 2,000 days of a large set, one in twenty of which does not count. */
function manyDays(): Day[] {
  const random = randomStream(5);
  const upTo = (limit: number): number => Math.floor(random() * limit);
  return Array.from({ length: 2_000 }, () => {
    const whole = {
      advancers: upTo(2_000),
      decliners: upTo(2_000),
      unchanged: upTo(50),
      upVolume: upTo(1e9),
      downVolume: upTo(1e9),
    };
    return random() < 0.05 ? null : whole;
  });
}

/** Compares a measure with its twin, which sees one day at a time. */
function checkDays(
  kernel: (days: ReturnType<typeof columns>) => Float64Array,
  oracle: (day: NonNullable<Day>) => number | null,
  scale = 1,
): void {
  const check = (days: readonly Day[]): void => {
    const expected = typed(days.map((one) => (one === null ? null : oracle(one))));
    const actual = kernel(columns(days));
    assert.equal(actual.length, expected.length);
    expected.forEach((value, t) => {
      closeTo(actual[t] as number, value, Math.max(scale, Math.abs(value) || 0));
    });
  };
  fc.assert(fc.property(someDays, check));
  check(manyDays());
}

const golden = loadGolden().G2_breadth.days;
const g2 = addMembers(new AdvanceDecline(3), G2, 1);
/** What no member and no trade, and a day that does not count, look like. */
const empty = columns([
  { advancers: 0, decliners: 0, unchanged: 0, upVolume: 0, downVolume: 0 },
  null,
]);

describe('runningSum', () => {
  test('skips a missing day and is missing on it', () => {
    assert.deepEqual([...runningSum(typed([1, null, 2, -4]))], [1, Number.NaN, 3, -1]);
  });

  test('loses nothing to rounding', () => {
    assert.equal(runningSum(Float64Array.of(1, 1e100, 1, -1e100))[3], 2);
  });

  test('equals its naive twin', () => {
    const check = (values: (number | null)[]): void => {
      const scale = values.reduce<number>((all, value) => all + Math.abs(value ?? 0), 1);
      allCloseTo(runningSum(typed(values)), typed(sumOracle(values)), scale);
    };
    fc.assert(fc.property(columnOf(dailyReturn), check));
    check(largeColumn(2_000, 9, (random) => Math.floor(random() * 2_001) - 1_000));
  });
});

describe('advanceDeclineLine', () => {
  test('of G2 is 0, -3, -2', () => {
    allCloseTo(advanceDeclineLine(g2), nums(golden.map((expected) => expected.adLine)));
  });

  test('of no days is empty', () => {
    assert.equal(advanceDeclineLine(columns([])).length, 0);
  });

  test('ends with all advances less all declines', () => {
    fc.assert(
      fc.property(fc.array(day.filter(Boolean), { minLength: 1 }), (days) => {
        const total = days.reduce((sum, one) => sum + (one?.advancers ?? 0), 0);
        const fallen = days.reduce((sum, one) => sum + (one?.decliners ?? 0), 0);
        assert.equal(advanceDeclineLine(columns(days)).at(-1), total - fallen);
      }),
    );
  });

  test('equals its naive twin', () => {
    const check = (days: readonly Day[]): void => {
      assert.deepEqual(advanceDeclineLine(columns(days)), typed(lineOracle(days)));
    };
    fc.assert(fc.property(someDays, check));
    check(manyDays());
  });
});

describe('advanceDeclineRatio', () => {
  test('of G2 is 1, 1/4, 3/2', () => {
    allCloseTo(advanceDeclineRatio(g2), nums(golden.map((expected) => expected.adRatio)));
  });

  test('is unknown without decliners, even with advancers', () => {
    const days = columns([
      { advancers: 5, decliners: 0, unchanged: 0, upVolume: 1, downVolume: 0 },
    ]);
    assert.ok(Number.isNaN(advanceDeclineRatio(days)[0]));
    assert.deepEqual([...advanceDeclineRatio(empty)], [Number.NaN, Number.NaN]);
  });

  test('is 0 without advancers', () => {
    const days = columns([
      { advancers: 0, decliners: 5, unchanged: 0, upVolume: 0, downVolume: 1 },
    ]);
    assert.equal(advanceDeclineRatio(days)[0], 0);
  });

  test('equals its naive twin', () => {
    checkDays(advanceDeclineRatio, (one) => ratioOracle(one.advancers, one.decliners));
  });
});

describe('netAdvanceShare', () => {
  test('of G2 is 0, -1/2, 1/5', () => {
    allCloseTo(netAdvanceShare(g2), nums(golden.map((expected) => expected.adPercent)));
  });

  test('is unknown without eligible members', () => {
    assert.deepEqual([...netAdvanceShare(empty)], [Number.NaN, Number.NaN]);
  });

  test('equals its naive twin', () => {
    checkDays(netAdvanceShare, (one) => {
      const { advancers, decliners, unchanged } = one;
      return shareOracle(advancers, decliners, advancers + decliners + unchanged);
    });
  });
});

describe('trin', () => {
  test('of G2 is 28/15, 79/88, 16/35', () => {
    allCloseTo(trin(g2), nums(golden.map((expected) => expected.trin)));
  });

  test('is unknown when any of the four parts is zero or missing', () => {
    const whole = { advancers: 2, decliners: 3, unchanged: 1, upVolume: 40, downVolume: 50 };
    closeTo(trin(columns([whole]))[0] as number, 5 / 6);
    for (const part of ['advancers', 'decliners', 'upVolume', 'downVolume'] as const) {
      const days = columns([{ ...whole, [part]: 0 }, whole]);
      days[part][1] = Number.NaN;
      assert.deepEqual([...trin(days)], [Number.NaN, Number.NaN], part);
    }
  });

  test('turns into its inverse when every rise becomes a fall', () => {
    fc.assert(
      fc.property(someDays, (days) => {
        const own = columns(days);
        const mirror = trin({
          advancers: own.decliners,
          decliners: own.advancers,
          upVolume: own.downVolume,
          downVolume: own.upVolume,
        });
        trin(own).forEach((value, t) => {
          closeTo((mirror[t] as number) * value, value > 0 ? 1 : Number.NaN);
        });
      }),
    );
  });

  test('equals its naive twin', () => {
    checkDays(trin, (one) =>
      trinOracle(one.advancers, one.decliners, one.upVolume, one.downVolume),
    );
  });
});

describe('ratioAdjustedNetAdvances', () => {
  test('of G2 is 0, -600, 200', () => {
    const expected = golden.map(({ ratioAdjNet }) => ratioAdjNet);
    allCloseTo(ratioAdjustedNetAdvances(g2), nums(expected));
  });

  test('is unknown on a day when nobody moved, not zero', () => {
    assert.deepEqual([...ratioAdjustedNetAdvances(empty)], [Number.NaN, Number.NaN]);
  });

  test('lies between -1000 and 1000 and equals its naive twin', () => {
    fc.assert(
      fc.property(someDays, (days) => {
        for (const value of ratioAdjustedNetAdvances(columns(days))) {
          assert.ok(Number.isNaN(value) || Math.abs(value) <= 1000);
        }
      }),
    );
    checkDays(ratioAdjustedNetAdvances, (one) => netOracle(one.advancers, one.decliners), 1000);
  });
});
