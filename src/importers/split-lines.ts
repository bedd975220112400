import { isAscii } from 'node:buffer';

const LF = 10;
const CR = 13;
const QUOTE = '"';

/** How fields are told apart; a quote may open a field, or is a letter like any other. */
export interface Separators {
  readonly delimiter: string;
  readonly hasQuotes: boolean;
}

/** Takes the fields of a line and the place behind its line end. */
type TakeLine = (fields: string[], end: number) => void;

/**
 * Splits the whole lines of `window` from `start`, and stops in front of the first one that only a
 * full parser can read: with a quote that is in a wrong place or closes on another line, or longer
 * than `lineMax`. Whether it got to the end of what is there. Fields are those of RFC 4180; a CR
 * before the line feed belongs to the line end.
 */
export function splitLines(
  window: Buffer,
  start: number,
  { delimiter, hasQuotes }: Separators,
  lineMax: number,
  take: TakeLine,
): boolean {
  const rest = window.subarray(start);
  // One string for all lines is fastest, and its places are those of the bytes in ASCII alone.
  const text = isAscii(rest) ? rest.toString('latin1') : null;
  const mayQuote = hasQuotes && rest.includes(QUOTE);
  for (let from = 0; ; ) {
    const feed = text === null ? rest.indexOf(LF, from) : text.indexOf('\n', from);
    if (feed < 0) return rest.length - from <= lineMax;
    if (feed - from > lineMax) return false;
    const to = feed > from && rest[feed - 1] === CR ? feed - 1 : feed;
    const line = text === null ? rest.toString('utf8', from, to) : text.slice(from, to);
    const fields =
      mayQuote && line.includes(QUOTE) ? quotedFields(line, delimiter) : line.split(delimiter);
    if (fields === null) return false;
    from = feed + 1;
    take(fields, start + from);
  }
}

/** The fields of a line with quotes; null unless each quoted field is closed where it should be. */
function quotedFields(line: string, delimiter: string): string[] | null {
  const fields: string[] = [];
  for (let from = 0; ; ) {
    let end: number;
    if (line[from] === QUOTE) {
      const close = closingQuote(line, from + 1);
      if (close < 0) return null;
      fields.push(line.slice(from + 1, close).replaceAll('""', QUOTE));
      end = close + 1;
      if (end < line.length && line[end] !== delimiter) return null;
    } else {
      const next = line.indexOf(delimiter, from);
      end = next < 0 ? line.length : next;
      const field = line.slice(from, end);
      if (field.includes(QUOTE)) return null;
      fields.push(field);
    }
    if (end === line.length) return fields;
    from = end + 1;
  }
}

/** Place of the quote that is not doubled; -1 when there is none. */
function closingQuote(line: string, from: number): number {
  let at = line.indexOf(QUOTE, from);
  while (at >= 0 && line[at + 1] === QUOTE) at = line.indexOf(QUOTE, at + 2);
  return at;
}
