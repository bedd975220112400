/** A whole number with thousands commas, as people read it. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `1 row`, `2 rows`. */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** Rows of text in columns; the last column is not padded. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, k) => {
      widths[k] = Math.max(widths[k] ?? 0, cell.length);
    });
  }
  return rows.map((row) =>
    row
      .map((cell, k) => (k === row.length - 1 ? cell : cell.padEnd(widths[k] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** Text of a foreign file on one line: control characters become visible escapes. */
export function oneLine(text: string): string {
  return [...text]
    .map((char) => {
      const code = char.charCodeAt(0);
      if (char === '\n') return '\\n';
      if (char === '\r') return '\\r';
      if (char === '\t') return '\\t';
      return code < 32 || code === 127 ? `\\x${code.toString(16).padStart(2, '0')}` : char;
    })
    .join('');
}
