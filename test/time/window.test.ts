import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ErrorCode } from '../../src/errors.js';
import { isTradingDay, previousTradingDay, tradingDayOnOrBefore } from '../../src/time/calendar.js';
import { type Day, day, formatDay } from '../../src/time/day.js';
import { parseMonth, parseQuarter } from '../../src/time/calendar-span.js';
import { DayAxis } from '../../src/time/day-axis.js';
import {
  type DurationUnit,
  type ResolvedWindow,
  resolveWindow,
  type StoredDays,
  type WindowPreset,
  type WindowRequest,
} from '../../src/time/window.js';
import { loadGolden } from '../kernels/golden.js';

function stored(first: string, last: string): StoredDays {
  const [firstOn, lastOn] = [day(first), day(last)];
  return { axis: new DayAxis(firstOn, lastOn), firstOn, lastOn };
}

const LONG = stored('2020-01-02', '2024-12-31');
const SHORT = stored('2022-12-29', '2023-09-15');
const PRESETS: readonly WindowPreset[] = ['WTD', 'MTD', 'QTD', 'YTD', 'MAX'];
const WHOLE: readonly WindowPreset[] = [
  'PREVIOUS_WEEK',
  'PREVIOUS_MONTH',
  'PREVIOUS_QUARTER',
  'PREVIOUS_YEAR',
];
const UNITS: readonly DurationUnit[] = ['DAY', 'TRADING_DAY', 'WEEK', 'MONTH', 'YEAR'];

/** The window with its days as text. */
function shown(window: ResolvedWindow): Record<string, string> {
  const { fromOn, toOn, baseOn, endOn } = window;
  const days = Object.entries({ fromOn, toOn, baseOn, endOn });
  return Object.fromEntries(days.map(([name, on]) => [name, formatDay(on)]));
}

function resolve(request: WindowRequest, data = LONG): ResolvedWindow {
  return resolveWindow(request, data);
}

function fails(request: WindowRequest, code: ErrorCode, message: RegExp, data = SHORT): void {
  assert.throws(
    () => resolveWindow(request, data),
    (error: Error & { code?: string }) => {
      assert.equal(error.code, code);
      assert.match(error.message, message);
      return true;
    },
  );
}

describe('windows of G10', () => {
  const presets = ['YTD', 'MTD', 'QTD', 'WTD'] as const;
  const durations: Record<string, [number, DurationUnit]> = {
    '1D': [1, 'TRADING_DAY'],
    '1W': [1, 'WEEK'],
    '1M': [1, 'MONTH'],
    '3M': [3, 'MONTH'],
    '6M': [6, 'MONTH'],
    '1Y': [1, 'YEAR'],
    '30D': [30, 'DAY'],
  };
  for (const [title, expected] of Object.entries(loadGolden().G10_windows)) {
    const bases: Record<string, string> = expected;
    const to = day(/\d{4}-\d{2}-\d{2}/.exec(title)?.[0] as string);

    test(`${title}: presets`, () => {
      for (const preset of presets) {
        const window = resolve({ preset, to });
        assert.equal(formatDay(window.baseOn), bases[preset], preset);
        assert.equal(formatDay(window.endOn), bases.end, preset);
        assert.equal(window.toOn, to);
        assert.equal(window.isClipped, false);
      }
    });

    test(`${title}: durations`, () => {
      for (const [name, [count, unit]] of Object.entries(durations)) {
        const window = resolve({ trailing: { count, unit }, to });
        assert.equal(formatDay(window.baseOn), bases[name], name);
        assert.equal(formatDay(window.endOn), bases.end, name);
      }
    });
  }

  test('since 2023-08-01 is measured from the close of 31 July', () => {
    const window = resolve({ from: day('2023-08-01'), to: day('2023-09-10') });
    assert.deepEqual(shown(window), {
      fromOn: '2023-08-01',
      toOn: '2023-09-10',
      baseOn: '2023-07-31',
      endOn: '2023-09-08',
    });
    assert.equal(window.tradingDays, 28);
  });
});

