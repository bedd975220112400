import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compareIndices, unexplained } from '../../src/indices/comparison.service.js';
import { comparisonChecks, comparisonCoverage } from '../../src/indices/comparison-trust.js';
import { type TinyMarket, tinyPanel } from '../support/tiny-panel.js';

/** Two indices over 25 days whose levels move up and down, and two securities. */
function market(change: Partial<TinyMarket> = {}, days = 25): TinyMarket {
  const wave = (size: number) => Array.from({ length: days }, (_, t) => 100 + size * (t % 4) + t);
  return {
    days,
    securities: {
      OIL: { closes: wave(2), sector: 'ENERGY' },
      CHIP: { closes: wave(-1), sector: 'INFORMATION_TECHNOLOGY' },
    },
    indices: {
      SUB: { levels: wave(3), holdings: { 0: { OIL: 1 } } },
      BEN: { levels: wave(1), holdings: { 0: { OIL: 1, CHIP: 1 } } },
    },
    ...change,
  };
}

const MAX = { preset: 'MAX' } as const;
const compare = (panel = tinyPanel(market()), question = {}) =>
  compareIndices(panel, { subject: 'SUB', benchmark: 'BEN', window: MAX, ...question });

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`);
}

describe('a comparison of indices', () => {
  test('the excess return is the difference of published levels', () => {
    const model = compare();
    close(model.excessReturn, 124 / 100 - 124 / 100);
    const early = compare(undefined, { window: { preset: 'MAX', to: model.panel.axis.day(3) } });
    close(early.excessReturn, 112 / 100 - 106 / 100);
  });

  test('the breadth gap is the difference of the shares that rose', () => {
    const panel = tinyPanel(
      market({ securities: { OIL: { closes: [1, 2] }, CHIP: { closes: [2, 1] } } }, 2),
    );
    close(compare(panel).breadthGap, 1 - 0.5);
  });

  test('measures of risk are unknown below 20 returns', () => {
    const { regression, trackingError } = compare(tinyPanel(market({}, 20)));
    assert.ok(Number.isNaN(regression.beta));
    assert.ok(Number.isNaN(regression.correlation));
    assert.ok(Number.isNaN(trackingError));
  });

  test('they are known from 20 returns', () => {
    const { regression, trackingError } = compare(tinyPanel(market({}, 21)));
    assert.ok(regression.beta > 1);
    assert.ok(regression.correlation > 0.9);
    assert.ok(trackingError > 0);
  });

  test('an index against itself moves as it does', () => {
    const model = compare(undefined, { benchmark: 'SUB' });
    close(model.regression.beta, 1);
    close(model.regression.correlation, 1);
    assert.equal(model.trackingError, 0);
    assert.equal(model.excessReturn, 0);
    assert.deepEqual(new Set(model.relativeStrength('DAY').values as number[]), new Set([1]));
  });

  test('relative strength is growth over growth', () => {
    const { values } = compare().relativeStrength('DAY');
    close(values[2] as number, 112 / 106);
  });

  test('what the members do not rebuild is unexplained', () => {
    const panel = tinyPanel(market());
    const model = compare(panel, { window: { preset: 'MAX', to: panel.axis.day(3) } });
    const { allocation, selection, interaction } = model.attribution.linked('CARINO');
    close(allocation + selection + interaction + unexplained(model), model.excessReturn);
    close(unexplained(model), (112 - 106) / 100 - (109 / 100 - (109 + 100) / 200));
  });

  test('all checks come out at zero', () => {
    const found = comparisonChecks(compare());
    assert.deepEqual(
      found.map(({ name }) => name),
      ['COUNTS', 'EFFECTS'],
    );
    for (const { residual } of found) assert.ok(Math.abs(residual as number) < 1e-12);
  });

  test('coverage adds up both sides', () => {
    const { requested, used } = comparisonCoverage(compare());
    assert.deepEqual({ requested, used }, { requested: 3, used: 3 });
  });

  test('a warning of both sides comes once and says which is which', () => {
    const panel = tinyPanel(
      market({
        indices: {
          SUB: { levels: [1, 2, 3], holdings: { 1: { OIL: 1 } } },
          BEN: { levels: [1, 2, 3], holdings: { 2: { OIL: 1, CHIP: 1 } } },
        },
      }),
    );
    assert.deepEqual(comparisonCoverage(compare(panel)).warnings, [
      {
        code: 'STALE_HOLDINGS',
        message:
          'SUB: The nearest holdings of SUB are of 2023-01-04. ' +
          'BEN: The nearest holdings of BEN are of 2023-01-05.',
        count: 3,
        symbols: [],
      },
    ]);
  });

  test('a window that was clipped is told once', () => {
    const panel = tinyPanel(market());
    const window = { from: panel.axis.day(0) };
    const { warnings } = comparisonCoverage(compare(panel, { window }));
    assert.deepEqual(
      warnings.filter(({ code }) => code === 'CLIPPED_WINDOW'),
      [
        {
          code: 'CLIPPED_WINDOW',
          message: 'The stored data reach from 2023-01-03 to 2023-02-07 only.',
          count: 3,
          symbols: [],
        },
      ],
    );
  });

  test('the window is the one that both levels share', () => {
    const panel = tinyPanel(
      market({
        indices: {
          SUB: { levels: [null, 1, 2, 3, 4] },
          BEN: { levels: [1, 2, 3, 4, null] },
        },
      }),
    );
    const { baseOn, endOn } = compare(panel).window;
    assert.deepEqual([baseOn, endOn], [panel.axis.day(1), panel.axis.day(3)]);
  });

  test('levels that never meet are refused', () => {
    const panel = tinyPanel(
      market({ indices: { SUB: { levels: [1, 2] }, BEN: { levels: [null, null, 1, 2] } } }),
    );
    assert.throws(() => compare(panel), {
      code: 'BAD_WINDOW',
      message:
        'Levels of SUB are stored from 2023-01-03 to 2023-01-04 and those of BEN from 2023-01-05 ' +
        'to 2023-01-06: there is no common window.',
    });
  });

  test('an unknown index and dividends are refused', () => {
    assert.throws(() => compare(undefined, { subject: 'SUBB' }), { code: 'UNKNOWN_INDEX' });
    assert.throws(() => compare(undefined, { options: { basis: 'TOTAL' } }), {
      code: 'BAD_USER_INPUT',
    });
  });

  test('a comparison needs no prices but for its members', () => {
    const panel = tinyPanel({ days: 2, securities: {}, indices: market({}, 2).indices });
    const stripped = { ...panel, indices: panel.indices.map((one) => ({ ...one, holdings: [] })) };
    const model = compare(stripped);
    close(model.excessReturn, (101 + 3) / 100 - (101 + 1) / 100);
    assert.ok(Number.isNaN(model.breadthGap));
    assert.ok(Number.isNaN(unexplained(model)));
  });
});
