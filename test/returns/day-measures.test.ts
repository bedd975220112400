import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { returnSeries, type ReturnMeasureName } from '../../src/returns/return-series.js';
import { reportReturns } from '../../src/returns/return-service.js';
import type { Interval } from '../../src/time/bucket.js';
import { bucketEnds } from '../../src/time/bucket.js';
import { advanceDecline, type MemberDays } from '../oracle/advance-decline.js';
import { advanceDeclineLine } from '../oracle/advance-decline-line.js';
import { advanceDeclineRatio } from '../oracle/advance-decline-ratio.js';
import { mcclellan } from '../oracle/mcclellan.js';
import { isAboveAverage } from '../oracle/moving-average-share.js';
import { newHighLow } from '../oracle/new-highs-lows.js';
import { ratioAdjustedNetAdvances } from '../oracle/ratio-adjusted-net-advances.js';
import { trin } from '../oracle/trin.js';
import { tinyPanel } from '../support/tiny-panel.js';
import {
  countsAt,
  type Market,
  market,
  panelOf,
  type Reading,
  twinsOf,
  worthOn,
} from './breadth-market.js';
import { report } from './market.js';

type Values = (number | null)[];

/** What the report says of one measure; null where it says nothing, also without the group. */
function reported(
  { panel, index }: ReturnType<typeof panelOf>,
  reading: Reading,
  measure: ReturnMeasureName,
  interval: Interval = 'DAY',
): Values | null {
  const { basis, universeAt, base, end, sector } = reading;
  const window = { from: panel.axis.day(base + 1), to: panel.axis.day(end) };
  const model = reportReturns(panel, { window, index, options: { basis, universeAt } });
  const group = model.groups(['SECTOR']).find(({ key }) => key.sector === sector);
  const set = sector === undefined ? model.total : group?.set;
  if (set === undefined) return null;
  return Array.from(returnSeries(set, interval, measure).values, (value) =>
    Number.isNaN(value) ? null : value,
  );
}

/** The days of the window, each by a naive twin that sees the members of the day. */
class Twin {
  readonly members: MemberDays[];

  constructor(
    market: Market,
    readonly reading: Reading,
  ) {
    this.members = twinsOf(market, reading);
  }

  get days(): number[] {
    const { base, end } = this.reading;
    return Array.from({ length: end - base }, (_, d) => base + 1 + d);
  }

  /** The counts of a day; null where too few members count. */
  counts(t: number) {
    const counts = advanceDecline(this.members, t);
    return this.isCovered(t, counts.eligible) ? counts : null;
  }

  netAdvances(t: number): number | null {
    const counts = this.counts(t);
    return counts && ratioAdjustedNetAdvances(counts.advancers, counts.decliners);
  }

  trin(t: number): number | null {
    const counts = this.counts(t);
    if (counts === null || !this.isCovered(t, counts.eligible - counts.unknownVolume)) return null;
    return trin(counts.advancers, counts.decliners, counts.upVolume, counts.downVolume);
  }

  mcclellan(): ReturnType<typeof mcclellan> {
    const start = Math.max(this.reading.base - 250, 0);
    const values = Array.from({ length: this.reading.end - start }, (_, d) =>
      this.netAdvances(start + 1 + d),
    );
    return mcclellan(values, this.reading.base - start);
  }

  /** Mean of what a twin says of each eligible member, times their number for a count. */
  over(t: number, measure: (close: MemberDays['close']) => number | null, isCount = false) {
    const own = this.members.filter(({ isMember }) => isMember?.[t]);
    const found = own.map(({ close }) => measure(close)).filter((value) => value !== null);
    if (!this.isCovered(t, found.length)) return null;
    const sum = found.reduce((all, value) => all + value, 0);
    return isCount ? sum : sum / found.length;
  }

  private isCovered(t: number, count: number): boolean {
    const size = this.members.filter(({ isMember }) => isMember?.[t]).length;
    return size > 0 && count >= 0.9 * size;
  }
}

