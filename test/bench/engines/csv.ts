import { closeSync, openSync, writeSync } from 'node:fs';
import type { Table } from './tables.js';

const FLUSH_AT = 1 << 20;

/** Writes a table as comma-separated values without a header; an unknown value is `\N`. */
export function writeCsv(path: string, table: Table): void {
  const file = openSync(path, 'w', 0o644);
  let text = '';
  try {
    table.each((row) => {
      for (let k = 0; k < row.length; k++) text += (k === 0 ? '' : ',') + (row[k] ?? '\\N');
      text += '\n';
      if (text.length < FLUSH_AT) return;
      writeSync(file, text);
      text = '';
    });
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
}
