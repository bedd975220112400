import type { FormatName, Sink } from '../format.js';
import { refusal, shown } from './problem.js';
import { lookalike } from './lookalike.js';

/** What a file should have been. */
export interface Subject {
  readonly format: FormatName;
  /** Such as `a FINRA short interest file`. */
  readonly title: string;
}

/** What a layout wants from a header. Names are in the folded form of `foldName`. */
export interface Layout<R extends string, O extends string = never> extends Subject {
  readonly required: readonly R[];
  readonly optional?: readonly O[];
  /** Names that are known and not read. Other names are listed in a remark. */
  readonly ignored?: readonly string[];
}

const SHOWN_MISSING_MAX = 3;

/** A header name without case, blanks around it, angle brackets and underscores. */
export function foldName(name: string): string {
  return name
    .trim()
    .replace(/^<(.*)>$/, '$1')
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();
}

/**
 * Where each column stands, by name; -1 for an optional one that is not there. Refuses a header
 * that lacks a required name or has it twice, and lists names that nobody knows.
 */
export function locate<R extends string, O extends string = never>(
  header: readonly string[],
  layout: Layout<R, O>,
  sink: Sink,
): Record<R | O, number> {
  const names = header.map(foldName);
  const missing = layout.required.filter((name) => !names.includes(name));
  if (missing.length > 0) throw wrongHeader(header, layout, missing);
  const wanted = [...layout.required, ...(layout.optional ?? [])];
  const known = new Set<string>([...wanted, ...(layout.ignored ?? []), '']);
  const unknown = header.filter((_, k) => !known.has(names[k] as string));
  if (unknown.length > 0) {
    sink.warn('IGNORED_COLUMNS', `columns not read: ${unknown.map((x) => x.trim()).join(', ')}`);
  }
  const columns = {} as Record<R | O, number>;
  for (const name of wanted) {
    const at = names.indexOf(name);
    if (at >= 0 && names.indexOf(name, at + 1) >= 0) {
      throw refusal('DUPLICATE_COLUMN', `the header names the column ${shown(name)} twice`);
    }
    columns[name] = at;
  }
  return columns;
}

/** The refusal of a header, which says what it lacks and what the file looks like instead. */
export function wrongHeader(
  header: readonly string[],
  subject: Subject,
  needed: readonly string[],
): Error {
  const names = header.map(foldName);
  const missing = needed.filter((name) => !names.includes(foldName(name)));
  const found = shown(header.map((name) => name.trim()).join(','));
  const resembled = lookalike(names);
  const other = resembled === subject.format ? null : resembled;
  const hint = other === null ? '' : `; it looks like a file for \`./lowtide import ${other}\``;
  const rest = missing.length - SHOWN_MISSING_MAX;
  const lack =
    missing
      .slice(0, SHOWN_MISSING_MAX)
      .map((name) => `"${name}"`)
      .join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  const reason = other === null ? 'MISSING_COLUMN' : 'WRONG_FORMAT';
  return refusal(
    reason,
    `not ${subject.title}: the header lacks ${lack}; found ${found}${hint}`,
    1,
  );
}

/** The cell of a record without blanks around it; empty for a column that is not there. */
export function cell(fields: readonly string[], column: number): string {
  return column < 0 ? '' : (fields[column]?.trim() ?? '');
}
