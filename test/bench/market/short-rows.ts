import type { Random } from '../../../src/demo/random.js';
import type { StoredShortInterest } from '../../../src/store/stored-columns.js';
import { publicationDay } from '../../../src/time/calendar.js';
import type { Day } from '../../../src/time/day.js';
import type { Batches } from './batches.js';
import type { Listings } from './listings.js';
import { type DayState, isListed } from './walk.js';

const REVISED_SHARE = 0.01;
const FINRA = {
  format: 'finra-short-interest',
  scope: '',
  sourceCode: 'FINRA_SHORT_INTEREST',
} as const;

/** Short positions at each settlement, in shares of that day, with some later restated. */
export class ShortRows {
  private readonly columns: StoredShortInterest & { names: string[]; exchanges: string[] };
  private count = 0;
  private readonly held: Float64Array;
  private readonly reported: Float64Array;
  private readonly volumes: Float64Array;
  private readonly sessions: Int32Array;
  private readonly hasSplit: Uint8Array;
  private revisions: { i: number; on: Day; shares: number }[] = [];

  constructor(
    private readonly listings: Listings,
    settlements: number,
    private readonly batches: Batches,
    private readonly random: Random,
  ) {
    const { count } = listings;
    // Every settlement has at most one row a security, and one restated from the last.
    const most = settlements * count + Math.ceil(settlements * count * REVISED_SHARE * 2) + count;
    this.columns = {
      count: most,
      settledOn: new Int32Array(most),
      tickerId: new Int32Array(most),
      vintage: new Uint8Array(most),
      batchId: new Int32Array(most),
      shares: new Float64Array(most),
      previousShares: new Float64Array(most),
      averageDailyVolume: new Float64Array(most),
      isSplit: new Uint8Array(most),
      isRevised: new Uint8Array(most),
      publishedOn: new Int32Array(most),
      names: [],
      exchanges: [],
    };
    this.held = Float64Array.from({ length: count }, (_, i) =>
      Math.round(listings.firstShares[i]! * listings.shortShare[i]!),
    );
    this.reported = new Float64Array(count);
    this.volumes = new Float64Array(count);
    this.sessions = new Int32Array(count);
    this.hasSplit = new Uint8Array(count);
  }

  /** Follows volumes and splits of a day; writes the file of a settlement. */
  add(state: DayState, on: Day, isSettlement: boolean): void {
    const { listings } = this;
    for (let i = 0; i < listings.count; i++) {
      if (!isListed(listings, i, state.t)) continue;
      const ratio = state.splitRatio[i]!;
      if (ratio !== 1) {
        this.held[i] = Math.round(this.held[i]! * ratio);
        this.volumes[i]! *= ratio;
        this.hasSplit[i] = 1;
      }
      this.volumes[i]! += state.volume[i]!;
      this.sessions[i]!++;
    }
    if (isSettlement) this.settle(state, on);
  }

  finish(): StoredShortInterest {
    const { count, columns } = this;
    return {
      count,
      settledOn: columns.settledOn.subarray(0, count),
      tickerId: columns.tickerId.subarray(0, count),
      vintage: columns.vintage.subarray(0, count),
      batchId: columns.batchId.subarray(0, count),
      shares: columns.shares.subarray(0, count),
      previousShares: columns.previousShares.subarray(0, count),
      averageDailyVolume: columns.averageDailyVolume.subarray(0, count),
      isSplit: columns.isSplit.subarray(0, count),
      isRevised: columns.isRevised.subarray(0, count),
      publishedOn: columns.publishedOn.subarray(0, count),
      names: columns.names,
      exchanges: columns.exchanges,
    };
  }

  private settle(state: DayState, on: Day): void {
    const { listings, random } = this;
    const batch = this.batches.add(FINRA, on, on);
    const published = publicationDay(on);
    for (const { i, on: settledOn, shares } of this.revisions) {
      this.push(i, { settledOn, vintage: 2, batch, shares, published });
    }
    this.revisions = [];
    for (let i = 0; i < listings.count; i++) {
      if (!isListed(listings, i, state.t)) continue;
      const usual = state.shares[i]! * listings.shortShare[i]!;
      const pull = 0.1 * (usual - this.held[i]!);
      const moved = this.held[i]! + pull + 0.08 * usual * random.normal();
      const shares = Math.max(100, Math.round(moved));
      this.held[i] = shares;
      this.push(i, { settledOn: on, vintage: 1, batch, shares, published });
      if (random.next() < REVISED_SHARE) {
        this.revisions.push({ i, on, shares: Math.round(shares * random.between(0.97, 1.03)) });
      }
    }
  }

  private push(
    i: number,
    row: { settledOn: Day; vintage: 1 | 2; batch: number; shares: number; published: Day },
  ): void {
    const { columns } = this;
    const k = this.count++;
    const isFirst = row.vintage === 1;
    columns.settledOn[k] = row.settledOn;
    columns.tickerId[k] = i + 1;
    columns.vintage[k] = row.vintage;
    columns.batchId[k] = row.batch;
    columns.shares[k] = row.shares;
    columns.previousShares[k] = isFirst ? this.reported[i]! : Number.NaN;
    columns.averageDailyVolume[k] = isFirst
      ? Math.round(this.volumes[i]! / Math.max(1, this.sessions[i]!))
      : Number.NaN;
    columns.isSplit[k] = isFirst ? this.hasSplit[i]! : 0;
    columns.isRevised[k] = isFirst ? 0 : 1;
    columns.publishedOn[k] = row.published;
    columns.names.push(this.listings.names[i]!);
    columns.exchanges.push(this.listings.exchanges[i]!);
    if (!isFirst) return;
    this.reported[i] = row.shares;
    this.volumes[i] = 0;
    this.sessions[i] = 0;
    this.hasSplit[i] = 0;
  }
}
