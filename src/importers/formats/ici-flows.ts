import { type Day, formatDay } from '../../time/day.js';
import type { FundCategory } from '../../vocabulary.js';
import type { FileSummary, Sink } from '../format.js';
import type { FundFlowRow } from '../rows.js';
import type { TextRecord } from '../tokenise.js';
import { cell, type Layout, locate } from './columns.js';
import { fileDay } from './dates.js';
import { HeldRows } from './held-rows.js';
import { money } from './numbers.js';
import { checkPeriod, noteGaps } from './period-gaps.js';
import { type Problem, problem, shown } from './problem.js';
import { eachRow, quarantine, type Table } from './table.js';

const LAYOUT = {
  format: 'fund-flows',
  title: 'an ICI flow table (Date,Total Equity,Domestic Equity,World Equity,...)',
  required: [
    'date',
    'total equity',
    'domestic equity',
    'world equity',
    'hybrid',
    'total bond',
    'taxable bond',
    'municipal bond',
    'total',
  ],
} as const satisfies Layout<string>;
type Series = Exclude<(typeof LAYOUT.required)[number], 'date'>;
/** Millions of dollars; null for a blank cell. */
type Figures = Readonly<Record<Series, number | null>>;

/** The parts that are stored; totals only serve to check them. */
const PARTS: readonly (readonly [Series, string, string, FundCategory])[] = [
  ['domestic equity', 'DOMESTIC_EQUITY', 'Domestic equity funds', 'US_MULTI_CAP'],
  ['world equity', 'WORLD_EQUITY', 'World equity funds', 'INTERNATIONAL_EQUITY'],
  ['hybrid', 'HYBRID', 'Hybrid funds', 'HYBRID'],
  ['taxable bond', 'TAXABLE_BOND', 'Taxable bond funds', 'BOND'],
  ['municipal bond', 'MUNICIPAL_BOND', 'Municipal bond funds', 'BOND'],
];
const IDENTITIES: readonly (readonly [Series, readonly Series[]])[] = [
  ['total equity', ['domestic equity', 'world equity']],
  ['total bond', ['taxable bond', 'municipal bond']],
  ['total', ['total equity', 'hybrid', 'total bond']],
];
/** Each figure is rounded to a million. */
const TOLERANCE = 2;
const USD_PER_MILLION = 1_000_000;

interface IciRow {
  readonly record: TextRecord;
  readonly periodEndOn: Day;
  readonly figures: Figures;
}

/**
 * ICI's table of flows by kind of fund. From some date on the published copies hold figures under
 * wrong headings: those rows are known by World = Total Bond + Municipal with Domestic and Taxable
 * blank, and from the first of them on every row is kept aside.
 */
export async function readIciFlows(
  table: Table,
  provider: string,
  sink: Sink,
): Promise<FileSummary> {
  const columns = locate(table.header, LAYOUT, sink);
  const rows: IciRow[] = [];
  const take = (record: TextRecord): Problem | null => {
    const dateText = cell(record.fields, columns.date);
    const periodEndOn = fileDay(dateText);
    if (periodEndOn === null) return problem('BAD_DATE', shown(dateText));
    const entries = LAYOUT.required.slice(1).map((name) => {
      const text = cell(record.fields, columns[name]);
      return [name, text === '' ? null : money(text)] as const;
    });
    const bad = entries.find(([, value]) => Number.isNaN(value));
    if (bad !== undefined) return problem('BAD_NUMBER', bad[0]);
    rows.push({ record, periodEndOn, figures: Object.fromEntries(entries) as Figures });
    return null;
  };
  await eachRow(table, sink, { fieldCount: table.header.length }, take);
  return keep(rows, provider, sink);
}

function keep(rows: readonly IciRow[], provider: string, sink: Sink): FileSummary {
  checkPeriod(
    rows.map(({ periodEndOn }) => periodEndOn),
    provider,
  );
  const sums = { netFlow: 0 };
  const held = new HeldRows<IciRow>(sink, (row) => accept(row, sink, sums), {
    nameOf: ({ row }) => `the period to ${formatDay(row.periodEndOn)}`,
  });
  const shiftedFrom = rows
    .filter(({ figures }) => isShifted(figures))
    .reduce((first, { periodEndOn }) => Math.min(first, periodEndOn), Number.POSITIVE_INFINITY);
  const kept: Day[] = [];
  for (const row of rows) {
    const found =
      row.periodEndOn >= shiftedFrom ? shifted(shiftedFrom) : identityProblem(row.figures);
    if (found !== null) {
      quarantine(sink, row.record, found);
    } else {
      held.hold('', row.periodEndOn, row.record, row);
      kept.push(row.periodEndOn);
    }
  }
  held.finish();
  noteGaps(kept, sink);
  return { sourceCode: provider, basis: null, sums };
}

/** One row of the file is a row for each kind of fund. */
function accept(row: IciRow, sink: Sink, sums: { netFlow: number }): void {
  PARTS.forEach(([series, fundCode, fundName, category], k) => {
    const netFlow = (row.figures[series] as number) * USD_PER_MILLION;
    const flow: FundFlowRow = {
      fundCode,
      fundName,
      fundSymbol: null,
      category,
      isSingleFund: false,
      periodEndOn: row.periodEndOn,
      periodFromOn: null,
      netFlow,
      assets: null,
    };
    if (k === 0) sink.accept('fundFlow', flow, row.record.line);
    else sink.also('fundFlow', flow, row.record.line);
    sums.netFlow += netFlow;
  });
}

function isShifted(figures: Figures): boolean {
  const world = figures['world equity'];
  const bond = figures['total bond'];
  const municipal = figures['municipal bond'];
  if (figures['domestic equity'] !== null || figures['taxable bond'] !== null) return false;
  if (world === null || bond === null || municipal === null) return false;
  return Math.abs(world - bond - municipal) <= TOLERANCE;
}

function shifted(from: Day): Problem {
  const detail = `from ${formatDay(from)} on World Equity holds bonds, and other columns are blank`;
  return { ...problem('SHIFTED_COLUMNS', detail), isSystematic: true };
}

function identityProblem(figures: Figures): Problem | null {
  for (const [total, parts] of IDENTITIES) {
    const blank = [total, ...parts].find((name) => figures[name] === null);
    if (blank !== undefined) return problem('UNVERIFIABLE', `${blank} is blank`);
    const sum = parts.reduce((value, name) => value + (figures[name] as number), 0);
    const stated = figures[total] as number;
    if (Math.abs(stated - sum) > TOLERANCE) {
      return problem('IDENTITY_BROKEN', `${total} is ${stated}, its parts add up to ${sum}`);
    }
  }
  return null;
}
