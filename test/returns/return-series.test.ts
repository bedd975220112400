import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ReturnMeasureName, returnSeries } from '../../src/returns/return-series.js';
import type { Interval } from '../../src/time/bucket.js';
import { formatDay } from '../../src/time/day.js';
import { tinyPanel } from '../support/tiny-panel.js';
import { assertClose, INDEX, report } from './market.js';

/** The six members of the worked example of breadth; a null is a day without a print. */
const EXAMPLE = tinyPanel({
  days: 4,
  securities: {
    a: { closes: [10, 11, 12, 11] },
    b: { closes: [20, 19, 18, 19] },
    c: { closes: [30, 30, 30, 33] },
    d: { closes: [40, 42, 41, 40] },
    e: { closes: [50, null, 48, 49] },
    f: { closes: [60, 57, 54, null] },
  },
});

function values(model: ReturnType<typeof report>, measure: ReturnMeasureName, width: Interval) {
  return Array.from(returnSeries(model.total, width, measure).values, Number);
}

describe('series of breadth', () => {
  const daily = (measure: ReturnMeasureName) => values(report({}, EXAMPLE), measure, 'DAY');

  test('a day on which fewer than 90 % of the members trade has no value', () => {
    assert.deepEqual(daily('ADVANCERS'), [Number.NaN, 1, Number.NaN]);
    assert.deepEqual(daily('DECLINERS'), [Number.NaN, 4, Number.NaN]);
  });

  test('a day without a value adds nothing to the advance-decline line', () => {
    assert.deepEqual(daily('ADVANCE_DECLINE_LINE'), [Number.NaN, -3, Number.NaN]);
  });

  test('net advances over those that moved, times 1000', () => {
    assert.deepEqual(daily('RATIO_ADJUSTED_NET_ADVANCES'), [Number.NaN, -600, Number.NaN]);
  });

  test('a share is of those that count', () => {
    assertClose(daily('ADVANCER_SHARE')[1] as number, 1 / 6);
  });

  test('without a decliner there is no advance-decline ratio', () => {
    const panel = tinyPanel({ days: 3, securities: { a: { closes: [1, 2, 1] } } });
    assert.deepEqual(values(report({}, panel), 'ADVANCE_DECLINE_RATIO', 'DAY'), [Number.NaN, 0]);
  });

  test('within a wider bucket a member counts that traded in it', () => {
    const panel = tinyPanel({ days: 9, securities: { a: { closes: thinly([3, 6], 9) } } });
    // The weeks end on days 3 and 8; the second has a print of its own.
    assert.deepEqual(values(report({}, panel), 'ADVANCERS', 'WEEK'), [1, 1]);
    const days = [Number.NaN, Number.NaN, 1, Number.NaN, Number.NaN, 1, Number.NaN, Number.NaN];
    assert.deepEqual(values(report({}, panel), 'ADVANCERS', 'DAY'), days);
  });
});

describe('cumulative series', () => {
  test('the last value is the number of the whole window', () => {
    for (const universeAt of ['START', 'END', 'DAILY'] as const) {
      const model = report({ index: INDEX, options: { universeAt } });
      const last = (measure: ReturnMeasureName) => values(model, measure, 'WEEK').at(-1) as number;
      const { stats } = model.total;
      assertClose(last('CUMULATIVE_CAP_WEIGHT_RETURN'), stats.capWeightReturn);
      assertClose(last('CUMULATIVE_EQUAL_WEIGHT_RETURN'), stats.equalWeightReturn);
      assertClose(last('CUMULATIVE_DECLINER_SHARE'), stats.declinerShare);
    }
  });

  test('a wider bucket samples the daily values', () => {
    const model = report({ index: INDEX });
    const all = values(model, 'CUMULATIVE_CAP_WEIGHT_RETURN', 'DAY');
    const weekly = values(model, 'CUMULATIVE_CAP_WEIGHT_RETURN', 'WEEK');
    assert.deepEqual(weekly, [all[2], all[7], all[8]]);
  });

  test('buckets are dated by their last trading day', () => {
    const { dates } = returnSeries(report().total, 'WEEK', 'CUMULATIVE_DECLINER_SHARE');
    assert.deepEqual(dates.map(formatDay), ['2023-01-06', '2023-01-13', '2023-01-17']);
  });

  test('holding the members of an index from the base day', () => {
    const [first] = values(
      report({ index: INDEX, options: { universeAt: 'START' } }),
      'CUMULATIVE_CAP_WEIGHT_RETURN',
      'DAY',
    );
    assertClose(first as number, (1100 + 980 + 550 + 525) / 3000 - 1);
  });
});

/** Rising closes with prints on the first day and on some others only. */
function thinly(days: readonly number[], count: number): (number | null)[] {
  return Array.from({ length: count }, (_, t) => (t === 0 || days.includes(t) ? 10 + t : null));
}
