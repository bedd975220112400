import type { Format } from '../format.js';
import { type Dialect, TextFile } from '../tokenise.js';
import { type ActionContext, ActionRows } from './action-rows.js';
import { foldName, wrongHeader } from './columns.js';
import { fileDay } from './dates.js';
import { readLeanFactors, readLeanMap } from './lean-files.js';
import { isAction, PLAIN_HEADER, readPlainActions } from './plain-actions.js';
import { refusal } from './problem.js';
import { commaDialect, type Table, tableOf } from './table.js';
import {
  readPolygonDividends,
  readPolygonSplits,
  readYahooDividends,
  readYahooSplits,
} from './vendor-actions.js';

type Read = (table: Table, rows: ActionRows, context: ActionContext) => Promise<void>;

interface Variant {
  readonly sourceCode: string;
  readonly hasHeader: boolean;
  readonly read: Read;
}

const TITLE = 'a corporate action file (symbol,date,action,ratio,amount,new_symbol)';
const SUBJECT = { format: 'corporate-actions', title: TITLE } as const;

/**
 * Splits, dividends, renames and the ends of listings: the plain layout with a line an event, with
 * or without its header; split and dividend files of Yahoo and Polygon; factor and map files of
 * LEAN.
 */
export const corporateActions: Format = {
  name: 'corporate-actions',
  async read(input, context, sink) {
    const file = await TextFile.open(input);
    const dialect = commaDialect(file.firstLine);
    const variant = variantOf(file.firstLine, dialect);
    const table = variant.hasHeader
      ? await tableOf(file, dialect)
      : { header: PLAIN_HEADER, batches: file.batches(dialect) };
    const rows = new ActionRows(sink);
    const fieldCount = file.firstLine.split(dialect.delimiter).length;
    await variant.read(table, rows, { ...context, fieldCount });
    return { sourceCode: variant.sourceCode, basis: null, sums: rows.finish() };
  },
};

function variantOf(firstLine: string, dialect: Dialect): Variant {
  const header = firstLine.split(dialect.delimiter).map((field) => field.replaceAll('"', ''));
  const lean = /^\d{8},([^,]*)/.exec(firstLine)?.[1];
  if (lean !== undefined) {
    return /^[\d.]+$/.test(lean)
      ? { sourceCode: 'LEAN_FACTORS', hasHeader: false, read: readLeanFactors }
      : { sourceCode: 'LEAN_MAP', hasHeader: false, read: readLeanMap };
  }
  if (isPlainRow(header)) {
    return { sourceCode: 'CORPORATE_ACTIONS', hasHeader: false, read: readPlainActions };
  }
  const names = header.map(foldName);
  if (names.includes('close')) {
    const command = '`./lowtide import prices`';
    const message = `not ${TITLE}: it has a column of closes; ${command} reads those`;
    throw refusal('WRONG_FORMAT', message, 1);
  }
  const found = WITH_HEADER.find(([needed]) => needed.every((name) => names.includes(name)));
  if (found === undefined) throw wrongHeader(header, SUBJECT, ['symbol', 'date', 'action']);
  return { sourceCode: found[1], hasHeader: true, read: found[2] };
}

/** A row in the place of a header; one of its cells may be mistyped, and is told with the rows. */
function isPlainRow([, date = '', action = '']: readonly string[]): boolean {
  return fileDay(date.trim()) !== null || (isAction(action) && /\d/.test(date));
}

const WITH_HEADER: readonly (readonly [readonly string[], string, Read])[] = [
  [['symbol', 'date', 'action'], 'CORPORATE_ACTIONS', readPlainActions],
  [['execution date', 'split from', 'split to'], 'POLYGON_SPLITS', readPolygonSplits],
  [['cash amount', 'ex dividend date'], 'POLYGON_DIVIDENDS', readPolygonDividends],
  [['date', 'stock splits'], 'YAHOO_SPLITS', readYahooSplits],
  [['date', 'dividends'], 'YAHOO_DIVIDENDS', readYahooDividends],
];
