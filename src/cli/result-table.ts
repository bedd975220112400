import { stringify } from 'csv-stringify/sync';
import { columns } from './lines.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** The lists of objects of a result, by their paths such as `shorts.lines`; the first is shown. */
export function listPaths(data: unknown): string[] {
  const found: string[] = [];
  const queue: [string, Json][] = [['', data as Json]];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const [path, value] = next;
    if (Array.isArray(value)) {
      if (value.some((item) => isObject(item))) found.push(path);
    } else if (isObject(value)) {
      if (zipped(value) !== null) found.push(path);
      else {
        for (const [name, inner] of Object.entries(value)) {
          queue.push([path === '' ? name : `${path}.${name}`, inner]);
        }
      }
    }
  }
  return found;
}

/** What stands at a path such as `shorts.lines`. */
export function valueAt(data: unknown, path: string): unknown {
  return path.split('.').reduce((value, name) => (value as JsonObject)[name]!, data as Json);
}

/** A result as rows: names of the columns, then cells of each row. */
export interface ResultTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Json[])[];
}

/**
 * The first list of objects of a result as a table, nearest to the top; nested objects become
 * columns like `window.fromOn`. Columns of a series count as a list, and a result without any list
 * is one row.
 */
export function resultTable(data: unknown): ResultTable {
  const records = firstList(data as Json) ?? [data as Json];
  const flat = records.map((record) => {
    const cells = new Map<string, Json>();
    flatten('', record, cells);
    return cells;
  });
  const header = [...new Set(flat.flatMap((cells) => [...cells.keys()]))];
  return { header, rows: flat.map((cells) => header.map((name) => cells.get(name) ?? null)) };
}

/** Lines of CSV. Text that a spreadsheet would take for a formula is escaped. */
export function toCsv({ header, rows }: ResultTable): string[] {
  const cells = [header, ...rows.map((row) => row.map(safeCell))];
  return stringify(cells, { record_delimiter: 'unix' }).trimEnd().split('\n');
}

/** Lines of aligned text. */
export function toText({ header, rows }: ResultTable): string[] {
  return columns([[...header], ...rows.map((row) => row.map(shown))]);
}

function firstList(top: Json): Json[] | null {
  const queue: Json[] = [top];
  for (let value = queue.shift(); value !== undefined; value = queue.shift()) {
    if (Array.isArray(value)) {
      if (value.some((item) => isObject(item))) return value;
      continue;
    }
    if (!isObject(value)) continue;
    const series = zipped(value);
    if (series !== null) return series;
    queue.push(...Object.values(value));
  }
  return null;
}

/** Parallel lists such as `dates` and `values` as rows, one for each place; else null. */
function zipped(value: JsonObject): Json[] | null {
  const lists = Object.entries(value).filter(
    (entry): entry is [string, Json[]] => Array.isArray(entry[1]) && !entry[1].some(isObject),
  );
  const length = lists[0]?.[1].length ?? 0;
  if (lists.length < 2 || lists.some(([, list]) => list.length !== length)) return null;
  return Array.from({ length }, (_, k) =>
    Object.fromEntries(lists.map(([name, list]) => [name, list[k] ?? null])),
  );
}

function flatten(prefix: string, value: Json, cells: Map<string, Json>): void {
  if (!isObject(value)) {
    cells.set(prefix, Array.isArray(value) ? JSON.stringify(value) : value);
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    flatten(prefix === '' ? name : `${prefix}.${name}`, inner, cells);
  }
}

function safeCell(value: Json): Json {
  return typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

function shown(value: Json): string {
  return value === null ? '-' : String(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
