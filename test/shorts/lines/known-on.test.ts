import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../../src/panel/build.js';
import { ShortInquiry } from '../../../src/shorts/short-inquiry.js';
import {
  type ShortOptionsRequest,
  resolveShortOptions,
} from '../../../src/shorts/short-options.js';
import { WindowColumns } from '../../../src/shorts/lines/window-columns.js';
import { day } from '../../../src/time/day.js';
import { indexOf, ordinal } from '../../support/panel-view.js';
import { bars, type ShortSpec, storedColumns } from '../../support/stored.js';

/**
 * Settled on 2023-08-15 and public on 08-24; restated with the file of 08-31, which is public on
 * 09-12. Closes are 10 throughout; the axis runs from 2023-08-01 to 2023-09-29.
 */
const REPORTS: ShortSpec[] = [
  { symbol: 'AAA', settledOn: '2023-07-31', shares: 100 },
  { symbol: 'AAA', settledOn: '2023-08-15', shares: 200 },
  { symbol: 'AAA', settledOn: '2023-08-15', shares: 250, vintage: 2, publishedOn: '2023-09-12' },
  { symbol: 'AAA', settledOn: '2023-08-31', shares: 300 },
];
const PRICES = bars('AAA', '2023-08-01', Array(43).fill(10));

/** Shares short on some days of August and September, as a report of all of them counts. */
function shares(knownOn: string | null, days: readonly string[], shorts = REPORTS): number[] {
  const panel = buildPanel(storedColumns({ prices: PRICES, shorts }));
  const columns = new WindowColumns(panel, {
    base: 0,
    end: panel.axis.length - 1,
    mode: 'STEP',
    knownIndex: knownOn === null ? null : indexOf(panel, knownOn),
    delisting: 'TERMINAL',
  });
  columns.load(ordinal(panel, 'AAA'));
  return days.map((on) => columns.shares[indexOf(panel, on)] as number);
}

describe('what was known on a day', () => {
  test('counts each report from the day it was published', () => {
    const days = ['2023-08-08', '2023-08-09', '2023-08-23', '2023-08-24', '2023-09-08'];
    assert.deepEqual(shares('2023-09-08', days), [0, 100, 100, 200, 200]);
  });

  test('knows no report that came out later: on 8 September that of 31 August is unknown', () => {
    assert.deepEqual(
      shares('2023-09-08', ['2023-08-31', '2023-09-12', '2023-09-29']),
      [200, 200, 200],
    );
  });

  test('knows a report on the day of its publication', () => {
    assert.deepEqual(shares('2023-09-12', ['2023-09-11', '2023-09-12']), [250, 300]);
    assert.deepEqual(shares('2023-09-11', ['2023-09-11', '2023-09-12']), [200, 200]);
  });

  test('takes the first print before the restatement is public, and the restated one after', () => {
    assert.deepEqual(shares('2023-09-11', ['2023-08-24']), [200]);
    assert.deepEqual(shares('2023-09-12', ['2023-08-24']), [250]);
  });

  test('without knownOn the restated figure counts from its settlement', () => {
    assert.deepEqual(shares(null, ['2023-08-14', '2023-08-15', '2023-08-31']), [100, 250, 300]);
  });

  test('a day without trading knows what the session before knew', () => {
    assert.deepEqual(shares('2023-08-26', ['2023-08-25']), [200]);
  });

  test('a report that came out after a later one never counts', () => {
    const late = REPORTS.map((it) =>
      it.settledOn === '2023-07-31' ? { ...it, publishedOn: '2023-08-30' } : it,
    );
    assert.deepEqual(
      shares('2023-09-08', ['2023-08-23', '2023-08-24', '2023-08-30'], late),
      [0, 200, 200],
    );
  });

  test('a figure that is stored as restated alone counts from its own publication', () => {
    const restated = REPORTS.filter((it) => it.vintage === 2);
    const days = ['2023-09-11', '2023-09-12'];
    assert.deepEqual(shares('2023-09-29', days, restated), [0, 250]);
    assert.deepEqual(shares('2023-09-11', days, restated), [0, 0]);
  });

  test('knows nothing before the first publication', () => {
    assert.deepEqual(shares('2023-08-08', ['2023-08-08', '2023-09-29']), [0, 0]);
  });
});

describe('a listing that ended before its last report was public', () => {
  const panel = buildPanel(
    storedColumns({
      prices: [...bars('BANK', '2023-08-01', Array(14).fill(10)), ...PRICES],
      shorts: [
        { symbol: 'BANK', settledOn: '2023-07-31', shares: 100 },
        { symbol: 'BANK', settledOn: '2023-08-15', shares: 900 },
        ...REPORTS,
      ],
      actions: [
        {
          symbol: 'BANK',
          on: '2023-08-21',
          kind: 'TERMINAL',
          terminalKind: 'BANKRUPT',
          amount: 1,
        },
      ],
    }),
  );
  const pnl = (options: ShortOptionsRequest) =>
    ShortInquiry.of(panel, {
      window: { from: day('2023-08-10'), to: day('2023-09-29') },
      where: { symbols: ['BANK'] },
      options,
    }).totals.pnl;

  test('is counted with the position that was public by then', () => {
    assert.equal(pnl({ knownOn: day('2023-09-29') }), 100 * 9);
    assert.equal(pnl({ interpolation: 'STEP' }), 900 * 9);
  });
});

describe('options', () => {
  test('have defaults', () => {
    assert.deepEqual(resolveShortOptions(null), {
      method: 'DAILY_MARK_TO_MARKET',
      interpolation: 'LINEAR',
      universeAt: 'END',
      knownOn: null,
      delisting: 'TERMINAL',
      basis: 'PRICE',
      financing: null,
    });
  });

  test('step by default with knownOn', () => {
    assert.equal(resolveShortOptions({ knownOn: 19_600 }).interpolation, 'STEP');
    assert.equal(resolveShortOptions({ knownOn: 19_600, interpolation: 'STEP' }).knownOn, 19_600);
  });

  test('LINEAR with knownOn is refused', () => {
    assert.throws(() => resolveShortOptions({ knownOn: 19_600, interpolation: 'LINEAR' }), {
      code: 'BAD_USER_INPUT',
      message:
        'options.interpolation LINEAR looks ahead to the next report and cannot be used with ' +
        'options.knownOn: use STEP, or leave interpolation out.',
    });
  });

  for (const financing of [-0.01, 10.1, Number.NaN, Number.POSITIVE_INFINITY]) {
    test(`a fee of ${financing} is refused`, () => {
      assert.throws(() => resolveShortOptions({ financing }), {
        code: 'BAD_USER_INPUT',
        message:
          'options.financing must be a yearly ratio from 0 to 10, such as 0.003 for 0.3 %, ' +
          `not ${financing}.`,
      });
    });
  }

  test('a fee of zero and one of ten are fees', () => {
    assert.equal(resolveShortOptions({ financing: 0 }).financing, 0);
    assert.equal(resolveShortOptions({ financing: 10 }).financing, 10);
  });
});
