import type { Day } from '../time/day.js';
import type { DayAxis } from '../time/day-axis.js';
import type { DataKind, FundCategory, Sector, TerminalKind } from '../vocabulary.js';

/**
 * The immutable columns of one published data version. Everything the analytic resolvers read is
 * here, and nothing in it changes after it was built. Securities are ordinals 0..count-1, trading
 * days are indices on `axis`. Missing is NaN in a number column and null in an object column.
 */
export interface Panel {
  readonly version: PanelVersion;
  readonly axis: DayAxis;
  readonly securities: SecurityColumns;
  readonly prices: PriceColumns;
  readonly shorts: ShortColumns;
  readonly indices: readonly IndexColumns[];
  readonly funds: FundColumns;
  readonly sources: readonly SourceRow[];
}

export interface PanelVersion {
  readonly number: number;
  readonly hash: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly publishedAt: number;
  readonly isSimulated: boolean;
}

/** A share is a chain of dated tickers; ordinals follow the order of `symbols`. */
export interface SecurityColumns {
  readonly count: number;
  /** Stable across data versions: the id of the first ticker of the chain, as text. */
  readonly ids: readonly string[];
  /** Current ticker, or the last one. */
  readonly symbols: readonly string[];
  readonly names: readonly string[];
  readonly exchanges: readonly (string | null)[];
  /** In ascending order of date. */
  readonly spells: readonly (readonly SymbolSpell[])[];
  /** 1 where a change of symbol was found by matching short positions, not on record. */
  readonly isLinked: Uint8Array;
  readonly classifications: readonly Classification[];
  readonly terminals: readonly (Terminal | null)[];
  /** Ticker ids in the store that make up each security: the keys of raw filings. */
  readonly tickerIds: readonly (readonly number[])[];
  readonly shareCounts: ShareCountColumns;
  /** Days on which shares of another class were converted into this one or out of it. */
  readonly conversionDays: readonly (readonly Day[])[];
}

export interface SymbolSpell {
  readonly symbol: string;
  /** Normal form without separators, as `symbolKey` makes it. */
  readonly key: string;
  readonly fromOn: Day;
  /** Last day of use; null while in use. */
  readonly toOn: Day | null;
}

export interface Classification {
  /** Ascending; the first entry counts for all earlier days as well. */
  readonly sectors: readonly { readonly fromOn: Day; readonly sector: Sector }[];
  readonly industries: readonly { readonly fromOn: Day; readonly industry: string }[];
}

export interface Terminal {
  /** First day on which the old listing no longer traded. */
  readonly effectiveOn: Day;
  readonly kind: TerminalKind;
  /** What one share was left with in US dollars, split-adjusted; null when not recorded. */
  readonly price: number | null;
}

/**
 * Dated share counts by security, ascending by day: those of i are at `offsets[i]` up to
 * `offsets[i + 1]`. Shares of `asOfOn`; NaN unknown.
 */
export interface ShareCountColumns {
  readonly offsets: Int32Array;
  /** Calendar days. */
  readonly asOfOn: Int32Array;
  readonly sharesOutstanding: Float64Array;
  readonly floatShares: Float64Array;
}

/**
 * Bars by security, one run of consecutive trading days each (compressed sparse rows): the bar of
 * security i on day index t is at `offsets[i] + t - firstIndex[i]` for
 * `firstIndex[i] <= t <= lastIndex[i]`. Prices and share volumes are in the split basis of the last
 * day of the security, so they can be compared across splits.
 */
export interface PriceColumns {
  readonly offsets: Int32Array;
  /** Day index of the first bar; -1 for a security without prices. */
  readonly firstIndex: Int32Array;
  /** Day index of the last bar; -2 for a security without prices. */
  readonly lastIndex: Int32Array;
  /** 1 where the listing ended before the source of its prices did. */
  readonly isDelisted: Uint8Array;
  /** Close in US dollars; the last close is carried over days without a trade. Never NaN. */
  readonly close: Float64Array;
  /** 1 on days with a print of its own, 0 where the close is carried. */
  readonly hasTraded: Uint8Array;
  /** Shares traded; NaN unknown. */
  readonly volume: Float64Array;
  /** Market value of the company in US dollars; NaN unknown. */
  readonly marketCap: Float64Array;
  readonly splits: EventColumns;
  /** `values` are US dollars a share in the basis of the last day. */
  readonly dividends: EventColumns;
  /** 1 where a raw close and the reported shares cannot be brought to one split basis. */
  readonly hasBasisMismatch: Uint8Array;
}

