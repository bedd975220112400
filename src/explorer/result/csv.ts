/** What a cell of a table may hold. */
export type Cell = unknown;

/**
 * Rows as CSV after RFC 4180, with the names of columns first. Null is an empty field and numbers
 * are whole, without separators. Text that a spreadsheet would take for a formula gets an
 * apostrophe in front.
 */
export function toCsv(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [names, ...rows].map((row) => `${row.map(fieldOf).join(',')}\r\n`).join('');
}

/** Rows for pasting into a spreadsheet: tabs between cells, no quotes. */
export function toTsv(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const plain = (cell: Cell) => textOf(cell).replaceAll(/[\t\r\n]+/g, ' ');
  return [names, ...rows].map((row) => row.map(plain).join('\t')).join('\n');
}

function fieldOf(cell: Cell): string {
  const text = textOf(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  const text = Array.isArray(cell) ? cell.join('; ') : String(cell);
  // A formula may also follow white space, and full-width signs count for some programs.
  return /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}
