import { type Example, GROUPS, parseOperation } from './parse-operation.js';

const FILES = import.meta.glob<string>('../../../schema/operations/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The order of a first reading; operations that are not named here follow by name. */
const READING_ORDER = [
  'short-pnl-by-size',
  'short-pnl-since-august',
  'small-cap-share-of-shorting',
  'shorts-added-in-thirty-days',
  'most-profitable-shorts',
  'share-of-russell-down',
  'russell-against-sp500',
  'rally-and-pullback',
  'top-contributors',
  'top-down-winners',
  'sector-attribution',
  'sector-leaders-and-laggards',
  'weekly-fund-flows',
];

/** Every saved operation, by group and in reading order. */
export const EXAMPLES: readonly Example[] = Object.entries(FILES)
  .map(([path, text]) => parseOperation(nameOf(path), text))
  .sort(
    (a, b) =>
      GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) ||
      rankOf(a.slug) - rankOf(b.slug) ||
      a.slug.localeCompare(b.slug),
  );

/** The example whose text a tab holds; null when it was changed or is none. */
export function exampleOf(query: string | null | undefined): Example | null {
  const text = query?.trim();
  return EXAMPLES.find((it) => it.text.trim() === text) ?? null;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.graphql$/, '');
}

function rankOf(name: string): number {
  const rank = READING_ORDER.indexOf(name);
  return rank < 0 ? READING_ORDER.length : rank;
}