/** Dated numbers by security: those of i are at `offsets[i]` up to `offsets[i + 1]`. */
export interface EventColumns {
  readonly offsets: Int32Array;
  /** Day index, ascending within a security. May lie before 0. */
  readonly index: Int32Array;
  /** New shares for one old share, or US dollars. */
  readonly values: Float64Array;
}

/**
 * Reported short positions by security, ascending by settlement, in the split basis of the last
 * price of the security. A settlement whose file covers a security and lacks it has 0 (M10).
 * `index` and `publishedIndex` are day indices and may lie before 0 or after the last day of the
 * axis.
 */
export interface ShortColumns {
  readonly offsets: Int32Array;
  readonly index: Int32Array;
  readonly publishedIndex: Int32Array;
  /** Latest vintage. */
  readonly shares: Float64Array;
  /** As first published; NaN when only a revised figure is stored. */
  readonly firstShares: Float64Array;
  /** Day index on which the revised figure became public; 2147483647 when never revised. */
  readonly revisedIndex: Int32Array;
  /** 1 where no row stands behind a 0: a file lacks the security (M10) or its listing ended. */
  readonly isAbsence: Uint8Array;
  /** Settlement dates for which any file is stored, ascending day indices. */
  readonly settlements: Int32Array;
  readonly files: FileCoverage;
  /** Market of the last report of each security, one of `files.markets`. */
  readonly markets: Uint8Array;
  readonly fees: FeeColumns;
}

/** Which markets the file of each settlement covers (M10). */
export interface FileCoverage {
  readonly markets: readonly string[];
  /** 1 where the file of settlement c covers market m, at `c * markets.length + m`. */
  readonly isComplete: Uint8Array;
}

/** Imported borrow fees by security: those of i are at `offsets[i]` up to `offsets[i + 1]`. */
export interface FeeColumns {
  readonly offsets: Int32Array;
  /** Calendar days from which the fees count, ascending within a security. */
  readonly effectiveOn: Int32Array;
  /** Yearly ratios. */
  readonly values: Float64Array;
}

export interface IndexColumns {
  readonly id: number;
  readonly symbol: string;
  readonly name: string;
  /** Days with a published level, ascending, beside their levels in points. */
  readonly levelDays: Int32Array;
  readonly levels: Float64Array;
  /** Ascending by `heldOn`. */
  readonly holdings: readonly HoldingsSnapshot[];
  /** Membership spells [fromOn, toOn); empty when only holdings are stored. */
  readonly spells: readonly MemberSpell[];
}

export interface HoldingsSnapshot {
  readonly heldOn: Day;
  /** Security ordinals, ascending. */
  readonly members: Int32Array;
  /** Shares held by the fund, in the basis of the last price of each security. */
  readonly shares: Float64Array;
  /** US dollars. */
  readonly marketValue: Float64Array;
  /** Rows of the file that name no security the panel knows, such as escrow lines. */
  readonly unknownCount: number;
}

export interface MemberSpell {
  readonly security: number;
  readonly fromOn: Day;
  /** First day out; null while it is a member. */
  readonly toOn: Day | null;
}

export interface FundColumns {
  readonly count: number;
  readonly ids: readonly number[];
  readonly providers: readonly string[];
  readonly codes: readonly string[];
  readonly symbols: readonly (string | null)[];
  readonly names: readonly string[];
  readonly categories: readonly FundCategory[];
  /** 1 where the row set is one fund, 0 where the provider reports a whole category. */
  readonly isSingleFund: Uint8Array;
  /** Periods by fund, ascending by end: those of f are at offsets[f] up to offsets[f + 1]. */
  readonly offsets: Int32Array;
  readonly periodFrom: Int32Array;
  readonly periodEnd: Int32Array;
  /** US dollars; NaN unknown. */
  readonly netFlow: Float64Array;
  /** Assets at the end of the period in US dollars; NaN unknown. */
  readonly assets: Float64Array;
}

export interface SourceRow {
  readonly code: string;
  readonly name: string;
  readonly kind: DataKind;
  readonly firstOn: Day | null;
  readonly lastOn: Day | null;
  /** Milliseconds since the epoch; null before the first import. */
  readonly importedAt: number | null;
}
