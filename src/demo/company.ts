import type { Sector, TerminalKind } from '../vocabulary.js';

/** SPX and RUT are members on the first day; the others are listed but in neither index. */
export type Role = 'SPX' | 'RUT' | 'OTHER_LARGE' | 'OTHER_SMALL';
export type Exchange = 'nasdaq' | 'nyse' | 'amex';

/** A point that a path goes through: day index and value. */
export type Node = readonly [t: number, value: number];

export interface PricePath {
  /**
   * FREE paths are scaled together so that their index meets its level; FIXED ones are in US
   * dollars and stay as they are.
   */
  readonly kind: 'FREE' | 'FIXED';
  /** Log growth since the base (FREE), or log price (FIXED), at each node. */
  readonly nodes: readonly Node[];
  /** Daily deviation of the noise between nodes. */
  readonly noise: number;
}

export interface ShortPlan {
  /** Shares short over shares outstanding on average, for a generated path. */
  readonly ratio: number;
  /** Shares short at given days, for a story of its own; null for a generated path. */
  readonly nodes: readonly Node[] | null;
}

export interface Split {
  readonly t: number;
  /** New shares for one old share. */
  readonly ratio: number;
  /** Days from `t` on which the market value still uses the old share count. */
  readonly staleDays: number;
}

export interface Terminal {
  /** First day on which the old listing no longer traded. */
  readonly t: number;
  readonly kind: TerminalKind | null;
  /** US dollars a share was left with; null when nobody recorded it. */
  readonly amount: number | null;
  readonly ratio?: number;
  readonly newSymbol?: string;
}

/** What happens to one company; everything is optional. */
export interface Events {
  /** First day with a price; 0 for all but new listings. */
  listedFrom?: number;
  /** Last day with a row of its own in the snapshots. */
  lastRow?: number;
  terminal?: Terminal;
  /** Symbol under which shorts are reported over the counter after the listing. */
  otcSymbol?: string;
  rename?: { readonly t: number; readonly symbol: string; readonly isRecorded: boolean };
  /** Days on which trading is halted: price and volume repeat the day before. */
  halt?: { readonly from: number; readonly to: number };
  /** An offer for the company: its price follows the terms from day `t` on. */
  deal?: {
    readonly t: number;
    /** Offer over the last close. */
    readonly premium: number;
    /** Symbol of the acquirer who pays in shares; none pays in cash. */
    readonly acquirer?: string;
    /** US dollars or shares of the acquirer a share, once the offer is out. */
    terms?: number;
  };
  /** Days without a row. */
  missing?: ReadonlySet<number>;
  blankVolume?: ReadonlySet<number>;
  /** Conversion into shares of another company at a ratio. */
  conversion?: { readonly t: number; readonly into: string; readonly ratio: number };
  /** The market value is not known for so many days after the listing. */
  unknownCapDays?: number;
}

/** One line of the simulated market; shares and prices are in the split basis of the base day. */
export interface Company {
  readonly symbol: string;
  readonly name: string;
  readonly sector: Sector;
  readonly industry: string;
  readonly exchange: Exchange;
  readonly role: Role;
  /** US dollars on the base day. */
  readonly price: number;
  /** Of the company: each of two classes states the shares of both. */
  readonly sharesOutstanding: number;
  /** Shares of the line that can trade, over shares outstanding. */
  readonly floatRatio: number;
  /** Shares traded a day over shares outstanding. */
  readonly turnover: number;
  readonly path: PricePath;
  readonly shorts: ShortPlan;
  /** US dollars a quarter; 0 pays none. */
  readonly dividend: number;
  readonly listedYear: number;
  splits: readonly Split[];
  events: Events;
}

/** New shares for one share of the base day, as of a day index. */
export function splitFactor(company: Company, t: number): number {
  let factor = 1;
  for (const split of company.splits) if (t >= split.t) factor *= split.ratio;
  return factor;
}

/** The symbol in use on a day index. */
export function symbolAt(company: Company, t: number): string {
  const { rename, otcSymbol, terminal } = company.events;
  if (otcSymbol !== undefined && terminal !== undefined && t >= terminal.t) return otcSymbol;
  return rename !== undefined && t >= rename.t ? rename.symbol : company.symbol;
}

/** Whether a company has a price of its own or a carried one on a day index. */
export function isListed(company: Company, t: number): boolean {
  const { listedFrom = 0, lastRow = Number.POSITIVE_INFINITY } = company.events;
  return t >= listedFrom && t <= lastRow;
}
