import { snapRatio } from '../../kernels/basis-ratio.js';
import { fundFlow } from '../../kernels/fund-flow.js';
import type { Day } from '../../time/day.js';
import type { FundFlowRow } from '../rows.js';
import { GAP_PERIODS, usualGap } from './period-gaps.js';

/** One fund at the end of one period: what a flow is derived from where a file states none. */
export interface AssetRow {
  readonly line: number;
  /** The row as it is stored, but for its flow. Assets are in the currency of the fund. */
  readonly row: FundFlowRow;
  /** Return of the net asset value over the period, as a ratio; null when blank. */
  readonly navReturn: number | null;
  /** Net asset value of one share; null when blank. */
  readonly nav: number | null;
  /** US dollars for one unit of the fund's currency, at the end and on average; 1 when blank. */
  readonly rate: number;
  readonly averageRate: number;
}

export interface DerivedFlow {
  readonly line: number;
  readonly row: FundFlowRow;
  /** Why there is no flow where one was to be expected. */
  readonly gap: 'PERIOD_GAP' | 'NAV_JUMP' | null;
}

/** A net asset value that moves like a split of shares of this size says nothing of a return. */
const SMALLEST_SPLIT = 1.5;
const SPLIT_TOLERANCE = 0.02;

/**
 * Flows of funds that report assets and returns (M17): assets at the end less assets at the start
 * less what the holdings earned, in US dollars at the average rate of the period. Null for the
 * first period of a fund, after a missing one, and where assets or the return are unknown.
 */
export function flowsFromAssets(rows: readonly AssetRow[]): DerivedFlow[] {
  const usual = usualGap(rows.map(({ row }) => row.periodEndOn));
  const byFund = new Map<string, AssetRow[]>();
  for (const one of rows) {
    const own = byFund.get(one.row.fundCode);
    if (own === undefined) byFund.set(one.row.fundCode, [one]);
    else own.push(one);
  }
  return [...byFund.values()].flatMap((own) => {
    own.sort((a, b) => a.row.periodEndOn - b.row.periodEndOn);
    return own.map((after, k) => derive(own[k - 1], after, usual));
  });
}

function derive(before: AssetRow | undefined, after: AssetRow, usual: number): DerivedFlow {
  const { line, row, rate, averageRate } = after;
  const assets = row.assets === null ? null : row.assets * rate;
  const unknown = (gap: DerivedFlow['gap']) => ({
    line,
    row: { ...row, assets, netFlow: null },
    gap,
  });
  if (before === undefined) return unknown(null);
  if (isGap(before.row.periodEndOn, row.periodEndOn, usual)) return unknown('PERIOD_GAP');
  const navReturn = after.navReturn ?? returnOf(before.nav, after.nav);
  if (navReturn === 'SPLIT') return unknown('NAV_JUMP');
  if (navReturn === null || before.row.assets === null || row.assets === null) return unknown(null);
  const { flow } = fundFlow({
    assetsStart: before.row.assets,
    assetsEnd: row.assets,
    navReturn,
    rateStart: before.rate,
    rateEnd: rate,
    rateAverage: averageRate,
  });
  return { line, row: { ...row, assets, netFlow: flow }, gap: null };
}

function isGap(before: Day, after: Day, usual: number): boolean {
  return after - before > usual * GAP_PERIODS;
}

function returnOf(before: number | null, after: number | null): number | 'SPLIT' | null {
  if (before === null || after === null) return null;
  const ratio = after / before;
  const isLarge = Math.abs(Math.log(ratio)) >= Math.log(SMALLEST_SPLIT);
  return isLarge && !Number.isNaN(snapRatio(ratio, SPLIT_TOLERANCE)) ? 'SPLIT' : ratio - 1;
}
