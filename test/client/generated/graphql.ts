/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A kind of reservation about data. */
export type DataWarningCode =
  /** The window reaches beyond the stored data and was clipped. */
  | 'CLIPPED_WINDOW'
  /** Shares of one class were converted into another: the change in shares short is not all new selling or buying back. */
  | 'CONVERSION'
  /** The listing ended within the window and no terminal price is stored; the last price was kept. */
  | 'DELISTED_NO_TERMINAL_PRICE'
  /** Too few members have data for a fair figure; measures that need 90 % of them are null. */
  | 'INSUFFICIENT_COVERAGE'
  /** Market value is unknown; the member is UNCLASSIFIED and has no weight. */
  | 'MISSING_MARKET_CAP'
  /** No price on the base day or on the end day; the member was left out. A listing within the window misses none. */
  | 'MISSING_PRICE'
  /** A scheduled settlement lies between two known ones, and no stored file tells the position there; the shares before it were held, or the line drawn over it. */
  | 'MISSING_SETTLEMENT'
  /** A stored file of short positions lists over-the-counter names alone: it says nothing of listed ones. */
  | 'OTC_ONLY'
  /** A stored file of short positions lacks a part of the market that those next to it have: what it does not list is unknown, not zero. */
  | 'PARTIAL_FILE'
  /** Prices and share counts disagree about a split, as volumes show; the member was left out. */
  | 'SPLIT_BASIS_MISMATCH'
  /** Holdings of the index on the exact day are not stored; the nearest ones were used. */
  | 'STALE_HOLDINGS'
  /** No file tells a short position within the window; the last earlier one was carried forward. */
  | 'STALE_POSITION'
  /** No trade on the base day or on the end day, because of a halt or no interest; the last close counts. */
  | 'STALE_PRICE'
  /** In returns, a price moved by more than a factor of ten in a day without a recorded split. In shorts, a profit or loss exceeds three times the average position, and neither a fall of the price nor a change of size class explains it. It was kept. */
  | 'SUSPECT_PRICE'
  /** The symbol changed and the security was followed by matching its short position, not by a record. */
  | 'SYMBOL_LINKED'
  /** A large part of the set crossed the bounds of a filter by size within the window: another `universeAt` gives another number. */
  | 'TIER_CHANGED'
  /** The set itself changed within the window: a tenth of an index was replaced, or funds were added or dropped. */
  | 'UNIVERSE_CHANGED'
  /** Nothing with a symbol of the filter is stored; the numbers are about the others. The `symbols` of the warning hold it as the request writes it. */
  | 'UNKNOWN_SYMBOL'
  /** Most of the window lies after the last settlement that was public by its end, so nobody could have known these numbers on its last day; `knownOn` avoids it. Not raised for the mere use of LINEAR, which `options` already shows. */
  | 'USES_LATER_REPORTS';

export type CompaniesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type CompaniesQuery = { securities: { totalCount: number, nodes: Array<{ id: string, symbol: string, name: string, marketCap: number | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type ComparisonQueryVariables = Exact<{
  subject: string;
  benchmark: string;
}>;


export type ComparisonQuery = { indexComparison: { excessReturn: number | null, window: { baseOn: string, endOn: string }, subject: { performance: { periodReturn: number | null } }, benchmark: { performance: { periodReturn: number | null } }, coverage: { warnings: Array<{ code: DataWarningCode, message: string }> } } | null };

export type NewDataSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type NewDataSubscription = { dataVersionPublished: { number: number, publishedAt: string } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const CompaniesDocument = new TypedDocumentString(`
    query Companies($first: Int!, $after: String) {
  securities(
    first: $first
    after: $after
    orderBy: {field: MARKET_CAP, direction: DESC}
  ) {
    nodes {
      id
      symbol
      name
      marketCap
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<CompaniesQuery, CompaniesQueryVariables>;
export const ComparisonDocument = new TypedDocumentString(`
    query Comparison($subject: String!, $benchmark: String!) {
  indexComparison(subject: $subject, benchmark: $benchmark, window: {preset: YTD}) {
    window {
      baseOn
      endOn
    }
    subject {
      performance {
        periodReturn
      }
    }
    benchmark {
      performance {
        periodReturn
      }
    }
    excessReturn
    coverage {
      warnings {
        code
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ComparisonQuery, ComparisonQueryVariables>;
export const NewDataDocument = new TypedDocumentString(`
    subscription NewData {
  dataVersionPublished {
    number
    publishedAt
  }
}
    `) as unknown as TypedDocumentString<NewDataSubscription, NewDataSubscriptionVariables>;