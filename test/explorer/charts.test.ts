import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { barsOf, firstLines, indexed } from '../../src/explorer/result/charts.js';
import { firstView } from '../../src/explorer/result/read-result.js';
import { linesTable, typeOfMeasure } from '../../src/explorer/result/series.js';
import { sentenceOfBars, sentenceOfLines } from '../../src/explorer/result/sentence.js';
import { reading } from './support/reading.js';

const WINDOW = 'window: {preset: YTD}';

function groupsBy(field: string) {
  const query = `{ shorts(${WINDOW}) {
    groups(by: [SECTOR], orderBy: {field: ${field}, direction: DESC}) {
      key { label } stats { averageValue pnl positionCount } } } }`;
  const group = (label: string, pnl: number | null) => ({
    key: { label },
    stats: { averageValue: 9, pnl, positionCount: 1 },
  });
  return reading(query, {
    shorts: { groups: [group('Energy', 3), group('Utilities', -1), group('Materials', null)] },
  });
}

const SERIES = `{ index(symbol: "RUT") { returns(${WINDOW}) {
  up: series(measure: ADVANCERS) { dates values }
  down: series(measure: DECLINERS) { points { endOn value } }
  line: series(measure: ADVANCE_DECLINE_LINE) { dates values } } } }`;
const SERIES_DATA = {
  index: {
    returns: {
      up: { dates: ['2023-09-07', '2023-09-08'], values: [10, 12] },
      down: {
        points: [
          { endOn: '2023-09-07', value: 5 },
          { endOn: '2023-09-08', value: null },
        ],
      },
      line: { dates: ['2023-09-07', '2023-09-08'], values: [100, 107] },
    },
  },
};

describe('charts of a result', () => {
  test('groups are bars of what they are ordered by', () => {
    const [chart] = groupsBy('PNL').charts;
    assert.ok(chart?.kind === 'bars');
    assert.equal(chart.table.columns[chart.first]?.id, 'stats.pnl');
    assert.deepEqual(barsOf(chart, chart.first), [
      { label: 'Energy', value: 3 },
      { label: 'Utilities', value: -1 },
    ]);
  });

  test('groups in order of their key are bars of the first money', () => {
    const [chart] = groupsBy('KEY').charts;
    assert.ok(chart?.kind === 'bars');
    assert.equal(chart.table.columns[chart.first]?.id, 'stats.averageValue');
  });

  test('series of one report are one chart, which opens with those on one scale', () => {
    const { charts } = reading(SERIES, SERIES_DATA);
    assert.equal(charts.length, 1);
    const [chart] = charts;
    assert.ok(chart?.kind === 'lines');
    assert.deepEqual(
      chart.lines.map(({ label, scale }) => [label, scale]),
      [
        ['up', 'Count'],
        ['down', 'Count'],
        ['line', 'ADVANCE_DECLINE_LINE'],
      ],
    );
    assert.deepEqual(
      firstLines(chart),
      chart.lines.slice(0, 2).map(({ id }) => id),
    );
  });

  test('series are a table with a row for each day', () => {
    const chart = reading(SERIES, SERIES_DATA).charts[0];
    assert.ok(chart?.kind === 'lines');
    assert.deepEqual(linesTable(chart).rows, [
      ['2023-09-07', 10, 5, 100],
      ['2023-09-08', 12, null, 107],
    ]);
  });

  test('an index of 100 begins at the first value that is not zero', () => {
    const chart = reading(SERIES, SERIES_DATA).charts[0];
    assert.ok(chart?.kind === 'lines');
    const line = { ...chart.lines[0]!, values: [null, 0, 4, 5] };
    assert.deepEqual(indexed(line).values, [null, 0, 100, 125]);
  });

  test('the unit of a measure is read from its description', () => {
    assert.equal(typeOfMeasure('Profit and loss within the bucket, in US dollars.'), 'Usd');
    assert.equal(typeOfMeasure('Price or level, in US dollars or points.'), 'Float');
    assert.equal(typeOfMeasure('Share that rose within the bucket.'), 'Ratio');
    assert.equal(typeOfMeasure('Number that fell within the bucket.'), 'Count');
    assert.equal(typeOfMeasure('Day measure: moving average of ratio-adjusted ones.'), 'Float');
  });

  test('a result opens as a chart, else as rows, else as text', () => {
    assert.equal(firstView(groupsBy('PNL')), 'chart');
    assert.equal(
      firstView(reading('{ service { version } }', { service: { version: '1' } })),
      'table',
    );
    assert.equal(firstView(reading('{ service { version } }', null)), 'json');
  });

  test('rows about the data make no chart', () => {
    const query = `{ shorts(${WINDOW}) { checks { name residual } } }`;
    const checks = [
      { name: 'LINES', residual: 0 },
      { name: 'GROUPS', residual: 0 },
    ];
    assert.deepEqual(reading(query, { shorts: { checks } }).charts, []);
  });

  test('a sentence says what bars and lines show', () => {
    const bars = [
      { label: 'Energy', value: 3.1e9 },
      { label: 'Banks', value: -1.5e9 },
    ];
    assert.equal(
      sentenceOfBars(bars, 'pnl', 'Usd'),
      'pnl, 2 rows: highest Energy ($3.1B), lowest Banks (-$1.5B).',
    );
    const chart = reading(SERIES, SERIES_DATA).charts[0];
    assert.ok(chart?.kind === 'lines');
    assert.equal(
      sentenceOfLines(chart.lines.slice(0, 2)),
      'From 2023-09-07 on: up 12 on 2023-09-08; down 5 on 2023-09-07.',
    );
  });
});
