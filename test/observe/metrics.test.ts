import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createMetrics, type Sources } from '../../src/observe/metrics.js';
import { OperationLabels, operationNames } from '../../src/observe/operation-label.js';
import { columnBytes } from '../../src/observe/panel-bytes.js';
import { redact } from '../../src/observe/redact.js';
import { type Answered, requestLine } from '../../src/observe/request-line.js';
import { repoRoot } from '../kernels/golden.js';

const SOURCES: Sources = {
  panel: () => ({ number: 7, publishedAt: 1_000, bytes: 4_096 }),
  isStale: () => true,
  openStreams: () => 3,
  cacheBytes: () => 99,
  pool: () => ({ open: 4, idle: 1, waiting: 2 }),
  lostLogLines: () => 0,
  quarantinedRows: async () => 12,
  now: () => 61_000,
};

const ANSWERED: Answered = {
  requestId: 'id',
  status: 200,
  ms: 12.345,
  role: 'ANALYST',
  keyId: 'k1',
  operation: 'Mine',
  hash: 'ab',
  cost: 40,
  cells: 20,
  codes: ['COST_LIMIT'],
  isCached: false,
  dataVersion: 7,
};

test('the page tells the panel, the pool, the imports and the loop', async () => {
  const metrics = createMetrics(SOURCES, []);
  metrics.observe(ANSWERED);
  const text = await metrics.text();
  for (const line of [
    'lowtide_data_version 7',
    'lowtide_panel_age_seconds 60',
    'lowtide_panel_bytes 4096',
    'lowtide_panel_stale 1',
    'lowtide_open_streams 3',
    'lowtide_answer_cache_bytes 99',
    'lowtide_store_connections_open 4',
    'lowtide_store_connections_waiting 2',
    'lowtide_quarantined_rows 12',
    'lowtide_requests_total{operation="Mine",status="200",cached="false"} 1',
    'lowtide_errors_total{code="COST_LIMIT"} 1',
    'lowtide_request_seconds_bucket{le="0.025",operation="Mine"} 1',
    'lowtide_request_seconds_bucket{le="0.01",operation="Mine"} 0',
    'lowtide_request_cost_sum 40',
  ]) {
    assert.ok(text.split('\n').includes(line), `${line}\n${text}`);
  }
  assert.match(text, /^nodejs_eventloop_lag_p99_seconds /m);
});

test('a store that is away leaves the last count of rows', async () => {
  let isAway = false;
  const quarantinedRows = async () => {
    if (isAway) throw new Error('away');
    return 5;
  };
  const metrics = createMetrics({ ...SOURCES, quarantinedRows }, []);
  await metrics.text();
  isAway = true;
  assert.match(await metrics.text(), /^lowtide_quarantined_rows 5$/m);
});

test('strangers make no new labels, and callers with a key a hundred', () => {
  const labels = new OperationLabels(['Saved']);
  assert.equal(labels.of('Saved', false), 'Saved');
  for (let k = 0; k < 10_000; k++) assert.equal(labels.of(`Stranger${k}`, false), 'other');
  const made = new Set<string>();
  for (let k = 0; k < 1_000; k++) made.add(labels.of(`Mine${k}`, true));
  assert.equal(made.size, 101);
  assert.equal(labels.of('Mine0', false), 'Mine0');
  assert.equal(labels.of('a\nb', true), 'other');
  assert.equal(labels.of(null, true), 'other');
});

test('names of operations are read from their documents', () => {
  const text =
    '# query Not\nquery One($a: Int) { a }\nsubscription Two { b }\nfragment F on X { c }';
  assert.deepEqual(operationNames(text), ['One', 'Two']);
});

test('a line keeps no text of a client but names', () => {
  const odd = { operation: 'a\n{"level":60}', keyId: 'jwt:\u001b[31mx\n', codes: ['no code'] };
  const line = requestLine({ ...ANSWERED, ...odd });
  assert.deepEqual(
    [line.operation, line.keyId, line.codes, line.ms],
    [null, 'jwt:??31mx?', ['OTHER'], 12.3],
  );
  assert.equal(requestLine(ANSWERED).operation, 'Mine');
});

test('variables are redacted to their form', () => {
  const variables = {
    asOf: '2023-09-08',
    symbol: 'secret@example.com',
    where: { symbols: ['A', 'BB'], minMarketCap: 5, isActive: true, none: null },
    'odd name\n': 1,
    long: Array.from({ length: 21 }, () => 1),
    deep: { a: { b: { c: { d: 1 } } } },
  };
  assert.deepEqual(redact(variables), {
    asOf: '2023-09-08',
    symbol: '<text of 18>',
    where: { symbols: ['<text of 1>', '<text of 2>'], minMarketCap: 5, isActive: true, none: null },
    '<name of 9>': 1,
    long: '<list of 21>',
    deep: { a: { b: { c: '<object of 1>' } } },
  });
});

test('the columns of a panel are counted once for each buffer', () => {
  const shared = new Float64Array(100);
  const panel = { a: shared, b: { c: shared.subarray(1), d: new Int32Array(10) }, name: 'x' };
  assert.equal(columnBytes(panel), 840);
});

test('the dashboard asks for metrics that there are', async () => {
  const dashboard = readFileSync(join(repoRoot(), 'docker/grafana-dashboard.json'), 'utf8');
  const metrics = createMetrics(SOURCES, []);
  metrics.observe(ANSWERED);
  const text = await metrics.text();
  const { panels } = JSON.parse(dashboard) as { panels: { targets: { expr: string }[] }[] };
  const asked = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join(' ');
  const names = new Set(asked.match(/\b(?:lowtide|nodejs|process)_\w+/g));
  assert.ok(names.size >= 12, String(names.size));
  for (const name of names) assert.match(text, new RegExp(`^${name}[ {]`, 'm'), name);
});
