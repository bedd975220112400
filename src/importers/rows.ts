import type { Day } from '../time/day.js';
import type { FundCategory, Sector, TerminalKind } from '../vocabulary.js';

/**
 * What formats turn text into. Numbers are in the units of the file unless stated; null means that
 * the file says nothing. `key` is `symbolKey(symbol)`.
 */
export interface TickerRow {
  readonly symbol: string;
  readonly key: string;
}

export interface ShortInterestRow extends TickerRow {
  readonly settledOn: Day;
  readonly name: string;
  /** NYSE, AMEX, ARCA, BZX, NASDAQ, OTC or IEX; null for a market the format does not know. */
  readonly exchange: string | null;
  /** Shares short, in shares of `settledOn`. */
  readonly shares: number;
  /** Shares short at the previous settlement, in shares of that day. */
  readonly previousShares: number;
  readonly averageDailyVolume: number;
  readonly isSplit: boolean;
  /** Whether the previous figure was restated. */
  readonly isRevised: boolean;
}

/** How closes are adjusted in a price file. */
export type PriceBasis = 'RAW' | 'SPLIT' | 'SPLIT_AND_DIVIDEND';

/** One bar; screener snapshots fill `previousClose` and `marketCap`, price files do not. */
export interface PriceRow extends TickerRow {
  readonly tradedOn: Day;
  readonly close: number;
  /** Previous close in the split basis of `tradedOn`. */
  readonly previousClose: number | null;
  readonly volume: number | null;
  /** US dollars. */
  readonly marketCap: number | null;
  /** Exchange of the snapshot row; null in price files. */
  readonly exchange: string | null;
}

export interface ClassificationRow extends TickerRow {
  readonly asOfOn: Day;
  /** SCREENER or GICS: whose sector names these are. */
  readonly scheme: 'SCREENER' | 'GICS';
  readonly name: string | null;
  readonly exchange: string | null;
  readonly sector: Sector | null;
  readonly industry: string | null;
  readonly country: string | null;
}

export interface IndexLevelRow {
  readonly tradedOn: Day;
  readonly level: number;
}

export interface HoldingRow extends TickerRow {
  readonly heldOn: Day;
  readonly name: string;
  readonly sector: Sector | null;
  readonly assetClass: string;
  readonly marketValue: number;
  readonly shares: number;
  readonly price: number | null;
  readonly exchange: string | null;
}

export interface MemberSpellRow extends TickerRow {
  readonly fromOn: Day;
  /** First day out; null while it is a member. */
  readonly toOn: Day | null;
}

export interface FundFlowRow {
  /** Name of the fund, or of the category where a provider reports whole categories. */
  readonly fundCode: string;
  readonly fundName: string;
  readonly fundSymbol: string | null;
  readonly category: FundCategory;
  readonly isSingleFund: boolean;
  readonly periodEndOn: Day;
  /** First day of the period where the file states it. */
  readonly periodFromOn: Day | null;
  /** US dollars. */
  readonly netFlow: number | null;
  /** Assets at the end of the period in US dollars. */
  readonly assets: number | null;
}

export type CorporateActionKind = 'SPLIT' | 'DIVIDEND' | 'RENAME' | 'CONVERSION' | 'TERMINAL';

export interface CorporateActionRow extends TickerRow {
  /**
   * First day on the new terms: ex-date, first day of the new symbol, first day off the listing.
   */
  readonly effectiveOn: Day;
  readonly kind: CorporateActionKind;
  /** New shares for one old share (SPLIT), or shares of the acquirer for one share (TERMINAL). */
  readonly ratio: number | null;
  /** US dollars a share: the dividend, or what a share was left with at the end of the listing. */
  readonly amount: number | null;
  readonly terminalKind: TerminalKind | null;
  /** New symbol (RENAME, TERMINAL TRANSFERRED) or the acquirer's (TERMINAL STOCK); else null. */
  readonly newSymbol: string | null;
}

export interface ShareCountRow extends TickerRow {
  readonly asOfOn: Day;
  /** Day on which the count became public; null when the file does not say. */
  readonly knownOn: Day | null;
  readonly sharesOutstanding: number | null;
  readonly floatShares: number | null;
}

/** Shares that were sold and not delivered: a balance at one settlement, never a flow. */
export interface FailToDeliverRow {
  readonly settledOn: Day;
  readonly cusip: string;
  /** As the file writes it; not every one is a ticker (5116REORGPYMNT). */
  readonly symbol: string;
  /** The same as a ticker; null for a symbol that cannot be one. */
  readonly ticker: TickerRow | null;
  /** Cut by the source at 30 characters; null when blank. */
  readonly description: string | null;
  /** Shares. */
  readonly quantity: number;
  /** Raw close of the day before, US dollars. */
  readonly price: number | null;
}

/** Volume of one day that was reported to FINRA's facilities, in shares; fractions occur. */
export interface ShortVolumeRow extends TickerRow {
  readonly tradedOn: Day;
  /** Sold short, the exempt part included. */
  readonly shortVolume: number;
  /** Sold short exempt from the price test; null in layouts without it. */
  readonly exemptVolume: number | null;
  readonly totalVolume: number;
  /** Letters of the facilities with commas between them; empty when not stated. */
  readonly markets: string;
}

export interface BorrowFeeRow extends TickerRow {
  /** First day on which the fee counts. */
  readonly effectiveOn: Day;
  /** Yearly fee as a ratio of the value of the shares: 0.003 for 0.3 %. */
  readonly fee: number;
}

/** Everything a format can emit, by the name of its target. */
export interface RowsByKind {
  shortInterest: ShortInterestRow;
  price: PriceRow;
  classification: ClassificationRow;
  indexLevel: IndexLevelRow;
  holding: HoldingRow;
  memberSpell: MemberSpellRow;
  fundFlow: FundFlowRow;
  corporateAction: CorporateActionRow;
  shareCount: ShareCountRow;
  failToDeliver: FailToDeliverRow;
  shortVolume: ShortVolumeRow;
  borrowFee: BorrowFeeRow;
}
export type RowKind = keyof RowsByKind;
