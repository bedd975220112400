/* eslint-disable */
import * as types from './graphql.js';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Companies($first: Int!, $after: String) {\n    securities(first: $first, after: $after, orderBy: { field: MARKET_CAP, direction: DESC }) {\n      nodes { id symbol name marketCap }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.CompaniesDocument,
    "\n  query Comparison($subject: String!, $benchmark: String!) {\n    indexComparison(subject: $subject, benchmark: $benchmark, window: { preset: YTD }) {\n      window { baseOn endOn }\n      subject { performance { periodReturn } }\n      benchmark { performance { periodReturn } }\n      excessReturn\n      coverage { warnings { code message } }\n    }\n  }\n": typeof types.ComparisonDocument,
    "\n  subscription NewData {\n    dataVersionPublished { number publishedAt }\n  }\n": typeof types.NewDataDocument,
};
const documents: Documents = {
    "\n  query Companies($first: Int!, $after: String) {\n    securities(first: $first, after: $after, orderBy: { field: MARKET_CAP, direction: DESC }) {\n      nodes { id symbol name marketCap }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.CompaniesDocument,
    "\n  query Comparison($subject: String!, $benchmark: String!) {\n    indexComparison(subject: $subject, benchmark: $benchmark, window: { preset: YTD }) {\n      window { baseOn endOn }\n      subject { performance { periodReturn } }\n      benchmark { performance { periodReturn } }\n      excessReturn\n      coverage { warnings { code message } }\n    }\n  }\n": types.ComparisonDocument,
    "\n  subscription NewData {\n    dataVersionPublished { number publishedAt }\n  }\n": types.NewDataDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Companies($first: Int!, $after: String) {\n    securities(first: $first, after: $after, orderBy: { field: MARKET_CAP, direction: DESC }) {\n      nodes { id symbol name marketCap }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql.js').CompaniesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Comparison($subject: String!, $benchmark: String!) {\n    indexComparison(subject: $subject, benchmark: $benchmark, window: { preset: YTD }) {\n      window { baseOn endOn }\n      subject { performance { periodReturn } }\n      benchmark { performance { periodReturn } }\n      excessReturn\n      coverage { warnings { code message } }\n    }\n  }\n"): typeof import('./graphql.js').ComparisonDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription NewData {\n    dataVersionPublished { number publishedAt }\n  }\n"): typeof import('./graphql.js').NewDataDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
