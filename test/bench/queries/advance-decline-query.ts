import { AdvanceDecline } from '../../../src/kernels/advance-decline.js';
import { MovingAverageShare } from '../../../src/kernels/moving-average-share.js';
import { reportReturns } from '../../../src/returns/return-service.js';
import { membersAt } from './index-queries.js';
import { computation, type Query, type ResultRow } from './query.js';

const LENGTH = 200;
const BY_DAY = 'PARTITION BY b.security_id ORDER BY b.t';
const ACROSS = 'PARTITION BY security_id ORDER BY t';

/** Sums of running sums: several engines add 200 numbers a row otherwise. */
const WITH_LAG = (span: string, members: string) => `
  SELECT t, traded, close, prev,
    run - COALESCE(LAG(run, ${LENGTH}) OVER (${ACROSS}), 0) AS s,
    prints - COALESCE(LAG(prints, ${LENGTH}) OVER (${ACROSS}), 0) AS n
  FROM (
    SELECT b.security_id, b.t, b.traded, b.close, LAG(b.close) OVER (${BY_DAY}) AS prev,
      SUM(b.close) OVER (${BY_DAY} ROWS UNBOUNDED PRECEDING) AS run,
      SUM(b.traded) OVER (${BY_DAY} ROWS UNBOUNDED PRECEDING) AS prints
    FROM bar b JOIN (${members}) m ON m.security_id = b.security_id
    WHERE ${span}) sums`;

export const advanceDecline: Query = {
  id: 'Q3',
  title: 'advancers, decliners and share above the 200-day average, Russell 2000, a year by day',
  keys: ['t'],
  values: ['eligible', 'advancers', 'decliners', 'unchanged', 'above'],
  sql: ({ year, rut }) => `
    SELECT t,
      SUM(CASE WHEN traded = 1 AND prev IS NOT NULL THEN 1 ELSE 0 END) AS eligible,
      SUM(CASE WHEN traded = 1 AND close > prev THEN 1 ELSE 0 END) AS advancers,
      SUM(CASE WHEN traded = 1 AND close < prev THEN 1 ELSE 0 END) AS decliners,
      SUM(CASE WHEN traded = 1 AND close = prev THEN 1 ELSE 0 END) AS unchanged,
      SUM(CASE WHEN n = ${LENGTH} AND close * ${LENGTH} - s > 1e-12 * s THEN 1 ELSE 0 END) * 1e0
        / SUM(CASE WHEN n = ${LENGTH} THEN 1 ELSE 0 END) AS above
    FROM (${WITH_LAG(
      `b.t BETWEEN ${year.base + 2 - LENGTH} AND ${year.end}`,
      `SELECT security_id FROM member
       WHERE index_id = ${rut.id} AND from_t <= ${year.end} AND to_t > ${year.end}`,
    )}) x
    WHERE t > ${year.base} GROUP BY t ORDER BY t`,
  kernel: (panel, { year: { base, end }, rut }) =>
    computation(
      () => {
        const { offsets, firstIndex, lastIndex } = panel.prices;
        const counts = new AdvanceDecline(end - base, false);
        const above = new MovingAverageShare(end - base, LENGTH);
        for (const i of membersAt(panel, rut, end)) {
          const shift = offsets[i]! - firstIndex[i]!;
          const last = Math.min(lastIndex[i]!, end);
          const first = Math.max(firstIndex[i]!, base);
          const history = Math.max(firstIndex[i]!, base + 2 - LENGTH);
          counts.addMember(panel.prices, shift + first, shift + last, first - base - 1);
          above.addMember(panel.prices, shift + history, shift + last, history - base - 1);
        }
        return { counts, above: above.share() };
      },
      ({ counts, above }) => dayRows(base, counts, above),
    ),
  shipped: (panel, { lastOn, year: { base }, rut }) =>
    computation(
      () => {
        const window = { trailing: { count: 1, unit: 'YEAR' as const }, to: lastOn };
        const { days } = reportReturns(panel, { window, index: rut }).total;
        return { counts: days.counts, above: days.shareAboveAverage(LENGTH) };
      },
      ({ counts, above }) => dayRows(base, counts, above),
    ),
  // A close and a flag for each member and day, history included, and volumes without it.
  bytes: (panel, { year: { base, end }, rut }) =>
    membersAt(panel, rut, end).length * ((end - base + LENGTH) * 9 + (end - base) * 8),
};

type Counts = Pick<AdvanceDecline, 'eligible' | 'advancers' | 'decliners' | 'unchanged'>;

function dayRows(base: number, counts: Counts, above: Float64Array): ResultRow[] {
  return Array.from(above, (share, day) => {
    const { eligible, advancers, decliners, unchanged } = counts;
    const values = [eligible, advancers, decliners, unchanged].map((column) => column[day]!);
    return { key: String(base + 1 + day), values: [...values, share] };
  });
}
