import { graphql } from './generated/index.js';

/** A page of companies, largest first. */
export const COMPANIES = graphql(`
  query Companies($first: Int!, $after: String) {
    securities(first: $first, after: $after, orderBy: { field: MARKET_CAP, direction: DESC }) {
      nodes { id symbol name marketCap }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

/** How two indices did since the start of the year. */
export const COMPARISON = graphql(`
  query Comparison($subject: String!, $benchmark: String!) {
    indexComparison(subject: $subject, benchmark: $benchmark, window: { preset: YTD }) {
      window { baseOn endOn }
      subject { performance { periodReturn } }
      benchmark { performance { periodReturn } }
      excessReturn
      coverage { warnings { code message } }
    }
  }
`);

/** Tells each new data version. */
export const NEW_DATA = graphql(`
  subscription NewData {
    dataVersionPublished { number publishedAt }
  }
`);
