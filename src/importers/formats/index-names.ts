/** Spellings of the same index in files and on the command line. */
const INDEX_BY_SPELLING: Readonly<Record<string, string>> = {
  GSPC: 'SPX',
  INX: 'SPX',
  SP500: 'SPX',
  SPX: 'SPX',
  RUT: 'RUT',
  RUI: 'RUI',
  RUA: 'RUA',
};

/** Funds that hold a whole index. */
const INDEX_BY_FUND: Readonly<Record<string, string>> = {
  IVV: 'SPX',
  IWB: 'RUI',
  IWM: 'RUT',
  IWV: 'RUA',
};

/**
 * The index of a spelling such as `^GSPC`; the spelling itself, in upper case, if it is unknown.
 */
export function indexName(spelling: string): string {
  const bare = spelling.trim().toUpperCase().replace(/^\^/, '');
  return INDEX_BY_SPELLING[bare] ?? bare;
}

/** Whether a name is one of the indices whose spellings and funds are known. */
export function isKnownIndex(name: string): boolean {
  return Object.values(INDEX_BY_SPELLING).includes(name);
}

/** The index that the leading word of a file name speaks of (`IWM_2023-11-22.csv`); or null. */
export function indexOfFileName(fileName: string): string | null {
  const word = /^\^?[A-Za-z0-9]+/.exec(fileName)?.[0].toUpperCase() ?? '';
  const index = INDEX_BY_FUND[word] ?? indexName(word);
  return isKnownIndex(index) ? index : null;
}
