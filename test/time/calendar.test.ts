import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  addTradingDays,
  isSettlementDate,
  isTradingDay,
  previousSettlementDate,
  previousTradingDay,
  publicationDay,
  settlementDates,
  tradingDayNumber,
  tradingDayOnOrAfter,
  tradingDayOnOrBefore,
} from '../../src/time/calendar.js';
import { civil, day, formatDay, weekday } from '../../src/time/day.js';
import { loadGolden } from '../kernels/golden.js';

const anyDay = fc.integer({ min: day('1960-01-01'), max: day('2070-12-31') });

/** Weekdays of a year on which the exchange is closed. */
function closures(year: number): string[] {
  const days: string[] = [];
  for (let on = day(`${year}-01-01`); on <= day(`${year}-12-31`); on++) {
    if (weekday(on) < 6 && !isTradingDay(on)) days.push(formatDay(on).slice(5));
  }
  return days;
}

describe('holidays of the exchange', () => {
  const years: Record<number, string> = {
    1970: '01-01 02-23 03-27 07-03 09-07 11-26 12-25',
    1972: '02-21 03-31 05-29 07-04 09-04 11-07 11-23 12-25 12-28',
    1980: '01-01 02-18 04-04 05-26 07-04 09-01 11-04 11-27 12-25',
    1984: '01-02 02-20 04-20 05-28 07-04 09-03 11-22 12-25',
    1994: '02-21 04-01 04-27 05-30 07-04 09-05 11-24 12-26',
    1998: '01-01 01-19 02-16 04-10 05-25 07-03 09-07 11-26 12-25',
    2001: '01-01 01-15 02-19 04-13 05-28 07-04 09-03 09-11 09-12 09-13 09-14 11-22 12-25',
    2011: '01-17 02-21 04-22 05-30 07-04 09-05 11-24 12-26',
    2012: '01-02 01-16 02-20 04-06 05-28 07-04 09-03 10-29 10-30 11-22 12-25',
    2021: '01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24',
    2022: '01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26',
    2023: '01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25',
    2025: '01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25',
    2027: '01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24',
    2028: '01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25',
  };
  for (const [year, expected] of Object.entries(years)) {
    test(`of ${year}`, () => {
      assert.deepEqual(closures(Number(year)), expected.split(' '));
    });
  }

  test('no New Year is made up for in the old year: 31 December 2021 is a session', () => {
    assert.ok(isTradingDay(day('2021-12-31')));
    assert.ok(isTradingDay(day('2022-01-03')));
  });

  test('half days, Columbus Day and Veterans Day are sessions', () => {
    for (const on of ['2023-07-03', '2023-11-24', '2023-10-09', '2022-11-11', '2021-06-18']) {
      assert.ok(isTradingDay(day(on)), on);
    }
  });

  test('from 2022-12-29 to 2023-09-08 there are 174 sessions', () => {
    const before = tradingDayNumber(day('2022-12-28'));
    assert.equal(tradingDayNumber(day('2023-09-08')) - before, 174);
  });

  test('a year has 250 to 254 sessions, or 248 in that of a long closure', () => {
    for (let year = 1970; year <= 2050; year++) {
      const first = tradingDayNumber(day(`${year - 1}-12-31`));
      const count = tradingDayNumber(day(`${year}-12-31`)) - first;
      assert.ok(count >= (year === 2001 ? 248 : 250) && count <= 254, `${year}: ${count}`);
    }
  });
});

describe('numbers of sessions', () => {
  test('begin with 0 on the first session of 1970', () => {
    assert.equal(tradingDayNumber(day('1970-01-02')), 0);
    assert.equal(tradingDayNumber(day('1970-01-01')), -1);
    assert.equal(addTradingDays(day('1970-01-02'), -1), day('1969-12-31'));
  });

  test('a day without trading has the number of the session before it', () => {
    const friday = tradingDayNumber(day('2023-09-01'));
    for (const on of ['2023-09-02', '2023-09-03', '2023-09-04']) {
      assert.equal(tradingDayNumber(day(on)), friday);
    }
    assert.equal(tradingDayNumber(day('2023-09-05')), friday + 1);
  });

  test('rise by one at each session and nowhere else', () => {
    fc.assert(
      fc.property(anyDay, (on) => {
        const step = tradingDayNumber(on) - tradingDayNumber(on - 1);
        assert.equal(step, isTradingDay(on) ? 1 : 0);
        if (weekday(on) > 5) assert.equal(step, 0);
      }),
    );
  });

  test('every weekday far outside the known years counts', () => {
    assert.ok(isTradingDay(day('1900-01-01')));
    assert.ok(isTradingDay(day('2100-12-24')));
    assert.equal(addTradingDays(day('2099-01-02'), 5), day('2099-01-09'));
    assert.equal(addTradingDays(day('1900-01-05'), -5), day('1899-12-29'));
  });
});

