import type { Random } from '../../../src/demo/random.js';
import {
  NO_DAY,
  type StoredFund,
  type StoredFundFlows,
} from '../../../src/store/stored-columns.js';
import { type Day, weekday } from '../../../src/time/day.js';
import { FUND_CATEGORIES } from '../../../src/vocabulary.js';
import type { Batches } from './batches.js';

const ETFS = 40;
const WEDNESDAY = 3;
const FRIDAY = 5;

interface Period {
  readonly fundId: number;
  readonly endOn: Day;
  readonly batch: number;
  readonly netFlow: number;
  readonly assets: number;
}

/** Weekly flows of whole categories by one provider, and of single funds by another. */
export function makeFunds(
  batches: Batches,
  span: { firstOn: Day; lastOn: Day },
  random: Random,
): { funds: StoredFund[]; fundFlows: StoredFundFlows } {
  const batch = (scope: string) => {
    const origin = { format: 'fund-flows', scope, sourceCode: scope };
    return batches.add(origin, span.firstOn, span.lastOn);
  };
  const weekly = batch('ICI_WEEKLY');
  const daily = batch('ETF_SHARES');
  const categories = FUND_CATEGORIES.map((category, k): StoredFund => {
    const name = category.toLowerCase().replaceAll('_', ' ');
    const own = { id: k + 1, provider: 'ICI_WEEKLY', code: name, symbol: null, name };
    return { ...own, category, isSingleFund: false };
  });
  const etfs = Array.from({ length: ETFS }, (_, k): StoredFund => {
    const symbol = `ZF${String(k).padStart(2, '0')}`;
    const own = { id: categories.length + k + 1, provider: 'ETF_SHARES', code: symbol, symbol };
    const category = FUND_CATEGORIES[k % 6]!;
    return { ...own, name: `${symbol} Fund`, category, isSingleFund: true };
  });
  const inWeek = { ...span, weekday: WEDNESDAY, batch: weekly, size: 4e11 };
  const atEnd = { ...span, weekday: FRIDAY, batch: daily, size: 8e9 };
  const periods = [
    ...categories.flatMap(({ id }) => periodsOf(id, inWeek, random)),
    ...etfs.flatMap(({ id }) => periodsOf(id, atEnd, random)),
  ];
  return { funds: [...categories, ...etfs], fundFlows: columnsOf(periods) };
}

interface Plan {
  readonly firstOn: Day;
  readonly lastOn: Day;
  /** Day of the week on which periods end. */
  readonly weekday: number;
  readonly batch: number;
  /** Usual assets in US dollars. */
  readonly size: number;
}

function periodsOf(fundId: number, plan: Plan, random: Random): Period[] {
  const rows: Period[] = [];
  let assets = plan.size * random.between(0.2, 2);
  let tide = 0;
  for (let on = plan.firstOn; on <= plan.lastOn; on++) {
    if (weekday(on) !== plan.weekday) continue;
    tide = 0.7 * tide + 0.002 * random.normal();
    const netFlow = inMillions(assets * tide);
    assets = inMillions(assets * (1.001 + 0.012 * random.normal()) + netFlow);
    rows.push({ fundId, endOn: on, batch: plan.batch, netFlow, assets });
  }
  return rows;
}

function inMillions(dollars: number): number {
  return Math.round(dollars / 1e6) * 1e6;
}

function columnsOf(periods: readonly Period[]): StoredFundFlows {
  return {
    count: periods.length,
    fundId: Int32Array.from(periods, (it) => it.fundId),
    periodEndOn: Int32Array.from(periods, (it) => it.endOn),
    batchId: Int32Array.from(periods, (it) => it.batch),
    periodFromOn: new Int32Array(periods.length).fill(NO_DAY),
    netFlow: Float64Array.from(periods, (it) => it.netFlow),
    assets: Float64Array.from(periods, (it) => it.assets),
  };
}