describe('resolveWindow', () => {
  test('ends on the last day with data unless told otherwise', () => {
    const window = resolve({ preset: 'YTD' }, SHORT);
    assert.deepEqual(shown(window), {
      fromOn: '2023-01-01',
      toOn: '2023-09-15',
      baseOn: '2022-12-30',
      endOn: '2023-09-15',
    });
    assert.deepEqual([window.base, window.end, window.tradingDays], [1, 178, 177]);
    assert.equal(window.isClipped, false);
  });

  test('the first trading day of a year belongs to the year before under YTD of its eve', () => {
    const window = resolve({ preset: 'YTD', to: day('2023-01-02') });
    assert.deepEqual(shown(window), {
      fromOn: '2022-01-01',
      toOn: '2023-01-02',
      baseOn: '2021-12-31',
      endOn: '2022-12-30',
    });
  });

  test('MAX runs from the first to the last stored close and is not clipped', () => {
    const window = resolve({ preset: 'MAX' }, SHORT);
    assert.deepEqual(shown(window), {
      fromOn: '2022-12-30',
      toOn: '2023-09-15',
      baseOn: '2022-12-29',
      endOn: '2023-09-15',
    });
    assert.deepEqual([window.base, window.isClipped], [0, false]);
  });

  test('a last day beyond the data is clipped and says so', () => {
    const window = resolve({ preset: 'MTD', to: day('2023-09-18') }, SHORT);
    assert.deepEqual(shown(window), {
      fromOn: '2023-09-01',
      toOn: '2023-09-15',
      baseOn: '2023-08-31',
      endOn: '2023-09-15',
    });
    assert.equal(window.isClipped, true);
  });

  test('the weekend after the last day with data is no clip', () => {
    const window = resolve({ preset: 'MTD', to: day('2023-09-17') }, SHORT);
    assert.deepEqual([formatDay(window.endOn), window.isClipped], ['2023-09-15', false]);
    assert.equal(formatDay(window.toOn), '2023-09-17');
  });

  test('a base before the data is the first day with data, and says so', () => {
    for (const request of [
      { from: day('2022-06-01') },
      { from: day('2022-12-29') },
      { trailing: { count: 2, unit: 'YEAR' as const } },
      { trailing: { count: 2_000_000_000, unit: 'YEAR' as const } },
    ]) {
      const window = resolve(request, SHORT);
      assert.equal(formatDay(window.baseOn), '2022-12-29');
      assert.equal(formatDay(window.fromOn), '2022-12-30');
      assert.equal(window.isClipped, true);
    }
  });

  test('a first day right after the first stored close needs no clip', () => {
    const window = resolve({ from: day('2022-12-30') }, SHORT);
    assert.deepEqual([formatDay(window.baseOn), window.isClipped], ['2022-12-29', false]);
  });

  test('a first day on a weekend has the base of the Friday before', () => {
    const window = resolve({ from: day('2023-08-05'), to: day('2023-08-09') });
    assert.deepEqual([formatDay(window.baseOn), window.tradingDays], ['2023-08-04', 3]);
  });

  test('one day is measured from the close before', () => {
    const window = resolve({ from: day('2023-09-05'), to: day('2023-09-05') });
    assert.deepEqual([formatDay(window.baseOn), window.tradingDays], ['2023-09-01', 1]);
  });

  test('a duration counts back from the last session, not from the weekend after it', () => {
    const window = resolve({ trailing: { count: 5, unit: 'TRADING_DAY' }, to: day('2023-09-10') });
    assert.deepEqual(shown(window), {
      fromOn: '2023-09-01',
      toOn: '2023-09-10',
      baseOn: '2023-08-31',
      endOn: '2023-09-08',
    });
  });

  test('nulls count as not given', () => {
    const window = resolve({ preset: 'YTD', from: null, trailing: null, to: null }, SHORT);
    assert.equal(window.tradingDays, 177);
  });

  test('a month, a quarter and a year run from the close before them to their last close', () => {
    const month = resolve({ month: parseMonth('2023-06') });
    assert.deepEqual(shown(month), {
      fromOn: '2023-06-01',
      toOn: '2023-06-30',
      baseOn: '2023-05-31',
      endOn: '2023-06-30',
    });
    const quarter = resolve({ quarter: parseQuarter('2022Q4') });
    assert.deepEqual(shown(quarter), {
      fromOn: '2022-10-01',
      toOn: '2022-12-31',
      baseOn: '2022-09-30',
      endOn: '2022-12-30',
    });
    const year = resolve({ year: 2023 });
    assert.deepEqual([formatDay(year.baseOn), formatDay(year.endOn)], ['2022-12-30', '2023-12-29']);
  });

  test('a year that is not over is cut at the last day with data, and says so', () => {
    const window = resolve({ year: 2023 }, SHORT);
    assert.deepEqual([formatDay(window.endOn), window.isClipped], ['2023-09-15', true]);
    const { isClipped, ...days } = resolve({ preset: 'YTD' }, SHORT);
    assert.equal(isClipped, false);
    assert.deepEqual({ ...window, isClipped }, { ...days, isClipped });
  });

  test('a previous span is the last whole one before the one that the end lies in', () => {
    const spans = (to: string) =>
      WHOLE.map((preset) => {
        const { fromOn, toOn } = resolve({ preset, to: day(to) });
        return `${formatDay(fromOn)} ${formatDay(toOn)}`;
      });
    assert.deepEqual(spans('2023-09-08'), [
      '2023-08-28 2023-09-03',
      '2023-08-01 2023-08-31',
      '2023-04-01 2023-06-30',
      '2022-01-01 2022-12-31',
    ]);
    // A Sunday that begins a month and a quarter lies in both already.
    assert.deepEqual(spans('2023-10-01'), [
      '2023-09-18 2023-09-24',
      '2023-09-01 2023-09-30',
      '2023-07-01 2023-09-30',
      '2022-01-01 2022-12-31',
    ]);
  });

  const request = fc.oneof(
    fc.record({ preset: fc.constantFrom(...PRESETS) }),
    fc.record({ from: fc.integer({ min: day('2019-06-01'), max: day('2024-12-20') }) }),
    fc.record({
      trailing: fc.record({
        count: fc.integer({ min: 1, max: 900 }),
        unit: fc.constantFrom(...UNITS),
      }),
    }),
  );
  const lastDay = fc.integer({ min: day('2020-01-03'), max: day('2025-06-30') });

  test('whatever is asked, base and end are sessions with data, in order', () => {
    fc.assert(
      fc.property(request, lastDay, (asked, to) => {
        fc.pre(!('from' in asked) || tradingDayOnOrBefore(to) > previousTradingDay(asked.from));
        const window = resolve({ ...asked, to });
        assert.ok(isTradingDay(window.baseOn) && isTradingDay(window.endOn));
        assert.ok(window.baseOn >= LONG.firstOn && window.endOn <= LONG.lastOn);
        assert.ok(window.baseOn < window.fromOn && window.endOn <= window.toOn);
        assert.equal(window.baseOn, previousTradingDay(window.fromOn));
        assert.equal(window.endOn, tradingDayOnOrBefore(window.toOn));
        assert.equal(LONG.axis.day(window.base), window.baseOn);
        assert.equal(LONG.axis.day(window.end), window.endOn);
        assert.equal(window.tradingDays, window.end - window.base);
      }),
    );
  });

  test('asking for the days of an answer gives the answer again', () => {
    fc.assert(
      fc.property(request, lastDay, (asked, to) => {
        fc.pre(!('from' in asked) || tradingDayOnOrBefore(to) > previousTradingDay(asked.from));
        const window = resolve({ ...asked, to });
        const again = resolve({ from: window.fromOn, to: window.toOn });
        assert.deepEqual(again, { ...window, isClipped: false });
      }),
    );
  });
});