function expected(twin: Twin, measure: ReturnMeasureName): Values {
  const above = (length: number): Values =>
    twin.days.map((t) =>
      twin.over(t, (close) => {
        const isAbove = isAboveAverage(close, t, length);
        return isAbove === null ? null : Number(isAbove);
      }),
    );
  switch (measure) {
    case 'ADVANCERS':
      return twin.days.map((t) => twin.counts(t)?.advancers ?? null);
    case 'DECLINERS':
      return twin.days.map((t) => twin.counts(t)?.decliners ?? null);
    case 'ADVANCER_SHARE':
      return twin.days.map((t) => {
        const counts = twin.counts(t);
        return counts && counts.advancers / counts.eligible;
      });
    case 'ADVANCE_DECLINE_LINE':
      return advanceDeclineLine(twin.days.map((t) => twin.counts(t)));
    case 'ADVANCE_DECLINE_RATIO':
      return twin.days.map((t) => {
        const counts = twin.counts(t);
        return counts && advanceDeclineRatio(counts.advancers, counts.decliners);
      });
    case 'TRIN':
      return twin.days.map((t) => twin.trin(t));
    case 'RATIO_ADJUSTED_NET_ADVANCES':
      return twin.days.map((t) => twin.netAdvances(t));
    case 'MCCLELLAN_OSCILLATOR':
      return twin.mcclellan().oscillator;
    case 'MCCLELLAN_SUMMATION':
      return twin.mcclellan().summation;
    case 'SHARE_ABOVE_20_DAY_AVERAGE':
      return above(20);
    case 'SHARE_ABOVE_50_DAY_AVERAGE':
      return above(50);
    case 'SHARE_ABOVE_200_DAY_AVERAGE':
      return above(200);
    case 'NEW_HIGHS_LESS_NEW_LOWS':
      return twin.days.map((t) =>
        twin.over(
          t,
          (close) => {
            const found = newHighLow(close, t, 252);
            return found && Number(found.isHigh) - Number(found.isLow);
          },
          true,
        ),
      );
    default:
      throw new Error(`${measure} is no measure of single days`);
  }
}

const DAY_MEASURES = [
  'ADVANCERS',
  'DECLINERS',
  'ADVANCER_SHARE',
  'ADVANCE_DECLINE_LINE',
  'ADVANCE_DECLINE_RATIO',
  'TRIN',
  'RATIO_ADJUSTED_NET_ADVANCES',
  'MCCLELLAN_OSCILLATOR',
  'MCCLELLAN_SUMMATION',
  'SHARE_ABOVE_20_DAY_AVERAGE',
  'SHARE_ABOVE_50_DAY_AVERAGE',
] as const satisfies ReturnMeasureName[];

const reading: fc.Arbitrary<(days: number) => Reading> = fc
  .record({
    universeAt: fc.constantFrom('START', 'END', 'DAILY' as const),
    basis: fc.constantFrom('PRICE', 'TOTAL' as const),
    sector: fc.constantFrom(undefined, 'ENERGY' as const, 'UTILITIES' as const),
    start: fc.double({ min: 0, max: 0.9, noNaN: true }),
    stop: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ universeAt, basis, sector, start, stop }) => (days) => {
    const base = Math.floor(start * (days - 1));
    const end = base + 1 + Math.floor(stop * (days - 2 - base));
    return { universeAt, basis, base, end, ...(sector && { sector }) };
  });

/** A market without any dividend refuses TOTAL. */
function payable(market: Market): Market {
  const [first, ...others] = market.rows as [Market['rows'][0], ...Market['rows']];
  return { ...market, rows: [{ ...first, dividends: { 0: 1, ...first.dividends } }, ...others] };
}

function assertSame(actual: Values, wanted: Values, what: string): void {
  assert.equal(actual.length, wanted.length, what);
  wanted.forEach((value, d) => {
    const found = actual[d] as number | null;
    const isClose =
      value === null || found === null
        ? value === found
        : Math.abs(found - value) <= 1e-9 * Math.max(1, Math.abs(value));
    assert.ok(isClose, `${what}, entry ${d}: ${found} is not ${value}`);
  });
}

describe('a measure of single days is that of its naive twin', () => {
  for (const measure of DAY_MEASURES) {
    test(measure, () => {
      fc.assert(
        fc.property(market.map(payable), reading, (drawn, readingOf) => {
          const way = readingOf(drawn.days);
          const found = reported(panelOf(drawn), way, measure);
          if (found !== null) assertSame(found, expected(new Twin(drawn, way), measure), measure);
        }),
        { numRuns: 60 },
      );
    });
  }
});

describe('counts within a week are those of their naive twin', () => {
  /** Members that traded in the week, by what they were worth at its ends. */
  function twinWeek(drawn: Market, way: Reading, from: number, to: number): Values {
    const own = drawn.rows.filter((row) => countsAt(row, from, way));
    const moves = own.flatMap((row) => {
      const hasTraded = row.closes.slice(from + 1, to + 1).some((close) => close !== null);
      const before = worthOn(row, from, way.basis);
      const after = worthOn(row, to, way.basis);
      return hasTraded && before !== null && after !== null ? [Math.sign(after - before)] : [];
    });
    if (own.length === 0 || moves.length < 0.9 * own.length) return [null, null];
    return [1, -1].map((sign) => moves.filter((move) => move === sign).length);
  }

  for (const [place, measure] of (['ADVANCERS', 'DECLINERS'] as const).entries()) {
    test(measure, () => {
      fc.assert(
        fc.property(market.map(payable), reading, (drawn, readingOf) => {
          const way = readingOf(drawn.days);
          const found = panelOf(drawn);
          const ends = bucketEnds(found.panel.axis, way.base, way.end, 'WEEK');
          const wanted = Array.from(
            ends,
            (t, b) => twinWeek(drawn, way, ends[b - 1] ?? way.base, t)[place] as number | null,
          );
          const values = reported(found, way, measure, 'WEEK');
          if (values !== null) assertSame(values, wanted, measure);
        }),
        { numRuns: 60 },
      );
    });
  }
});

