import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { type Day, day, formatDay } from '../../src/time/day.js';
import { type Demo, openDemo } from '../support/demo-executor.js';

// Questions by any conventions, over any window and set, on the simulated market: groups, lines and
// series add up to the total, and nothing is a fault of the server.

const RUNS = 40;
/** The same questions each time; another seed asks others. */
const SEED = 20230908;
let demo: Demo;
before(async () => {
  demo = await openDemo();
});
after(() => demo.close());

const FIRST = day('2022-12-02');
const DAYS = 287;
const someDay = fc.integer({ min: 0, max: DAYS }).map((n) => formatDay((FIRST + n) as Day));
const window = fc.oneof(
  fc.tuple(someDay, someDay).map(([a, b]) => `{from: "${a < b ? a : b}", to: "${a < b ? b : a}"}`),
  fc
    .tuple(fc.constantFrom('WTD', 'MTD', 'QTD', 'YTD', 'MAX'), someDay)
    .map(([preset, to]) => `{preset: ${preset}, to: "${to}"}`),
);
const where = fc.constantFrom(
  '{}',
  '{capTiers: [NANO, MICRO, SMALL]}',
  '{index: "RUT", sectors: [FINANCIALS, ENERGY]}',
  '{index: "SPX", minMarketCap: 50000000000}',
  '{maxMarketCap: 500000000}',
  '{symbols: ["AAPL", "FRCB", "FEAQF", "LUMN", "MRQ", "MRQP", "MVNXS", "SIVBQ", "YARXR"]}',
);
const by = fc.constantFrom('SECTOR', 'CAP_TIER', 'EXCHANGE', 'CAP_TIER, SECTOR', 'INDUSTRY');
const universeAt = fc.constantFrom('START', 'END', 'DAILY');
const basis = fc.constantFrom('PRICE', 'TOTAL');

type Numbers = Record<string, number | null>;
type Counted = { stats: Numbers }[];

/** The report of a question; null when the window is none. Any other refusal fails. */
async function report<T>(query: string): Promise<T | null> {
  const { data, errors } = await demo.ask(query);
  const code = errors?.[0]?.extensions?.code;
  if (code === 'BAD_WINDOW') return null;
  assert.equal(errors, undefined, `${JSON.stringify(errors)}\n${query}`);
  return Object.values(data ?? {})[0] as T;
}

function addUp(parts: Counted, total: Numbers, fields: readonly string[], slack: number): void {
  for (const field of fields) {
    if (total[field] === null) continue;
    const sum = parts.reduce((all, { stats }) => all + (stats[field] ?? 0), 0);
    const difference = Math.abs(sum - (total[field] as number));
    assert.ok(difference <= slack, `${field} adds up to ${sum}, not to ${total[field]}`);
  }
}

const AMOUNTS = [
  ...['averageValue', 'startValue', 'endValue', 'valueChange', 'netShorting', 'priceEffect'],
  ...['pnl', 'timingEffect', 'dividendsPaid', 'financingCost', 'netPnl'],
];
const OUTCOMES = ['positionCount', 'winnerCount', 'loserCount'];

interface Shorts {
  total: Numbers;
  groups: Counted;
  lines: { totalCount: number; nodes: Counted };
  pnl: { values: number[] };
  net: { values: number[] };
  netShorting: { values: number[] };
  checks: { name: string; residual: number | null }[];
}

const shortOptions = fc
  .record({
    universeAt,
    basis,
    method: fc.constantFrom('DAILY_MARK_TO_MARKET', 'AVERAGE_POSITION', 'START_POSITION'),
    delisting: fc.constantFrom('TERMINAL', 'LAST_PRICE'),
    financing: fc.constantFrom('null', '0.003', '0.5'),
    known: fc.oneof(
      someDay.map((on) => `knownOn: "${on}"`),
      fc.constantFrom('interpolation: LINEAR', 'interpolation: STEP'),
    ),
  })
  .map(({ known, ...own }) => {
    const parts = Object.entries(own).map(([name, value]) => `${name}: ${value}`);
    return `{${[...parts, known].join(', ')}}`;
  });

function shortsQuery(set: string, options: string, dimensions: string): string {
  const fields = [...AMOUNTS, ...OUTCOMES].join(' ');
  return `{ shorts(${set}, options: ${options}) {
    total { ${fields} }
    groups(by: [${dimensions}], first: 500) { stats { ${fields} } }
    lines(first: 500) { totalCount nodes { stats { ${fields} } } }
    pnl: series(interval: WEEK, measure: PNL) { values }
    net: series(interval: MONTH, measure: CUMULATIVE_NET_PNL) { values }
    netShorting: series(interval: QUARTER, measure: NET_SHORTING) { values }
    checks { name residual }
  } }`;
}