describe('requests that no window answers', () => {
  const YTD = { preset: 'YTD' } as const;

  test('none of the forms', () => {
    fails({}, 'BAD_USER_INPUT', /exactly one of `preset`, .* and `year`.* found none/);
    fails({ to: day('2023-06-30') }, 'BAD_USER_INPUT', /found none/);
  });

  test('two or more of the forms', () => {
    const from = day('2023-01-03');
    fails({ ...YTD, from }, 'BAD_USER_INPUT', /found `preset` and `from`/);
    const trailing = { count: 1, unit: 'DAY' } as const;
    fails({ ...YTD, from, trailing }, 'BAD_USER_INPUT', /found `preset` and `from` and `trailing`/);
    fails({ year: 2023, month: parseMonth('2023-06') }, 'BAD_USER_INPUT', /`month` and `year`/);
    fails({ ...YTD, quarter: parseQuarter('2023Q2') }, 'BAD_USER_INPUT', /`preset` and `quarter`/);
  });

  test('an end beside a month, a quarter or a year, which have their own', () => {
    const to = day('2023-06-15');
    fails({ month: parseMonth('2023-06'), to }, 'BAD_USER_INPUT', /found `month` and `to`/);
    fails({ quarter: parseQuarter('2023Q2'), to }, 'BAD_USER_INPUT', /found `quarter` and `to`/);
    fails({ year: 2023, to }, 'BAD_USER_INPUT', /found `year` and `to`/);
  });

  test('a year that is none, and spans that lie outside the data', () => {
    for (const year of [0, -1, 10_000, 2_000_000_000, 1.5]) {
      fails({ year }, 'BAD_USER_INPUT', /`year` is .*; it must be 1 to 9999/);
    }
    fails({ year: 2021 }, 'BAD_WINDOW', /ends on 2021-12-31, before the data begin/);
    fails(
      { quarter: parseQuarter('2024Q1') },
      'BAD_WINDOW',
      /begins on 2024-01-01, after the data/,
    );
    fails(
      { preset: 'PREVIOUS_YEAR', to: day('2022-12-30') },
      'BAD_WINDOW',
      /before the data begin/,
    );
  });

  test('a day of 1970-01-01 is a day like any other, not "not given"', () => {
    const epoch: Day = 0;
    fails({ ...YTD, from: epoch }, 'BAD_USER_INPUT', /found `preset` and `from`/);
    assert.equal(resolve({ from: epoch }, SHORT).isClipped, true);
  });

  test('a count that is no whole number from 1 on', () => {
    for (const count of [0, -5, 1.5, Number.NaN]) {
      const message = new RegExp(`\`trailing.count\` is ${count}; it must be a whole number`);
      fails({ trailing: { count, unit: 'DAY' } }, 'BAD_USER_INPUT', message);
    }
  });

  test('a first day after the last day', () => {
    const crossed = { from: day('2023-08-02'), to: day('2023-08-01') };
    fails(crossed, 'BAD_WINDOW', /begins on 2023-08-02, after its end on 2023-08-01/);
  });

  test('a window that ends before the data begin', () => {
    const message = /ends on 2022-12-28, before the data begin. Data are stored from 2022-12-29 to/;
    fails({ ...YTD, to: day('2022-12-28') }, 'BAD_WINDOW', message);
  });

  test('a window that begins after the data end', () => {
    const message = /begins on 2023-09-18, after the data end.*to 2023-09-15/;
    fails({ from: day('2023-09-18') }, 'BAD_WINDOW', message);
    fails({ from: day('2023-09-18'), to: day('2023-09-30') }, 'BAD_WINDOW', message);
  });

  test('a window without a trading day', () => {
    const weekend = { from: day('2023-08-05'), to: day('2023-08-06') };
    fails(weekend, 'BAD_WINDOW', /No trading day.*base of the window on 2023-08-04.*2023-08-06/);
    fails({ preset: 'MAX', to: SHORT.firstOn }, 'BAD_WINDOW', /No trading day with data/);
    fails({ ...YTD, to: SHORT.firstOn }, 'BAD_WINDOW', /No trading day with data/);
  });

  test('a store of one day has no change to tell', () => {
    const single = stored('2023-09-15', '2023-09-15');
    for (const preset of PRESETS) fails({ preset }, 'BAD_WINDOW', /No trading day/, single);
  });
});