describe('a wider bucket samples a day measure', () => {
  test('on its last trading day', () => {
    fc.assert(
      fc.property(market, fc.constantFrom(...DAY_MEASURES.slice(3)), (drawn, measure) => {
        const found = panelOf(drawn);
        const end = drawn.days - 1;
        const way: Reading = { universeAt: 'DAILY', basis: 'PRICE', base: 0, end };
        const daily = reported(found, way, measure) as Values;
        const ends = bucketEnds(found.panel.axis, 0, end, 'WEEK');
        const sampled = Array.from(ends, (t) => daily[t - 1] as number | null);
        assert.deepEqual(reported(found, way, measure, 'WEEK'), sampled);
      }),
      { numRuns: 30 },
    );
  });
});

describe('breadth with dividends', () => {
  const counts = (closes: (number | null)[], dividends: Record<number, number>) => {
    const panel = tinyPanel({ days: closes.length, securities: { A: { closes, dividends } } });
    const { total } = report({ options: { basis: 'TOTAL' } }, panel);
    return (['ADVANCERS', 'DECLINERS'] as const).map((measure) =>
      Array.from(returnSeries(total, 'DAY', measure).values, Number),
    );
  };

  test('a fall by no more than the dividend is no change, whatever the rounding', () => {
    for (let close = 10; close < 200; close += 0.37) {
      for (const dividend of [0.01, 0.29, 1.7]) {
        const closes = [close + dividend, close, close, close + dividend, close];
        const [rose, fell] = counts(closes, { 1: dividend, 4: dividend });
        assert.deepEqual(
          [rose, fell],
          [
            [0, 0, 1, 0],
            [0, 0, 0, 0],
          ],
        );
      }
    }
  });

  test('a dividend on a day without a trade counts on the next trade', () => {
    assert.deepEqual(counts([10, null, 9.5, 8], { 1: 1 }), [
      [Number.NaN, 1, 0],
      [Number.NaN, 0, 1],
    ]);
  });

  test('what the base day pays belongs to the holders of the day before', () => {
    assert.deepEqual(counts([10, 9.5], { 0: 1 }), [[0], [1]]);
  });
});

describe('measures with a long look-back', () => {
  const DAYS = 330;
  const waves = (k: number): (number | null)[] =>
    Array.from({ length: DAYS }, (_, t) => {
      const isGap = k === 9 && t === 40;
      return isGap ? null : 100 + ((t * (3 + k) + ((t * t) % (11 + k))) % (17 + 2 * k));
    });
  const drawn: Market = {
    days: DAYS,
    rows: Array.from({ length: 12 }, (_, k) => ({
      closes: k === 10 ? [...Array(200).fill(null), ...waves(k).slice(200)] : waves(k),
      volumes: Array.from({ length: DAYS }, (_, t) => ((t * 7 + k) % 13) + 1),
      terminal: null,
      dividends: { [20 + k]: 1, [290 + k]: 2 },
      from: k === 11 ? 100 : 0,
      to: null,
      movesOn: 60 + 20 * k,
    })),
  };
  const found = panelOf(drawn);
  const measures = [
    'SHARE_ABOVE_200_DAY_AVERAGE',
    'NEW_HIGHS_LESS_NEW_LOWS',
    'MCCLELLAN_SUMMATION',
  ] as const;

  for (const measure of measures) {
    for (const universeAt of ['END', 'DAILY'] as const) {
      for (const basis of ['PRICE', 'TOTAL'] as const) {
        test(`${measure} at ${universeAt} with ${basis}`, () => {
          const way: Reading = { universeAt, basis, base: 280, end: DAYS - 1 };
          const values = reported(found, way, measure) as Values;
          assertSame(values, expected(new Twin(drawn, way), measure), measure);
          assert.ok(values.some((value) => value !== null));
        });
      }
    }
  }

  test('read the closes before the window, however short it is', () => {
    const last = (base: number) => {
      const way: Reading = { universeAt: 'END', basis: 'PRICE', base, end: DAYS - 1 };
      return reported(found, way, 'NEW_HIGHS_LESS_NEW_LOWS')?.at(-1);
    };
    assert.equal(last(DAYS - 2), last(100));
  });

  test('are unknown while too few members have enough closes', () => {
    const way: Reading = { universeAt: 'END', basis: 'PRICE', base: 0, end: DAYS - 1 };
    const values = reported(found, way, 'SHARE_ABOVE_200_DAY_AVERAGE') as Values;
    // One of twelve has no 200 closes by the end, and another missed day 40.
    assert.equal(values.findIndex((value) => value !== null) + 1, 240);
  });
});
