import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { CAP_TIERS } from '../../../src/methodology.js';
import type { Panel } from '../../../src/panel/panel.js';
import { formatDay } from '../../../src/time/day.js';
import { SECTORS } from '../../../src/vocabulary.js';
import { repoRoot } from '../../kernels/golden.js';
import type { Engine, SqlRow } from '../engines/engine.js';
import type { QueryDays } from '../queries/days.js';
import { QUERIES } from '../queries/index.js';

/** Requests that both servers answer, by what they are called in the table. */
export const PEER_REQUESTS = {
  breadth: `query ($asOf: Date!) { index(symbol: "RUT") {
    returns(window: {preset: YTD, to: $asOf}) {
      total { memberCount advancers decliners unchanged } } } }`,
  'A/D and average': `query ($asOf: Date!) { index(symbol: "RUT") {
    returns(window: {trailing: {count: 1, unit: YEAR}, to: $asOf}) {
      advancers: series(measure: ADVANCERS) { dates values }
      decliners: series(measure: DECLINERS) { dates values }
      above: series(measure: SHARE_ABOVE_200_DAY_AVERAGE) { dates values } } } }`,
  tiers: `query ($asOf: Date!) { shorts(window: {preset: YTD, to: $asOf},
    options: {interpolation: STEP}) {
      groups(by: [CAP_TIER], orderBy: {field: KEY, direction: ASC}) {
        key { capTier } stats { pnl } } } }`,
  'top ten': `query ($asOf: Date!) { shorts(window: {preset: YTD, to: $asOf},
    options: {interpolation: STEP}) {
      lines(first: 10) { nodes { security { symbol } stats { pnl } } } } }`,
  sectors: `query ($asOf: Date!) { shorts(window: {preset: MAX, to: $asOf},
    options: {interpolation: STEP}) {
      groups(by: [SECTOR], orderBy: {field: KEY, direction: ASC}) {
        key { sector } series(interval: MONTH, measure: PNL) { dates values } } } }`,
} as const;
export type PeerRequest = keyof typeof PEER_REQUESTS;

/**
 * The schema of the product with resolvers that ask an engine, so that the same documents go
 * through the same server. It answers the requests above and nothing else.
 */
export function peerSchema(panel: Panel, days: QueryDays, engine: Engine): GraphQLSchema {
  const sdl = readFileSync(join(repoRoot(), 'schema/schema.graphql'), 'utf8');
  const schema = buildSchema(sdl);
  const ask = (id: string) => {
    const query = QUERIES.find((it) => it.id === id)!;
    const sql = query.sql(days, engine.dialect);
    return async () => engine.query(sql);
  };
  const [q2, q3, q4b, q5, q6] = ['Q2', 'Q3', 'Q4b', 'Q5', 'Q6'].map(ask) as Asking[];
  const fields = schema.getQueryType()!.getFields();
  fields.index!.resolve = () => ({
    returns: async ({ window }: { window: { trailing?: unknown } }) =>
      window.trailing == null
        ? { total: countsOf((await q2!())[0]!) }
        : { series: seriesOf(panel, await q3!()) },
  });
  fields.shorts!.resolve = (_, { window }: { window: { preset: string } }) => ({
    groups: async () =>
      window.preset === 'YTD' ? tiersOf(await q4b!()) : sectorsOf(panel, days, await q6!()),
    lines: async () => ({ nodes: (await q5!()).map(lineOf) }),
  });
  return schema;
}

type Asking = () => Promise<SqlRow[]>;

function countsOf({ members, advancers, decliners, unchanged }: SqlRow) {
  return {
    memberCount: Number(members),
    advancers: Number(advancers),
    decliners: Number(decliners),
    unchanged: Number(unchanged),
  };
}

function seriesOf({ axis }: Panel, rows: readonly SqlRow[]) {
  const dates = rows.map(({ t }) => formatDay(axis.day(Number(t))));
  const columns = {
    ADVANCERS: 'advancers',
    DECLINERS: 'decliners',
    SHARE_ABOVE_200_DAY_AVERAGE: 'above',
  };
  return ({ measure }: { measure: keyof typeof columns }) => ({
    dates,
    values: rows.map((row) => Number(row[columns[measure]])),
  });
}

function tiersOf(rows: readonly SqlRow[]) {
  return [...rows]
    .sort((a, b) => Number(a.tier) - Number(b.tier))
    .map(({ tier, pnl }) => ({
      key: { capTier: CAP_TIERS[Number(tier)] },
      stats: { pnl: cents(pnl) },
    }));
}

/** As the scalars of the product write it. */
function cents(dollars: unknown): number {
  return Math.round(Number(dollars) * 100) / 100;
}

function lineOf({ symbol, pnl }: SqlRow) {
  return { security: { symbol }, stats: { pnl: cents(pnl) } };
}

function sectorsOf({ axis }: Panel, { all }: QueryDays, rows: readonly SqlRow[]) {
  const lastOf = new Map<number, string>();
  for (let t = all.base + 1; t <= all.end; t++) {
    const text = formatDay(axis.day(t));
    lastOf.set(Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1, text);
  }
  const months = [...lastOf.keys()];
  const values = new Map(rows.map((row) => [`${row.sector} ${row.month_no}`, cents(row.pnl)]));
  return [...new Set(rows.map(({ sector }) => Number(sector)))]
    .sort((a, b) => (SECTORS[a]! < SECTORS[b]! ? -1 : 1))
    .map((sector) => ({
      key: { sector: SECTORS[sector] },
      series: {
        dates: [...lastOf.values()],
        values: months.map((month) => values.get(`${sector} ${month}`) ?? 0),
      },
    }));
}