describe('shorts by any conventions', () => {
  test('groups, lines and series add up to the total', async () => {
    const any = fc.tuple(window, where, shortOptions, by);
    await fc.assert(
      fc.asyncProperty(any, async ([span, filter, options, dimensions]) => {
        const set = `window: ${span}, where: ${filter}`;
        const found = await report<Shorts>(shortsQuery(set, options, dimensions));
        if (found === null) return;
        const { total, groups, lines } = found;
        // Each number is rounded to cents, and there may be hundreds.
        const slack = 3 + 1e-9 * (total.averageValue as number);
        addUp(groups, total, AMOUNTS, slack);
        if (lines.totalCount <= 500) addUp(lines.nodes, total, [...AMOUNTS, ...OUTCOMES], slack);
        // A DAILY set counts a security in every group it was in.
        if (!options.includes('DAILY,')) addUp(groups, total, OUTCOMES, 0);
        const sum = (values: number[]) => [{ stats: { sum: values.reduce((a, b) => a + b, 0) } }];
        addUp(sum(found.pnl.values), { sum: total.pnl as number }, ['sum'], slack);
        addUp(sum(found.netShorting.values), { sum: total.netShorting as number }, ['sum'], slack);
        addUp(sum(found.net.values.slice(-1)), { sum: total.netPnl as number }, ['sum'], slack);
        for (const { name, residual } of found.checks) {
          assert.ok(residual === null || Math.abs(residual) < 1e-9, `${name}: ${residual}`);
        }
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  for (const method of ['DAILY_MARK_TO_MARKET', 'AVERAGE_POSITION', 'START_POSITION']) {
    test(`size classes of a daily set add up by ${method}`, async () => {
      const options = `{universeAt: DAILY, method: ${method}}`;
      const query = shortsQuery('window: {preset: YTD}', options, 'CAP_TIER');
      const found = await report<Shorts>(query);
      assert.ok(found !== null && found.groups.length >= 6);
      addUp(found.groups, found.total, AMOUNTS, 3);
    });
  }
});

interface Returns {
  total: Numbers;
  groups: Counted;
  lines: { totalCount: number; nodes: { contribution: number | null }[] };
  cap: { values: (number | null)[] };
  equal: { values: (number | null)[] };
  decliners: { values: (number | null)[] };
  checks: { name: string; residual: number | null }[];
}

/** A series is not rounded and a ratio is, to ten places. */
function endsAt(values: readonly (number | null)[], total: number | null | undefined): void {
  const last = values.at(-1);
  if (typeof last !== 'number' || typeof total !== 'number') assert.equal(last, total);
  else assert.ok(Math.abs(last - total) <= 1e-10, `${last} is not ${total}`);
}

describe('returns by any conventions', () => {
  const COUNTS = ['memberCount', 'pricedCount', 'advancers', 'decliners', 'unchanged'];
  const fields = `${COUNTS.join(' ')} capWeightReturn equalWeightReturn declinerShare`;

  test('groups and contributions add up, and series end at the total', async () => {
    const any = fc.tuple(window, where, universeAt, basis, by);
    await fc.assert(
      fc.asyncProperty(any, async ([span, filter, at, kind, dimensions]) => {
        const options = `{universeAt: ${at}, basis: ${kind}}`;
        const found = await report<Returns>(`{
          returns(window: ${span}, where: ${filter}, options: ${options}) {
            total { ${fields} }
            groups(by: [${dimensions}], first: 500) { stats { ${fields} } }
            lines(first: 500) { totalCount nodes { contribution } }
            cap: series(interval: MONTH, measure: CUMULATIVE_CAP_WEIGHT_RETURN) { values }
            equal: series(interval: WEEK, measure: CUMULATIVE_EQUAL_WEIGHT_RETURN) { values }
            decliners: series(interval: YEAR, measure: CUMULATIVE_DECLINER_SHARE) { values }
            checks { name residual }
          }
        }`);
        if (found === null) return;
        const { total, lines } = found;
        if (at !== 'DAILY') addUp(found.groups, total, COUNTS, 0);
        endsAt(found.cap.values, total.capWeightReturn);
        endsAt(found.equal.values, total.equalWeightReturn);
        endsAt(found.decliners.values, total.declinerShare);
        if (lines.totalCount <= 500) {
          const parts = lines.nodes.map(({ contribution }) => ({
            stats: { capWeightReturn: contribution },
          }));
          addUp(parts, total, ['capWeightReturn'], 1e-7);
        }
        for (const { name, residual } of found.checks) {
          assert.ok(residual === null || Math.abs(residual) < 1e-9, `${name}: ${residual}`);
        }
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});
