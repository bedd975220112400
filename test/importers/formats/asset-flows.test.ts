import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { flowsFromAssets } from '../../../src/importers/formats/asset-flows.js';
import { formatDay } from '../../../src/time/day.js';
import { read, refusalOf, rejections, rowsOf } from './read-format.js';

const HEADER = 'week ending,fund,category,assets ($m),nav return (%)';

function flows(header: string, ...rows: string[]) {
  return read('fund-flows', `${[header, ...rows].join('\n')}\n`, { provider: 'OWN' });
}

async function netFlows(header: string, ...rows: string[]): Promise<string[]> {
  return rowsOf(await flows(header, ...rows), 'fundFlow').map(
    (it) => `${it.fundCode} ${formatDay(it.periodEndOn)}: ${it.netFlow?.toFixed(3) ?? null}`,
  );
}

describe('flows from assets and returns (M17)', () => {
  test('what assets did not earn flowed in or out', async () => {
    assert.deepEqual(
      await netFlows(
        HEADER,
        '2023-08-30,Quarz,US small cap,62000,',
        '2023-09-06,Quarz,US small cap,60200,-0.48',
      ),
      ['Quarz 2023-08-30: null', 'Quarz 2023-09-06: -1502400000.000'],
    );
  });

  test('the order of rows and funds does not matter', async () => {
    const rows = [
      '2023-09-06,B,BOND,110,5',
      '2023-09-06,A,US small cap,60200,-0.48',
      '2023-08-30,A,US small cap,62000,9',
      '2023-08-30,B,BOND,100,',
    ];
    const found = await netFlows(HEADER, ...rows);
    assert.deepEqual(found.toSorted(), [
      'A 2023-08-30: null',
      'A 2023-09-06: -1502400000.000',
      'B 2023-08-30: null',
      'B 2023-09-06: 5000000.000',
    ]);
  });

  test('unknown assets leave the flow of their period and of the next unknown', () => {
    const row = { fundCode: 'Q', fundName: 'Q', fundSymbol: null, category: 'BOND' } as const;
    const flow = { isSingleFund: true, periodFromOn: null, netFlow: null } as const;
    const earned = { navReturn: 0.01, nav: null, rate: 1, averageRate: 1 };
    const week = (periodEndOn: number, assets: number | null) => ({
      line: 1,
      row: { ...row, ...flow, periodEndOn, assets },
      ...earned,
    });
    const derived = flowsFromAssets([week(7, 100), week(14, null), week(21, 102), week(28, 104)]);
    assert.deepEqual(
      derived.map((it) => [it.row.assets, it.row.netFlow?.toFixed(3) ?? null, it.gap]),
      [
        [100, null, null],
        [null, null, null],
        [102, null, null],
        [104, '0.980', null],
      ],
    );
  });

  test('another currency converts flows at the average rate and assets at their own', async () => {
    const header = 'month ending,fund,category,assets,nav return,rate,average rate';
    const reading = await flows(
      header,
      '2023-07-31,Euro,International equity,1000,,1.08,1.08',
      '2023-08-31,Euro,International equity,1070,0.05,1.10,1.09',
    );
    const [first, second] = rowsOf(reading, 'fundFlow');
    assert.deepEqual([first?.netFlow, first?.assets], [null, 1080]);
    assert.ok(Math.abs((second?.netFlow as number) - 21.8) < 1e-9);
    assert.ok(Math.abs((second?.assets as number) - 1177) < 1e-9);
  });

  test('a return follows from values of a share, but not over a split', async () => {
    const header = 'week ending,fund,category,assets,nav';
    const rows = [
      '2023-08-23,Q,BOND,1000,40',
      '2023-08-30,Q,BOND,1250,50',
      '2023-09-06,Q,BOND,1100,25',
      '2023-09-13,Q,BOND,1000,',
    ];
    assert.deepEqual(await netFlows(header, ...rows), [
      'Q 2023-08-23: null',
      'Q 2023-08-30: 0.000',
      'Q 2023-09-06: null',
      'Q 2023-09-13: null',
    ]);
    const codes = (await flows(header, ...rows)).warnings.map(({ code }) => code);
    assert.deepEqual(codes, ['NAV_JUMP']);
  });

  test('after a missing week there is no flow', async () => {
    const rows = ['2023-08-16', '2023-08-23', '2023-08-30', '2023-09-13', '2023-09-20'].map(
      (end) => `${end},Q,BOND,100,1`,
    );
    const reading = await flows(HEADER, ...rows);
    assert.deepEqual(
      rowsOf(reading, 'fundFlow').map(({ netFlow }) => netFlow),
      [null, -1e6, -1e6, null, -1e6],
    );
    assert.deepEqual(
      reading.warnings.map(({ code, message }) => [code, /Q to 2023-09-13/.test(message)]),
      [['PERIOD_GAP', true]],
    );
  });

  test('blank assets are unknown, and impossible figures are kept aside', async () => {
    const rows = [
      '2023-08-16,Q,BOND,100,1',
      '2023-08-23,Q,BOND,,1',
      '2023-08-30,Q,BOND,100,-100',
      '2023-09-06,Q,BOND,100,abc',
    ];
    const reading = await flows(HEADER, ...rows);
    assert.deepEqual(rejections(reading), ['3 MISSING_VALUE', '4 BAD_NUMBER', '5 BAD_NUMBER']);
  });

  test('without a flow, assets and a return are needed', async () => {
    const reading = await flows('week ending,category,nav return', '2023-09-06,BOND,1');
    assert.match(refusalOf(reading), /^MISSING_COLUMN: .*assets/);
  });
});
