import type { CompaniesQuery } from './generated/graphql.js';
import type { Answer, Lowtide } from './lowtide.js';
import { COMPANIES } from './questions.js';

export type Company = NonNullable<CompaniesQuery['securities']>['nodes'][number];

/**
 * Companies, largest first, page by page. A cursor belongs to the order of one data version: when
 * the version changes on the way, the list is of no use and begins anew.
 */
export async function* companies(lowtide: Lowtide, first = 100): AsyncGenerator<Company[]> {
  let after: string | null = null;
  do {
    const answer: Answer<CompaniesQuery> = await lowtide.ask(COMPANIES, { first, after });
    const page = answer.data.securities;
    // Null stands for a part that failed; its error is in the answer.
    if (page === null) return;
    yield page.nodes;
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
}
