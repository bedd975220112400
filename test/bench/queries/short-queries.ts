import { CAP_TIERS } from '../../../src/methodology.js';
import { marketCapAt, tierAt } from '../../../src/panel/price-at.js';
import type { Panel } from '../../../src/panel/panel.js';
import { ShortInquiry } from '../../../src/shorts/short-inquiry.js';
import { rankSecurities } from '../../../src/shorts/sums/short-rankings.js';
import type { ShortOptionsRequest } from '../../../src/shorts/short-options.js';
import { averagePnlOf, dailyPnlOf, largest } from './short-kernel.js';
import type { Dialect } from '../engines/engine.js';
import type { QueryDays } from './days.js';
import { endCloses } from './spell-sql.js';
import { computation, isUsed, type Query, type ResultRow, TIER_COUNT, tierSql } from './query.js';

const TIER = tierSql('CASE WHEN e.close IS NULL THEN s.final_cap ELSE e.market_cap END');
const METHODS = { Q4a: 'AVERAGE_POSITION', Q4b: 'DAILY_MARK_TO_MARKET' } as const;

export const averageShares: Query = {
  id: 'Q4a',
  title: 'short P&L on average positions by size, all securities, year to date',
  keys: ['tier'],
  values: ['pnl'],
  sql: ({ ytd: { base, end } }, { least, greatest }) => `
    SELECT ${TIER} AS tier,
      SUM(h.mean * (COALESCE(b.close, s.first_close) - COALESCE(e.close, s.final_price))) AS pnl
    FROM (
      SELECT security_id,
        SUM(shares * (${least('next_t', String(end))} - ${greatest('t', String(base))}))
          / ${end - base} AS mean
      FROM spell WHERE t < ${end} AND next_t > ${base} GROUP BY security_id) h
    JOIN security s ON s.id = h.security_id
    LEFT JOIN bar b ON b.security_id = s.id AND b.t = ${base}
    LEFT JOIN bar e ON e.security_id = s.id AND e.t = ${end}
    GROUP BY 1`,
  kernel: (panel, days) => kernelTiers(panel, days, averagePnlOf),
  shipped: (panel, days) => shippedTiers(panel, days, METHODS.Q4a),
  // Shares and day of each report in force, and two closes and a market value a security.
  bytes: ({ securities }, { settlements }) => securities.count * (settlements.length * 12 + 24),
};

export const dailyPnl: Query = {
  id: 'Q4b',
  title: 'short P&L by daily mark to market by size, all securities, year to date',
  keys: ['tier'],
  values: ['pnl'],
  sql: (days, dialect) => `
    ${pnlBySecurity(days, dialect)}
    SELECT ${TIER} AS tier, SUM(p.pnl) AS pnl
    FROM p JOIN security s ON s.id = p.security_id
    LEFT JOIN bar e ON e.security_id = s.id AND e.t = ${days.ytd.end}
    GROUP BY 1`,
  kernel: (panel, days) => kernelTiers(panel, days, dailyPnlOf),
  shipped: (panel, days) => shippedTiers(panel, days, METHODS.Q4b),
  bytes: spellBytes,
};

export const topShorts: Query = {
  id: 'Q5',
  title: 'the ten most profitable shorts, year to date',
  keys: ['symbol'],
  values: ['pnl'],
  sql: (days, dialect) => `
    ${pnlBySecurity(days, dialect)}
    SELECT s.symbol AS symbol, p.pnl AS pnl FROM p JOIN security s ON s.id = p.security_id
    ORDER BY p.pnl DESC LIMIT 10`,
  kernel: (panel, { ytd }) =>
    computation(
      () => {
        const pnl = dailyPnlOf(panel, ytd);
        return largest(pnl, 10).map((i) => [i, pnl[i]!] as const);
      },
      (top) => top.map(([i, pnl]) => ({ key: panel.securities.symbols[i]!, values: [pnl] })),
    ),
  shipped: (panel, days) =>
    computation(
      () => {
        const inquiry = inquiryOf(panel, days, { method: METHODS.Q4b });
        const top = rankSecurities(inquiry, 'PNL', 'DESC', 10).subarray(0, 10);
        return Array.from(top, (k) => {
          const lines = inquiry.linesAt(k);
          return [lines.securityAt(0), inquiry.totalsFor(lines).pnl] as const;
        });
      },
      (top) => top.map(([i, pnl]) => ({ key: panel.securities.symbols[i]!, values: [pnl] })),
    ),
  bytes: spellBytes,
};

/** P&L of each security over the year to date, spell by spell: the days between cancel out. */
function pnlBySecurity({ ytd: { base, end }, settlements }: QueryDays, dialect: Dialect) {
  const { least, greatest } = dialect;
  const { listed, source } = endCloses(dialect, settlements);
  const stop = least('x.next_t', String(end));
  return `
    WITH ${listed}p AS (
      SELECT x.security_id AS security_id,
        SUM(x.shares * (b.close - COALESCE(f.close, s.final_price))) AS pnl
      FROM spell x
      JOIN security s ON s.id = x.security_id
      JOIN ${source} b ON b.security_id = x.security_id AND b.t = ${greatest('x.t', String(base))}
      LEFT JOIN ${source} f ON f.security_id = x.security_id AND f.t = ${stop}
      WHERE x.t < ${end} AND x.next_t > ${base}
      GROUP BY x.security_id)`;
}

function kernelTiers(panel: Panel, { ytd }: QueryDays, pnlOf: typeof dailyPnlOf) {
  return computation(
    () => {
      const pnl = pnlOf(panel, ytd);
      const tiers = new Float64Array(TIER_COUNT);
      for (let i = 0; i < pnl.length; i++)
        tiers[tierNumber(marketCapAt(panel, i, ytd.end))]! += pnl[i]!;
      return tiers;
    },
    (tiers) => Array.from(tiers, (pnl, k) => ({ key: String(k), values: [pnl] })).filter(isUsed),
  );
}

/** Branch-free, for which class comes next is as good as random. */
function tierNumber(cap: number): number {
  if (Number.isNaN(cap)) return 6;
  return +(cap >= 50e6) + +(cap >= 300e6) + +(cap >= 2e9) + +(cap >= 10e9) + +(cap >= 200e9);
}

function shippedTiers(panel: Panel, days: QueryDays, method: ShortOptionsRequest['method']) {
  return computation(
    () => {
      const inquiry = inquiryOf(panel, days, { method });
      return inquiry
        .groups(['CAP_TIER'])
        .map(({ lines }) => [lines.securityAt(0), inquiry.totalsFor(lines).pnl] as const);
    },
    (groups): ResultRow[] =>
      groups.map(([i, pnl]) => ({
        key: String(CAP_TIERS.indexOf(tierAt(panel, i, days.ytd.end))),
        values: [pnl],
      })),
  );
}

function inquiryOf(panel: Panel, { lastOn }: QueryDays, options: ShortOptionsRequest) {
  const window = { preset: 'YTD' as const, to: lastOn };
  return ShortInquiry.of(panel, { window, options: { ...options, interpolation: 'STEP' } });
}

/** Shares and day of each report in force, a close at each, and a market value a security. */
function spellBytes(panel: Panel, { settlements }: QueryDays): number {
  return panel.securities.count * (settlements.length * (8 + 4 + 8) + 8);
}
