import type { PriceBasis } from '../importers/rows.js';
import type { Codes, Packing } from './chunks/pack-numbers.js';
import type { Day } from '../time/day.js';
import type { FundCategory, Sector, TerminalKind } from '../vocabulary.js';

/**
 * Everything that one data version makes visible, as columns and in no promised order. Several
 * batches may hold the same key: the row of the higher batch id is the one that counts. A missing
 * number is NaN in a typed column and null in an object.
 */
export interface StoredColumns {
  readonly version: StoredVersion;
  readonly tickers: StoredTickers;
  readonly batches: readonly StoredBatch[];
  /** Bars that lie row by row; with `packedPrices` those that no chunk holds. */
  readonly prices: StoredPrices;
  /** Bars that lie in chunks, ascending by batch; absent where all were read row by row. */
  readonly packedPrices?: readonly PackedBars[];
  readonly shortInterest: StoredShortInterest;
  readonly classifications: readonly StoredClassification[];
  readonly corporateActions: readonly StoredCorporateAction[];
  readonly shareCounts: StoredShareCounts;
  readonly indices: readonly StoredIndex[];
  readonly indexLevels: StoredIndexLevels;
  readonly holdings: readonly StoredHolding[];
  readonly memberSpells: readonly StoredMemberSpell[];
  readonly funds: readonly StoredFund[];
  readonly fundFlows: StoredFundFlows;
  readonly borrowFees: StoredBorrowFees;
}

export interface StoredVersion {
  readonly number: number;
  readonly hash: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly publishedAt: number;
  readonly isSimulated: boolean;
}

/** Parallel columns, ascending by id. */
export interface StoredTickers {
  readonly id: readonly number[];
  readonly key: readonly string[];
  readonly symbol: readonly string[];
}

export interface StoredBatch {
  readonly id: number;
  readonly format: string;
  /** Index symbol, provider code, or empty. */
  readonly scope: string;
  readonly sourceCode: string;
  readonly basis: PriceBasis | null;
  readonly firstOn: Day | null;
  readonly lastOn: Day | null;
  /** Milliseconds since the epoch. */
  readonly importedAt: number;
  readonly isSimulated: boolean;
}

export interface StoredPrices {
  readonly count: number;
  readonly tradedOn: Int32Array;
  readonly tickerId: Int32Array;
  readonly batchId: Int32Array;
  /** US dollars a share, in the basis of the batch. */
  readonly close: Float64Array;
  readonly previousClose: Float64Array;
  readonly volume: Float64Array;
  /** US dollars. */
  readonly marketCap: Float64Array;
}

/** Some bars of one batch as their chunk holds them, ascending by ticker, in shared memory. */
export interface PackedBars {
  readonly batchId: number;
  readonly count: number;
  readonly tickerId: PackedColumn;
  readonly tradedOn: PackedColumn;
  readonly close: PackedColumn;
  readonly previousClose: PackedColumn;
  readonly volume: PackedColumn;
  readonly marketCap: PackedColumn;
}

/** Numbers that stand for (base + code) / 10^digits, as `Packing` says. */
export interface PackedColumn extends Packing {
  readonly codes: Codes;
}

export interface StoredShortInterest {
  readonly count: number;
  readonly settledOn: Int32Array;
  readonly tickerId: Int32Array;
  /** 1 as first published, 2 as restated by the file of the next settlement. */
  readonly vintage: Uint8Array;
  readonly batchId: Int32Array;
  readonly shares: Float64Array;
  /** NaN in vintage 2. */
  readonly previousShares: Float64Array;
  /** Shares a day; NaN in vintage 2. */
  readonly averageDailyVolume: Float64Array;
  readonly isSplit: Uint8Array;
  readonly isRevised: Uint8Array;
  readonly publishedOn: Int32Array;
  readonly names: StoredTexts;
  readonly exchanges: StoredTexts;
}

/** A text for each row, made when it is asked for; a list of strings is one as well. */
export interface StoredTexts {
  at(row: number): string | null | undefined;
}

export interface StoredClassification {
  readonly tickerId: number;
  readonly asOfOn: Day;
  readonly scheme: 'SCREENER' | 'GICS';
  readonly batchId: number;
  readonly name: string | null;
  readonly exchange: string | null;
  readonly sector: Sector | null;
  readonly industry: string | null;
  readonly country: string | null;
}

export interface StoredCorporateAction {
  readonly tickerId: number;
  readonly effectiveOn: Day;
  readonly kind: 'SPLIT' | 'DIVIDEND' | 'RENAME' | 'CONVERSION' | 'TERMINAL';
  readonly batchId: number;
  readonly ratio: number | null;
  /** US dollars a share. */
  readonly amount: number | null;
  readonly terminalKind: TerminalKind | null;
  readonly newTickerId: number | null;
}

export interface StoredShareCounts {
  readonly count: number;
  readonly tickerId: Int32Array;
  readonly asOfOn: Int32Array;
  /** NO_DAY where the file does not say when the count became public. */
  readonly knownOn: Int32Array;
  readonly batchId: Int32Array;
  readonly sharesOutstanding: Float64Array;
  readonly floatShares: Float64Array;
}

export interface StoredIndex {
  readonly id: number;
  readonly symbol: string;
  readonly name: string;
}

export interface StoredIndexLevels {
  readonly count: number;
  readonly indexId: Int32Array;
  readonly tradedOn: Int32Array;
  readonly batchId: Int32Array;
  readonly level: Float64Array;
}

export interface StoredHolding {
  readonly indexId: number;
  readonly heldOn: Day;
  readonly line: number;
  readonly batchId: number;
  readonly tickerId: number | null;
  readonly symbol: string;
  readonly name: string;
  readonly sector: Sector | null;
  readonly assetClass: string;
  /** US dollars. */
  readonly marketValue: number;
  readonly shares: number;
  readonly price: number | null;
}

export interface StoredMemberSpell {
  readonly indexId: number;
  readonly tickerId: number;
  readonly fromOn: Day;
  /** First day out; null while it is a member. */
  readonly toOn: Day | null;
  readonly batchId: number;
}

export interface StoredFund {
  readonly id: number;
  readonly provider: string;
  readonly code: string;
  readonly symbol: string | null;
  readonly name: string;
  readonly category: FundCategory;
  readonly isSingleFund: boolean;
}

export interface StoredFundFlows {
  readonly count: number;
  readonly fundId: Int32Array;
  readonly periodEndOn: Int32Array;
  readonly batchId: Int32Array;
  /** NO_DAY where the file does not state the first day. */
  readonly periodFromOn: Int32Array;
  /** US dollars. */
  readonly netFlow: Float64Array;
  readonly assets: Float64Array;
}

export interface StoredBorrowFees {
  readonly count: number;
  readonly tickerId: Int32Array;
  readonly effectiveOn: Int32Array;
  readonly batchId: Int32Array;
  /** Yearly ratio. */
  readonly fee: Float64Array;
}

/** Stands for a missing day in a typed column. */
export const NO_DAY = -2147483648;
