import { initGraphQLTada } from 'gql.tada';
import { request } from 'graphql-request';
import type { introspection } from './generated/graphql-env.js';

// The types of this answer come from the schema alone: nothing is generated for the question.

const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { Date: string; Ratio: number; Usd: number };
}>();

const QUESTION = graphql(`
query SmallCapShareOfShorting($asOf: Date! = "2023-09-08") {
  shorts(window: {preset: YTD, to: $asOf}, where: {capTiers: [NANO, MICRO, SMALL]}) {
    total { positionCount averageValue endValue shareOfAll }
    groups(by: [CAP_TIER], orderBy: {field: AVERAGE_VALUE, direction: DESC}) {
      key { label }
      stats { averageValue shareOfAll }
    }
    series(interval: MONTH, measure: VALUE) { points { endOn value } }
  }
}
`);

/** Asks, and leans on the types: a number that may be missing, and a day. */
export async function ask(url: string): Promise<string> {
  const data = await request(url, QUESTION, {});
  const share: number | null | undefined = data.shorts?.total.shareOfAll;
  const days: string[] | undefined = data.shorts?.series.points.map(({ endOn }) => endOn);
  if (typeof share !== 'number' || days?.[0]?.length !== 10) throw new Error('of other types');
  return JSON.stringify(data);
}
