import { useState } from 'react';
import { toCsv, toTsv } from '../result/csv.js';
import type { Table } from '../result/tables.js';
import { fileName, saveFile } from './save-file.js';

/** Takes the rows out: to the clipboard, or as a file. The order is that of the answer. */
export function TableBar({ table, name }: { table: Table; name: string }) {
  const [told, setTold] = useState('');
  const names = table.columns.map(({ id }) => id);
  const words = [name, table.label];
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(toTsv(names, table.rows));
      setTold('copied');
    } catch {
      setTold('the browser does not allow copying');
    }
  };
  const json = () => {
    const rows = table.rows.map((row) => Object.fromEntries(names.map((it, k) => [it, row[k]])));
    saveFile(fileName(words, 'json'), `${JSON.stringify(rows, null, 2)}\n`, 'application/json');
  };
  return (
    <>
      <span className="lt-count">
        {table.rows.length} {table.rows.length === 1 ? 'row' : 'rows'}
      </span>
      <span className="lt-spring" />
      <span role="status">{told}</span>
      <button type="button" onClick={() => void copy()}>
        Copy
      </button>
      <CsvButton table={table} words={words} />
      <button type="button" onClick={json}>
        JSON file
      </button>
    </>
  );
}

/** Saves the rows as CSV. */
export function CsvButton({ table, words }: { table: Table; words: readonly string[] }) {
  const names = table.columns.map(({ id }) => id);
  const csv = () => saveFile(fileName(words, 'csv'), toCsv(names, table.rows), 'text/csv');
  return (
    <button type="button" onClick={csv}>
      CSV
    </button>
  );
}
