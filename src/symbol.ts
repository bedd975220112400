/**
 * The spelling-free form of a ticker symbol, on which sources are joined: `BRK.B`, `BRK-B`,
 * `BRK/B`, `brk b` and `BRKB` are all `BRKB`; the preferred-share marks `^` (screener) and `_`
 * (Stooq) become `PR`, as FINRA writes them (`AGN^A`, `AGN_A` and `AGNPRA`).
 */
export function symbolKey(symbol: string): string {
  return symbol
    .trim()
    .toUpperCase()
    .replace(/[\^_]/g, 'PR')
    .replace(/[.\-/ ]/g, '');
}

/** The display form: trimmed, upper case, class separator `.`; other marks stay as they are. */
export function displaySymbol(symbol: string): string {
  return symbol.trim().toUpperCase().replace(/[-/ ]/g, '.');
}
