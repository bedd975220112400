import { symbolKey } from '../../symbol.js';
import { type Day, parseDay } from '../../time/day.js';
import type { FileSummary, FormatContext, Sink } from '../format.js';
import { type Problem, problem, refusal, shown } from './problem.js';
import { symbolOfFile } from './table.js';

const WHAT = 'an SEC company facts file (facts.dei.EntityCommonStockSharesOutstanding)';

interface Entry {
  /** Place in the list, counted from 1; the file has no lines to speak of. */
  readonly line: number;
  readonly raw: string;
  readonly accession: string;
  readonly asOfOn: Day;
  readonly filedOn: Day;
  readonly shares: number;
}

/**
 * Share counts on the covers of a company's filings. Rows of one filing and date are share classes
 * and add up; of several filings on one day for one date the last counts. A count is known from its
 * filing.
 */
export function readCompanyFacts(text: string, context: FormatContext, sink: Sink): FileSummary {
  const symbol = symbolOfFile(context)?.toUpperCase() ?? null;
  if (symbol === null) {
    throw refusal('SYMBOL_REQUIRED', 'the file does not name its security; give it with --symbol');
  }
  const entries: Entry[] = [];
  countsOf(text).forEach((value, k) => {
    const entry = entryOf(value, k + 1);
    if ('reason' in entry) {
      sink.quarantine({ line: k + 1, raw: JSON.stringify(value), ...entry });
    } else {
      entries.push(entry);
    }
  });
  const sums = { sharesOutstanding: 0 };
  for (const group of groupsOf(entries)) {
    const [first, ...others] = group.classes as [Entry, ...Entry[]];
    const sharesOutstanding = group.classes.reduce((sum, { shares }) => sum + shares, 0);
    const { asOfOn, filedOn: knownOn } = first;
    const ticker = { symbol, key: symbolKey(symbol) };
    const row = { ...ticker, asOfOn, knownOn, sharesOutstanding, floatShares: null };
    sink.accept('shareCount', row, first.line);
    for (const other of others) sink.skip(other.line, 'MERGED');
    for (const { line } of group.repeats) sink.skip(line, 'DUPLICATE_IDENTICAL');
    sums.sharesOutstanding += sharesOutstanding;
  }
  return { sourceCode: 'SEC_COMPANY_FACTS', basis: null, sums };
}

/** The list of share counts inside the document. */
function countsOf(text: string): readonly unknown[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw refusal('BAD_JSON', `not ${WHAT}: the JSON text is broken or cut short`);
  }
  const path = ['facts', 'dei', 'EntityCommonStockSharesOutstanding', 'units', 'shares'];
  const list = path.reduce<unknown>(
    (at, name) => (at as Record<string, unknown>)?.[name],
    document,
  );
  if (!Array.isArray(list)) throw refusal('BAD_JSON', `not ${WHAT}: there is no list of counts`);
  return list;
}

function entryOf(value: unknown, line: number): Entry | Problem {
  const { end, filed, accn, val } = (value ?? {}) as Record<string, unknown>;
  const asOfOn = typeof end === 'string' ? parseDay(end) : null;
  const filedOn = typeof filed === 'string' ? parseDay(filed) : null;
  if (asOfOn === null || filedOn === null) return problem('BAD_DATE', shown(`${end}, ${filed}`));
  if (asOfOn > filedOn) return problem('DATE_AFTER_FILING', `${end} was filed on ${filed}`);
  if (typeof val !== 'number' || !(val > 0) || !Number.isSafeInteger(val)) {
    return problem('BAD_NUMBER', shown(String(val)));
  }
  return {
    line,
    raw: JSON.stringify(value),
    accession: String(accn),
    asOfOn,
    filedOn,
    shares: val,
  };
}

/** Filings with their share classes, and rows that say the same again (restated duplicates). */
function groupsOf(entries: readonly Entry[]): { classes: Entry[]; repeats: Entry[] }[] {
  const groups = new Map<string, { classes: Entry[]; repeats: Entry[] }>();
  const latest = new Map<string, string>();
  for (const entry of entries) latest.set(`${entry.asOfOn} ${entry.filedOn}`, entry.accession);
  for (const entry of entries) {
    const key = `${entry.asOfOn} ${entry.filedOn}`;
    const group = groups.get(key) ?? { classes: [], repeats: [] };
    const isRepeat =
      entry.accession !== latest.get(key) || group.classes.some(({ raw }) => raw === entry.raw);
    (isRepeat ? group.repeats : group.classes).push(entry);
    groups.set(key, group);
  }
  return [...groups.values()];
}
