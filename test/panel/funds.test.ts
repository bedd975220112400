import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../src/panel/build.js';
import { day, formatDay } from '../../src/time/day.js';
import { type FlowSpec, storedColumns } from '../support/stored.js';

const FUNDS = [
  { provider: 'ICI_WEEKLY', code: 'WORLD', category: 'INTERNATIONAL_EQUITY' },
] as const;

function flow(end: string, changes: Partial<FlowSpec> = {}): FlowSpec {
  return { provider: 'ICI_WEEKLY', code: 'WORLD', end, netFlow: 1, assets: 100, ...changes };
}

function periods(flows: FlowSpec[]): string[] {
  const { funds } = buildPanel(storedColumns({ funds: [...FUNDS], flows }));
  return [...funds.periodFrom].map(
    (from, k) => `${formatDay(from)} ${formatDay(funds.periodEnd[k] as number)}`,
  );
}

describe('periods of a fund', () => {
  test('that follow each other weekly begin the day after the one before', () => {
    assert.deepEqual(periods([flow('2023-08-30'), flow('2023-09-06')]), [
      '2023-08-24 2023-08-30',
      '2023-08-31 2023-09-06',
    ]);
  });

  test('that follow each other monthly begin the day after the one before', () => {
    assert.deepEqual(periods([flow('2023-07-31'), flow('2023-08-31')])[1], '2023-08-01 2023-08-31');
  });

  test('are a week after a gap', () => {
    assert.deepEqual(periods([flow('2023-08-16'), flow('2023-09-06')])[1], '2023-08-31 2023-09-06');
  });

  test('begin where the file says so', () => {
    assert.deepEqual(periods([flow('2023-08-31', { from: '2023-08-01' })]), [
      '2023-08-01 2023-08-31',
    ]);
  });

  test('are in order of their ends, whatever the order of rows', () => {
    assert.deepEqual(periods([flow('2023-09-06'), flow('2023-08-30')]), [
      '2023-08-24 2023-08-30',
      '2023-08-31 2023-09-06',
    ]);
  });
});

describe('fund flows', () => {
  test('of a later file replace those of an earlier one, whole', () => {
    const old = flow('2023-08-30', { netFlow: 5, assets: 50, batch: 7 });
    const fresh = flow('2023-08-30', { netFlow: 6, assets: Number.NaN, batch: 8 });
    for (const flows of [
      [old, fresh],
      [fresh, old],
    ]) {
      const { funds } = buildPanel(storedColumns({ funds: [...FUNDS], flows }));
      assert.deepEqual([...funds.netFlow], [6]);
      assert.deepEqual([...funds.assets], [Number.NaN]);
    }
  });

  test('are laid out fund by fund in order of provider and code', () => {
    const { funds } = buildPanel(
      storedColumns({
        funds: [
          { provider: 'ICI_WEEKLY', code: 'B' },
          { provider: 'EPFR', code: 'Z', isSingle: true },
          { provider: 'ICI_WEEKLY', code: 'A' },
        ],
        flows: [
          flow('2023-08-30', { code: 'B', netFlow: 1 }),
          flow('2023-08-30', { provider: 'EPFR', code: 'Z', netFlow: 2 }),
          flow('2023-09-06', { code: 'B', netFlow: 3 }),
        ],
      }),
    );
    assert.deepEqual(funds.codes, ['Z', 'A', 'B']);
    assert.deepEqual([...funds.offsets], [0, 1, 1, 3]);
    assert.deepEqual([...funds.netFlow], [2, 1, 3]);
    assert.deepEqual([...funds.isSingleFund], [1, 0, 0]);
  });
});

describe('sources', () => {
  test('are one row a code, with the days and the last import of all its files', () => {
    const batch = (id: number, from: string, to: string, importedAt: number) => ({
      id,
      format: 'daily-snapshot',
      firstOn: day(from),
      lastOn: day(to),
      importedAt,
    });
    const { sources } = buildPanel(
      storedColumns({
        batches: [
          batch(1, '2023-03-01', '2023-03-31', 5),
          batch(10, '2023-01-03', '2023-02-28', 9),
        ],
      }),
    );
    const { name: _, ...row } = sources.find((it) => it.code === 'DAILY_SNAPSHOT') ?? { name: '' };
    assert.deepEqual(row, {
      code: 'DAILY_SNAPSHOT',
      kind: 'PRICES',
      firstOn: day('2023-01-03'),
      lastOn: day('2023-03-31'),
      importedAt: 9,
    });
  });

  test('of fund flows are the providers', () => {
    const { sources } = buildPanel(
      storedColumns({ batches: [{ id: 6, format: 'fund-flows', scope: 'EPFR' }] }),
    );
    assert.equal(sources.find((it) => it.kind === 'FUND_FLOWS')?.code, 'EPFR');
  });
});
