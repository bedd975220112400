const FILES = import.meta.glob<string>('../../schema/operations/*.graphql', {
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
  'short-pnl-without-hindsight',
  'share-of-russell-down',
  'russell-against-sp500',
  'rally-and-pullback',
  'top-contributors',
  'top-down-winners',
  'sector-attribution',
  'sector-leaders-and-laggards',
  'weekly-fund-flows',
  'one-security',
  'data-freshness',
  'data-version-published',
];

/** Texts of the saved operations: the tabs that GraphiQL opens with. */
export const SAVED_OPERATIONS: readonly string[] = Object.entries(FILES)
  .map(([path, text]) => ({ name: nameOf(path), text }))
  .sort((a, b) => rankOf(a.name) - rankOf(b.name) || a.name.localeCompare(b.name))
  .map(({ text }) => text);

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.graphql$/, '');
}

function rankOf(name: string): number {
  const rank = READING_ORDER.indexOf(name);
  return rank < 0 ? READING_ORDER.length : rank;
}
