import { breadth } from '../../../src/kernels/breadth.js';
import { weightedMean } from '../../../src/kernels/weighted-mean.js';
import { shortcutsOf } from '../../../src/panel/derived/shortcuts.js';
import { holdingsFor } from '../../../src/panel/membership.js';
import type { IndexColumns, Panel } from '../../../src/panel/panel.js';
import { reportReturns } from '../../../src/returns/return-service.js';
import type { Span } from './days.js';
import { computation, type Query } from './query.js';

/** What splits leave of no change. */
const ROUNDING = 1e-11;

export const levelGap: Query = {
  id: 'Q1a',
  title: 'return of two indices by their levels, year to date',
  keys: ['k'],
  values: ['v'],
  sql: ({ ytd }) => `
    SELECT a.index_id AS k, b.level / a.level - 1 AS v
    FROM index_level a JOIN index_level b ON b.index_id = a.index_id AND b.t = ${ytd.end}
    WHERE a.t = ${ytd.base}`,
  kernel: (panel, { ytd, rut, spx }) =>
    computation(
      () =>
        [rut, spx].map(
          (index) => levelAt(panel, index, ytd.end) / levelAt(panel, index, ytd.base) - 1,
        ),
      (values) => values.map((value, k) => ({ key: String([rut, spx][k]!.id), values: [value] })),
    ),
  shipped(panel, days) {
    return this.kernel(panel, days);
  },
  bytes: () => 4 * 8,
};

export const capWeighted: Query = {
  id: 'Q1b',
  title: 'cap-weighted return of the members of two indices as of the base day, year to date',
  keys: ['k'],
  values: ['v'],
  sql: ({ ytd, rut, spx, held }) => `
    SELECT m.index_id AS k,
      SUM(h.shares * b.close * (COALESCE(e.close, s.final_price) / b.close - 1))
        / SUM(h.shares * b.close) AS v
    FROM member m
    JOIN security s ON s.id = m.security_id
    JOIN holding h ON h.index_id = m.index_id AND h.held_t = ${held} AND h.security_id = s.id
    JOIN bar b ON b.security_id = s.id AND b.t = ${ytd.base}
    LEFT JOIN bar e ON e.security_id = s.id AND e.t = ${ytd.end}
    WHERE m.index_id IN (${rut.id}, ${spx.id}) AND m.from_t <= ${ytd.base} AND m.to_t > ${ytd.base}
    GROUP BY m.index_id`,
  kernel: (panel, { ytd, rut, spx }) =>
    computation(
      () => [rut, spx].map((index) => capWeightedReturn(panel, index, ytd)),
      (values) => values.map((value, k) => ({ key: String([rut, spx][k]!.id), values: [value] })),
    ),
  shipped: (panel, { lastOn, rut, spx }) =>
    computation(
      () =>
        [rut, spx].map((index) => {
          const window = { preset: 'YTD' as const, to: lastOn };
          const report = reportReturns(panel, { window, index, options: { universeAt: 'START' } });
          return report.total.stats.capWeightReturn;
        }),
      (values) => values.map((value, k) => ({ key: String([rut, spx][k]!.id), values: [value] })),
    ),
  // Two closes and a number of shares for each member.
  bytes: (panel, { ytd, rut, spx }) =>
    [rut, spx].reduce((sum, index) => sum + membersAt(panel, index, ytd.base).length * 24, 0),
};

export const breadthYtd: Query = {
  id: 'Q2',
  title: 'breadth of the Russell 2000, members of the end day, year to date',
  keys: [],
  values: ['members', 'advancers', 'decliners', 'unchanged'],
  sql: ({ ytd, rut }) => `
    SELECT COUNT(*) AS members,
      SUM(CASE WHEN r >= ${ROUNDING} THEN 1 ELSE 0 END) AS advancers,
      SUM(CASE WHEN r <= -${ROUNDING} THEN 1 ELSE 0 END) AS decliners,
      SUM(CASE WHEN ABS(r) < ${ROUNDING} THEN 1 ELSE 0 END) AS unchanged
    FROM (
      SELECT e.close / b.close - 1 AS r
      FROM member m
      JOIN bar e ON e.security_id = m.security_id AND e.t = ${ytd.end}
      LEFT JOIN bar b ON b.security_id = m.security_id AND b.t = ${ytd.base}
      WHERE m.index_id = ${rut.id} AND m.from_t <= ${ytd.end} AND m.to_t > ${ytd.end}) moves`,
  kernel: (panel, { ytd, rut }) =>
    computation(
      () => {
        const members = membersAt(panel, rut, ytd.end);
        return { count: members.length, ...breadth(returnsOf(panel, members, ytd)) };
      },
      ({ count, advancers, decliners, unchanged }) => [
        { key: '', values: [count, advancers, decliners, unchanged] },
      ],
    ),
  shipped: (panel, { lastOn, rut }) =>
    computation(
      () => {
        const window = { preset: 'YTD' as const, to: lastOn };
        return reportReturns(panel, { window, index: rut }).total.stats;
      },
      ({ memberCount, advancers, decliners, unchanged }) => [
        { key: '', values: [memberCount, advancers, decliners, unchanged] },
      ],
    ),
  bytes: (panel, { ytd, rut }) => membersAt(panel, rut, ytd.end).length * 16,
};

function levelAt({ axis }: Panel, index: IndexColumns, t: number): number {
  const at = index.levelDays.indexOf(axis.day(t));
  return index.levels[at] ?? Number.NaN;
}

/** Members on a day, read from the spells anew; ascending. */
export function membersAt({ axis, securities }: Panel, { spells }: IndexColumns, t: number) {
  const on = axis.day(t);
  const isIn = new Uint8Array(securities.count);
  let count = 0;
  for (let k = 0; k < spells.length; k++) {
    const { security, fromOn, toOn } = spells[k]!;
    if (fromOn > on || (toOn !== null && on >= toOn)) continue;
    isIn[security] = 1;
    count++;
  }
  const members = new Int32Array(count);
  let place = 0;
  for (let i = 0; i < isIn.length; i++) if (isIn[i] === 1) members[place++] = i;
  return members.subarray(0, place);
}

/**
 * Returns from close to close, from the rows of the two days; an ended listing counts by what a
 * share was left with.
 */
function returnsOf(panel: Panel, members: Int32Array, { base, end }: Span): Float64Array {
  const { lastIndex } = panel.prices;
  const [before, after] = [closesOn(panel, base), closesOn(panel, end)];
  const returns = new Float64Array(members.length);
  for (let k = 0; k < members.length; k++) {
    const i = members[k]!;
    const change = after[i]! / before[i]! - 1;
    const isListed = lastIndex[i]! >= base;
    returns[k] = isListed ? (Math.abs(change) < ROUNDING ? 0 : change) : Number.NaN;
  }
  return returns;
}

function closesOn(panel: Panel, t: number): Float64Array {
  const { close, width, firstDay } = shortcutsOf(panel)!.days;
  return close.subarray((t - firstDay) * width, (t - firstDay + 1) * width);
}

function capWeightedReturn(panel: Panel, index: IndexColumns, span: Span): number {
  const members = membersAt(panel, index, span.base);
  const returns = returnsOf(panel, members, span);
  const held = holdingsFor(index, panel.axis.day(span.base))!;
  const close = closesOn(panel, span.base);
  const weights = new Float64Array(members.length);
  let line = 0;
  for (let k = 0; k < members.length; k++) {
    const i = members[k]!;
    while (held.members[line]! < i) line++;
    weights[k] = held.members[line] === i ? held.shares[line]! * close[i]! : Number.NaN;
  }
  return weightedMean(returns, weights);
}
