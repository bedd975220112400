import { symbolKey } from '../../symbol.js';
import { formatDay } from '../../time/day.js';
import type { FileSummary, FormatContext, Sink } from '../format.js';
import type { ClassificationRow } from '../rows.js';
import type { TextRecord } from '../tokenise.js';
import { cell, type Layout, locate } from './columns.js';
import { fileDay } from './dates.js';
import { HeldRows } from './held-rows.js';
import { type Problem, problem, refusal, shown } from './problem.js';
import { Remarks } from './remarks.js';
import { sectorOf } from './sectors.js';
import { eachRow, type Table } from './table.js';

const LAYOUT = {
  format: 'daily-snapshot',
  title: 'a list of snapshot lines (exchange,symbol,name,sector,industry,country,last_seen)',
  required: ['symbol', 'name', 'sector', 'industry'],
  optional: ['exchange', 'country', 'last seen'],
  ignored: ['ipoyear'],
} as const satisfies Layout<string, string>;

/** The list of lines beside the day files: name, sector, industry, country, as last seen. */
export async function readSnapshotLines(
  table: Table,
  context: FormatContext,
  sink: Sink,
): Promise<FileSummary> {
  const columns = locate(table.header, LAYOUT, sink);
  if (columns['last seen'] < 0 && context.asOf === null) {
    throw refusal('NO_DATE', 'the list has no last_seen column; give its day with --as-of');
  }
  const remarks = new Remarks();
  let accepted = 0;
  const held = new HeldRows<ClassificationRow>(
    sink,
    (row, line) => {
      accepted += 1;
      sink.accept('classification', row, line);
    },
    { nameOf: ({ row }) => `${row.symbol} on ${formatDay(row.asOfOn)}` },
  );
  const take = (record: TextRecord): Problem | null => {
    const text = (name: keyof typeof columns) => cell(record.fields, columns[name]);
    const symbol = text('symbol').toUpperCase();
    if (symbol === '') return problem('BAD_SYMBOL', 'no symbol');
    const asOfOn = columns['last seen'] < 0 ? context.asOf : fileDay(text('last seen'));
    if (asOfOn === null) return problem('BAD_DATE', shown(text('last seen')));
    const sector = sectorOf(text('sector'));
    if (sector === undefined) remarks.add('UNKNOWN_SECTOR', text('sector'));
    const key = symbolKey(symbol);
    held.hold(key, asOfOn, record, {
      symbol,
      key,
      asOfOn,
      scheme: 'SCREENER',
      name: orNull(text('name')),
      exchange: orNull(text('exchange').toUpperCase()),
      sector: sector ?? null,
      industry: orNull(text('industry')),
      country: orNull(text('country')),
    });
    return null;
  };
  await eachRow(table, sink, { fieldCount: table.header.length }, take);
  held.finish();
  remarks.pass(sink, 'UNKNOWN_SECTOR', (n) => `unknown sector in ${n} rows`);
  return { sourceCode: 'DAILY_SNAPSHOT_LINES', basis: null, sums: { rows: accepted } };
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
