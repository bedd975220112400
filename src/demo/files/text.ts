/** A number with a fixed count of decimals. The number times 10^decimals is below 2^53. */
export function fixed(value: number, decimals: number): string {
  const unit = 10 ** decimals;
  const scaled = Math.round(Math.abs(value) * unit);
  const sign = value < 0 && scaled > 0 ? '-' : '';
  if (decimals === 0) return sign + scaled;
  const whole = Math.floor(scaled / unit);
  return `${sign}${whole}.${String(scaled - whole * unit).padStart(decimals, '0')}`;
}

/** The same with commas between the thousands. */
export function grouped(value: number, decimals: number): string {
  return fixed(value, decimals).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');
}

/** A cell of a comma-separated file, in quotes where it needs them. */
export function csvCell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A cell in quotes, as fund sheets write all of theirs. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** The symbol without separators, as FINRA and the fund sheets spell it. */
export function lettersOnly(symbol: string): string {
  return symbol.replace(/[^A-Z]/g, '');
}