describe('steps between sessions', () => {
  test('count from the session before a day without trading', () => {
    const laborDay = day('2023-09-04');
    assert.equal(addTradingDays(laborDay, 0), day('2023-09-01'));
    assert.equal(addTradingDays(laborDay, 1), day('2023-09-05'));
    assert.equal(addTradingDays(laborDay, -1), day('2023-08-31'));
  });

  test('find the sessions around a day', () => {
    const laborDay = day('2023-09-04');
    assert.equal(tradingDayOnOrBefore(laborDay), day('2023-09-01'));
    assert.equal(tradingDayOnOrAfter(laborDay), day('2023-09-05'));
    assert.equal(previousTradingDay(day('2023-09-05')), day('2023-09-01'));
    assert.equal(previousTradingDay(laborDay), day('2023-09-01'));
  });

  test('a session is its own neighbour', () => {
    const tuesday = day('2023-09-05');
    assert.equal(tradingDayOnOrBefore(tuesday), tuesday);
    assert.equal(tradingDayOnOrAfter(tuesday), tuesday);
  });

  test('going there and back ends where it began, on a session', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -3_000, max: 3_000 }), (on, count) => {
        const there = addTradingDays(on, count);
        assert.ok(isTradingDay(there));
        assert.equal(addTradingDays(there, -count), tradingDayOnOrBefore(on));
      }),
    );
  });

  test('the neighbours of a day enclose it', () => {
    fc.assert(
      fc.property(anyDay, (on) => {
        const [before, after] = [tradingDayOnOrBefore(on), tradingDayOnOrAfter(on)];
        assert.ok(before <= on && on <= after);
        assert.equal(before === after, isTradingDay(on));
        assert.equal(previousTradingDay(on + 1), before);
      }),
    );
  });
});

describe('settlement and publication of short interest', () => {
  const golden = loadGolden().G8_publication;

  test('the schedule of 2023 is that of the exchange', () => {
    const dates = settlementDates(day('2023-01-01'), day('2023-12-31'));
    const schedule = dates.map((on) => [formatDay(on), formatDay(publicationDay(on))]);
    assert.deepEqual(schedule, golden.schedule2023);
  });

  test('publication dates of press releases are met', () => {
    for (const [settledOn, publishedOn] of golden.verified) {
      assert.equal(formatDay(publicationDay(day(settledOn as string))), publishedOn);
    }
  });

  test('the last report that was public on a day', () => {
    const asOf = day(golden.asOf);
    const all = settlementDates(asOf - 60, asOf);
    assert.equal(formatDay(all.at(-1) as number), golden.latestMeasured_lookahead);
    const known = all.filter((on) => publicationDay(on) <= asOf).at(-1) as number;
    assert.equal(formatDay(known), golden.latestKnown);
  });

  test('dates are inclusive at both ends and empty when the ends are crossed', () => {
    const [from, to] = [day('2023-03-15'), day('2023-03-31')];
    assert.deepEqual(settlementDates(from, to), [from, to]);
    assert.deepEqual(settlementDates(from + 1, to - 1), []);
    assert.deepEqual(settlementDates(to, from), []);
  });

  test('a 15th without trading moves to the session before it', () => {
    assert.ok(isSettlementDate(day('2023-04-14')));
    assert.ok(!isSettlementDate(day('2023-04-15')));
    assert.ok(isSettlementDate(day('2022-04-14')));
  });

  test('the previous settlement lies in the same month or the one before', () => {
    assert.equal(previousSettlementDate(day('2023-01-13')), day('2022-12-30'));
    assert.equal(previousSettlementDate(day('2023-01-14')), day('2023-01-13'));
    assert.equal(previousSettlementDate(day('2023-02-01')), day('2023-01-31'));
    assert.equal(previousSettlementDate(day('2023-01-31')), day('2023-01-13'));
    assert.equal(previousSettlementDate(day('2023-12-31')), day('2023-12-29'));
  });

  test('the previous settlement is the last of all before a day', () => {
    fc.assert(
      fc.property(anyDay, (on) => {
        const expected = settlementDates(on - 40, on - 1).at(-1) as number;
        assert.equal(previousSettlementDate(on), expected);
        assert.ok(isSettlementDate(expected) && isTradingDay(expected));
      }),
    );
  });

  test('two settlements a month, never more', () => {
    const dates = settlementDates(day('1990-01-01'), day('2029-12-31'));
    assert.equal(dates.length, 40 * 24);
    assert.deepEqual(dates.filter((on) => civil(on).dayOfMonth > 15).length, 40 * 12);
  });
});
