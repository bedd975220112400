import { sectorAt } from '../../../src/panel/price-at.js';
import { ShortInquiry } from '../../../src/shorts/short-inquiry.js';
import { shortSeries } from '../../../src/shorts/series/short-series.js';
import { civil } from '../../../src/time/day.js';
import type { Panel } from '../../../src/panel/panel.js';
import { SECTORS } from '../../../src/vocabulary.js';
import { computation, isUsed, type Query } from './query.js';
import { endCloses } from './spell-sql.js';
import { sectorMonths } from './sector-kernel.js';

export const sectorByMonth: Query = {
  id: 'Q6',
  title: 'short P&L by sector and month, all securities, all days',
  keys: ['sector', 'month_no'],
  values: ['pnl'],
  sql: ({ all: { end }, allSettlements }, dialect) => {
    const { listed, source } = endCloses(dialect, allSettlements);
    const stop = dialect.least('x.next_t', String(end));
    return `
      WITH ${listed}p AS (
        SELECT x.security_id AS security_id, x.t + 1 AS first_t,
          x.shares * (b.close - COALESCE(f.close, s.final_price)) AS pnl
        FROM spell x
        JOIN security s ON s.id = x.security_id
        JOIN ${source} b ON b.security_id = x.security_id AND b.t = x.t
        LEFT JOIN ${source} f ON f.security_id = x.security_id AND f.t = ${stop}
        WHERE x.t < ${end})
      SELECT s.sector AS sector, d.month_no AS month_no, SUM(p.pnl) AS pnl
      FROM p JOIN security s ON s.id = p.security_id JOIN trading_day d ON d.t = p.first_t
      GROUP BY s.sector, d.month_no`;
  },
  kernel: (panel, { all }) =>
    computation(
      () => sectorMonths(panel, all),
      ({ months, sums }) =>
        Array.from(sums, (pnl, k) => ({
          key: `${Math.floor(k / months.length)} ${months[k % months.length]}`,
          values: [pnl],
        })).filter(isUsed),
    ),
  shipped: (panel, { lastOn }) =>
    computation(
      () => {
        const window = { preset: 'MAX' as const, to: lastOn };
        const inquiry = ShortInquiry.of(panel, { window, options: { interpolation: 'STEP' } });
        return inquiry.groups(['SECTOR']).map(({ lines, division }) => {
          const { ends, values } = shortSeries(inquiry.question, lines, 'MONTH', 'PNL', division);
          return { security: lines.securityAt(0), ends, values };
        });
      },
      (groups) =>
        groups
          .flatMap(({ security, ends, values }) =>
            Array.from(ends, (t, k) => ({
              key: `${SECTORS.indexOf(sectorAt(panel, security, lastOn))} ${monthAt(panel, t)}`,
              values: [values[k]!],
            })),
          )
          .filter(isUsed),
    ),
  // Shares and day of every report, and a close at each.
  bytes: ({ shorts }) => shorts.index.length * (8 + 4 + 8),
};

function monthAt({ axis }: Panel, t: number): number {
  const { year, month } = civil(axis.day(t));
  return year * 12 + month - 1;
}
