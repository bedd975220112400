import assert from 'node:assert/strict';
import { buildLowtideSchema } from '../../src/graphql/build-schema.js';
import { NodeResolver } from '../../src/graphql/node.js';
import { FlowGroupResolver, FlowReportResolver } from '../../src/flows/flow-report.resolver.js';
import { FlowsResolver, FundResolver } from '../../src/flows/flows.resolver.js';
import type { FundColumns, Panel } from '../../src/panel/panel.js';
import { NO_DAY } from '../../src/store/stored-columns.js';
import { day, formatDay } from '../../src/time/day.js';
import type { FundCategory } from '../../src/vocabulary.js';
import { ask, tinyPanel } from '../securities/tiny-market.js';

/** One period: its last day, its flow and the assets at its end in US dollars; null is unknown. */
export type PeriodRow = readonly [end: string, netFlow: number | null, assets?: number | null];

export interface FundRows {
  readonly provider?: string;
  readonly code: string;
  readonly symbol?: string;
  readonly category?: FundCategory;
  readonly periods: readonly PeriodRow[];
}

/** A panel with these funds; a fund with a symbol is a single fund, any other a category. */
export function panelWith(funds: readonly FundRows[]): Panel {
  const codes = [...new Set(funds.map(({ provider }) => provider ?? 'WEEKLY'))].sort();
  const sources = codes.map((code) => ({
    code,
    name: `Flows of ${code}`,
    kind: 'FUND_FLOWS' as const,
    firstOn: null,
    lastOn: null,
    importedAt: null,
  }));
  return tinyPanel({ funds: columnsOf(funds), sources });
}

function columnsOf(funds: readonly FundRows[]): FundColumns {
  const periods = funds.flatMap((fund) => fund.periods);
  const offsets = new Int32Array(funds.length + 1);
  for (const [f, fund] of funds.entries()) {
    offsets[f + 1] = (offsets[f] as number) + fund.periods.length;
  }
  return {
    count: funds.length,
    ids: funds.map((_, f) => 100 + f),
    providers: funds.map(({ provider }) => provider ?? 'WEEKLY'),
    codes: funds.map(({ code }) => code),
    symbols: funds.map(({ symbol }) => symbol ?? null),
    names: funds.map(({ code }) => `Fund ${code}`),
    categories: funds.map(({ category }) => category ?? 'US_SMALL_CAP'),
    isSingleFund: Uint8Array.from(funds, ({ symbol }) => (symbol === undefined ? 0 : 1)),
    offsets,
    periodFrom: new Int32Array(periods.length).fill(NO_DAY),
    periodEnd: Int32Array.from(periods, ([end]) => day(end)),
    netFlow: Float64Array.from(periods, ([, netFlow]) => netFlow ?? Number.NaN),
    assets: Float64Array.from(periods, ([, , assets]) => assets ?? Number.NaN),
  };
}

/** Weekly periods from the one that ends on `first`, one for each flow. */
export function weekly(first: string, flows: readonly (number | null)[]): PeriodRow[] {
  return flows.map((flow, k) => [formatDay(day(first) + 7 * k), flow]);
}

const schema = buildLowtideSchema([
  FlowGroupResolver,
  FlowReportResolver,
  FlowsResolver,
  FundResolver,
  NodeResolver,
]);

// The answers of a query have the shape that its text says.
// biome-ignore lint/suspicious/noExplicitAny: see above.
export type Json = any;

/** The answer to a query, which must not fail. */
export async function answerTo(panel: Panel, source: string): Promise<Json> {
  const { data, errors } = await ask(schema, source, panel);
  assert.equal(errors, undefined);
  return JSON.parse(JSON.stringify(data));
}

/** The answer to `flows(...) { selection }`. */
export async function flowsOf(panel: Panel, args: string, selection: string): Promise<Json> {
  return (await answerTo(panel, `{ flows(${args}) { ${selection} } }`)).flows;
}

/** The error of a query, which must fail. */
export async function errorOf(panel: Panel, source: string): Promise<Error> {
  const { errors } = await ask(schema, source, panel);
  assert.equal(errors?.length, 1);
  return (errors?.[0]?.originalError ?? errors?.[0]) as Error;
}

export const STATS = 'netFlow startAssets endAssets portfolioChange flowRatio';
export const COVERAGE = 'coverage { requested used warnings { code message count symbols } }';
export const AUGUST = 'provider: "WEEKLY", window: {from: "2023-08-03", to: "2023-08-23"}';

/** Four weeks with assets, the first of them before the window of `AUGUST`. */
export const SMALL: FundRows = {
  code: 'SMALL',
  periods: [
    ['2023-08-02', 10, 1000],
    ['2023-08-09', -20, 990],
    ['2023-08-16', -30, 955],
    ['2023-08-23', 15, 980],
  ],
};
export const LARGE: FundRows = {
  code: 'LARGE',
  category: 'US_LARGE_CAP',
  periods: [
    ['2023-08-02', 1, 5000],
    ['2023-08-09', 100, 5200],
    ['2023-08-16', 50, 5200],
    ['2023-08-23', 5, 5100],
  ],
};
export const NO_ASSETS: FundRows = {
  code: 'BOND',
  category: 'BOND',
  periods: weekly('2023-08-02', [1, 2, 3, 4]),
};

export function codesOf(report: Json): string[] {
  return report.coverage.warnings.map(({ code }: { code: string }) => code);
}
