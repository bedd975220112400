import { NO_DAY, type StoredColumns } from '../store/stored-columns.js';
import type { FundColumns } from './panel.js';
import { flagsOf, floatsOf, intsOf, offsetsOf } from './shared.js';

/** Longest weekly period and longest monthly one, in days. */
const LONGEST_WEEK = 8;
const LONGEST_MONTH = 32;

/** Funds in order of provider and code, with their periods ascending by end. */
export function buildFunds(stored: StoredColumns): FundColumns {
  const funds = [...stored.funds].sort((a, b) =>
    `${a.provider}\0${a.code}` < `${b.provider}\0${b.code}` ? -1 : 1,
  );
  const periods = periodsByFund(stored);
  const lists = funds.map((fund) => {
    const own = [...(periods.get(fund.id)?.values() ?? [])];
    own.sort((a, b) => flowEnd(stored, a) - flowEnd(stored, b));
    return own.map((row, k) => ({ row, previous: k === 0 ? null : (own[k - 1] as number) }));
  });
  const ordered = lists.flat();
  const { fundFlows: rows } = stored;
  return {
    count: funds.length,
    ids: funds.map((it) => it.id),
    providers: funds.map((it) => it.provider),
    codes: funds.map((it) => it.code),
    symbols: funds.map((it) => it.symbol),
    names: funds.map((it) => it.name),
    categories: funds.map((it) => it.category),
    isSingleFund: flagsOf(funds, (it) => it.isSingleFund),
    offsets: offsetsOf(lists, ({ length }) => length),
    periodFrom: intsOf(ordered, ({ row, previous }) => firstDay(stored, row, previous)),
    periodEnd: intsOf(ordered, ({ row }) => flowEnd(stored, row)),
    netFlow: floatsOf(ordered, ({ row }) => rows.netFlow[row] as number),
    assets: floatsOf(ordered, ({ row }) => rows.assets[row] as number),
  };
}

/** Row of each period by fund: a later batch wins the same period. */
function periodsByFund(stored: StoredColumns): Map<number, Map<number, number>> {
  const { fundFlows: rows } = stored;
  const byFund = new Map<number, Map<number, number>>();
  for (let k = 0; k < rows.count; k++) {
    const fund = rows.fundId[k] as number;
    const end = rows.periodEndOn[k] as number;
    const own = byFund.get(fund) ?? new Map<number, number>();
    byFund.set(fund, own);
    const known = own.get(end);
    if (known === undefined || (rows.batchId[known] as number) <= (rows.batchId[k] as number)) {
      own.set(end, k);
    }
  }
  return byFund;
}

/**
 * First day of a period: as stated, else the day after the period before when that was one week or
 * one month ago, else seven days.
 */
function firstDay(stored: StoredColumns, row: number, previous: number | null): number {
  const stated = stored.fundFlows.periodFromOn[row] as number;
  if (stated !== NO_DAY) return stated;
  const end = flowEnd(stored, row);
  if (previous === null) return end - 6;
  const gap = end - flowEnd(stored, previous);
  return gap <= LONGEST_WEEK || (gap >= 28 && gap <= LONGEST_MONTH) ? end - gap + 1 : end - 6;
}

function flowEnd(stored: StoredColumns, row: number): number {
  return stored.fundFlows.periodEndOn[row] as number;
}
