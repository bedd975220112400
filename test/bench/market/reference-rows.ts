import type { Random } from '../../../src/demo/random.js';
import type {
  StoredBorrowFees,
  StoredClassification,
  StoredCorporateAction,
  StoredShareCounts,
} from '../../../src/store/stored-columns.js';
import type { Day } from '../../../src/time/day.js';
import type { Batches } from './batches.js';
import type { Listings } from './listings.js';
import { type DayState, isListed } from './walk.js';

/** Days after the end of a quarter on which its share count becomes public. */
const COUNT_LAG = 40;
const FEE_SHARE = 0.05;
const ENDS = [
  ['CASH', 1.02],
  ['STOCK', null],
  ['BANKRUPT', 0.05],
  ['UNKNOWN', null],
] as const;

/** What describes securities: sectors, splits, dividends, ends of listings, share counts, fees. */
export class ReferenceRows {
  readonly classifications: StoredClassification[];
  readonly corporateActions: StoredCorporateAction[] = [];
  private readonly counts: { tickerId: number; on: Day; shares: number }[] = [];
  private readonly fees: { tickerId: number; on: Day; fee: number }[] = [];
  private readonly actionBatch: number;
  private readonly countBatch: number;
  private readonly feeBatch: number;
  private readonly ended: Uint8Array;

  constructor(
    private readonly listings: Listings,
    batches: Batches,
    { firstOn, lastOn }: { firstOn: Day; lastOn: Day },
    private readonly random: Random,
  ) {
    const add = (format: string, sourceCode: string) =>
      batches.add({ format, scope: '', sourceCode }, firstOn, lastOn);
    const namesBatch = add('daily-snapshot', 'DAILY_SNAPSHOT_LINES');
    this.actionBatch = add('corporate-actions', 'CORPORATE_ACTIONS');
    this.countBatch = add('shares-outstanding', 'SEC_COMPANY_FACTS');
    this.feeBatch = add('borrow-fees', 'BORROW_FEES');
    this.ended = new Uint8Array(listings.count);
    this.classifications = listings.symbols.map((_, i) => ({
      tickerId: i + 1,
      asOfOn: firstOn,
      scheme: 'SCREENER',
      batchId: namesBatch,
      name: listings.names[i]!,
      exchange: listings.exchanges[i]!,
      sector: listings.sectors[i]!,
      industry: listings.industries[i]!,
      country: 'United States',
    }));
  }

  /** Splits of a day, and the listings that had their last bar the day before. */
  addDay({ t, splitRatio, close }: DayState, on: Day): void {
    for (let i = 0; i < this.listings.count; i++) {
      if (isListed(this.listings, i, t)) {
        const ratio = splitRatio[i]!;
        if (ratio !== 1) this.push(i, on, { kind: 'SPLIT', ratio });
      } else if (this.ended[i] === 0 && t > this.listings.lastIndex[i]!) {
        this.ended[i] = 1;
        const [terminalKind, part] = this.random.pick(ENDS);
        const amount = part === null ? null : Math.round(close[i]! * part * 10_000) / 10_000;
        this.push(i, on, { kind: 'TERMINAL', terminalKind, amount });
      }
    }
  }

  /** Share counts of the end of a quarter, dividends, and fees of the next one. */
  addQuarter(state: DayState, on: Day): void {
    const { listings, random } = this;
    for (let i = 0; i < listings.count; i++) {
      if (!isListed(listings, i, state.t)) continue;
      state.shares[i] = Math.round(state.shares[i]! * random.between(0.99, 1.008));
      const sharesOutstanding = state.shares[i]!;
      this.counts.push({ tickerId: i + 1, on, shares: sharesOutstanding });
      const dividend = Math.round(listings.dividendYield[i]! * state.close[i]! * 100) / 100;
      if (dividend > 0) this.push(i, on, { kind: 'DIVIDEND', amount: dividend });
      if (random.next() < FEE_SHARE) {
        this.fees.push({ tickerId: i + 1, on, fee: random.integer(30, 4000) / 10_000 });
      }
    }
  }

  shareCounts(): StoredShareCounts {
    const { counts } = this;
    return {
      count: counts.length,
      tickerId: Int32Array.from(counts, (it) => it.tickerId),
      asOfOn: Int32Array.from(counts, (it) => it.on),
      knownOn: Int32Array.from(counts, (it) => it.on + COUNT_LAG),
      batchId: new Int32Array(counts.length).fill(this.countBatch),
      sharesOutstanding: Float64Array.from(counts, (it) => it.shares),
      floatShares: Float64Array.from(counts, (it) => Math.round(it.shares * 0.85)),
    };
  }

  borrowFees(): StoredBorrowFees {
    const { fees } = this;
    return {
      count: fees.length,
      tickerId: Int32Array.from(fees, (it) => it.tickerId),
      effectiveOn: Int32Array.from(fees, (it) => it.on),
      batchId: new Int32Array(fees.length).fill(this.feeBatch),
      fee: Float64Array.from(fees, (it) => it.fee),
    };
  }

  private push(
    i: number,
    effectiveOn: Day,
    action: Pick<StoredCorporateAction, 'kind'> & Partial<StoredCorporateAction>,
  ): void {
    this.corporateActions.push({
      tickerId: i + 1,
      effectiveOn,
      batchId: this.actionBatch,
      ratio: null,
      amount: null,
      terminalKind: null,
      newTickerId: null,
      ...action,
    });
  }
}
