import type { Random } from '../../../src/demo/random.js';
import type { StoredPrices } from '../../../src/store/stored-columns.js';
import { civil, type Day } from '../../../src/time/day.js';
import type { Batches } from './batches.js';
import type { Listings } from './listings.js';
import { type DayState, isListed } from './walk.js';

const NO_CAP_SHARE = 0.003;
const SNAPSHOT = {
  format: 'daily-snapshot',
  scope: '',
  sourceCode: 'DAILY_SNAPSHOT',
  basis: 'RAW',
} as const;

/** Raw daily bars, day by day and by ticker within a day, one batch a month. */
export class PriceRows {
  private readonly columns: StoredPrices;
  private count = 0;
  private month = -1;
  private batch = 0;

  constructor(
    private readonly listings: Listings,
    private readonly batches: Batches,
    private readonly random: Random,
  ) {
    const most = listings.listedDays;
    this.columns = {
      count: most,
      tradedOn: new Int32Array(most),
      tickerId: new Int32Array(most),
      batchId: new Int32Array(most),
      close: new Float64Array(most),
      previousClose: new Float64Array(most),
      volume: new Float64Array(most),
      marketCap: new Float64Array(most),
    };
  }

  /** Adds the bars of one day, some of them missing; the first and last of a listing never are. */
  add(state: DayState, on: Day): void {
    this.openBatch(on);
    const { listings, columns, random, batch } = this;
    let k = this.count;
    for (let i = 0; i < listings.count; i++) {
      if (!isListed(listings, i, state.t)) continue;
      const chance = random.next();
      const isInside = state.t > listings.firstIndex[i]! && state.t < listings.lastIndex[i]!;
      if (isInside && chance < listings.holeShare[i]!) continue;
      const close = state.close[i]!;
      columns.tradedOn[k] = on;
      columns.tickerId[k] = i + 1;
      columns.batchId[k] = batch;
      columns.close[k] = close;
      columns.previousClose[k] = state.previousClose[i]!;
      columns.volume[k] = state.volume[i]!;
      columns.marketCap[k] = chance > 1 - NO_CAP_SHARE ? Number.NaN : close * state.shares[i]!;
      k++;
    }
    this.count = k;
  }

  finish(): StoredPrices {
    const { count, columns } = this;
    return {
      count,
      tradedOn: columns.tradedOn.subarray(0, count),
      tickerId: columns.tickerId.subarray(0, count),
      batchId: columns.batchId.subarray(0, count),
      close: columns.close.subarray(0, count),
      previousClose: columns.previousClose.subarray(0, count),
      volume: columns.volume.subarray(0, count),
      marketCap: columns.marketCap.subarray(0, count),
    };
  }

  private openBatch(on: Day): void {
    const { year, month } = civil(on);
    if (year * 12 + month === this.month) return;
    this.month = year * 12 + month;
    this.batch = this.batches.add(SNAPSHOT, on, on);
  }
}
