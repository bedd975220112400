import { type Day, formatDay, weekday } from '../../time/day.js';
import type { FileSummary, Sink } from '../format.js';
import type { FundFlowRow } from '../rows.js';
import type { TextRecord } from '../tokenise.js';
import { type AssetRow, flowsFromAssets } from './asset-flows.js';
import { categoryOf } from './categories.js';
import { cell } from './columns.js';
import { fileDay } from './dates.js';
import { HeldRows } from './held-rows.js';
import { checkPeriod, noteGaps, usualGap } from './period-gaps.js';
import { amount, type ColumnName, type PlainColumns, plainColumns } from './plain-columns.js';
import { type Problem, problem, refusal, shown } from './problem.js';
import { Remarks } from './remarks.js';
import { eachRow, type Table } from './table.js';

const WEDNESDAY = 3;
const WEEK_DAYS_MAX = 9;

/**
 * A table of flows with one row a period and category, or a period and fund. Amounts are US
 * dollars, or millions or billions of them where the column's name says so (`net flow ($m)`). A
 * table with assets and a return, but no flow, gets its flows from those (M17).
 */
export async function readPlainFlows(
  table: Table,
  provider: string,
  sink: Sink,
): Promise<FileSummary> {
  const columns = plainColumns(table.header, sink);
  const reader = new PlainReader(columns, provider, sink);
  const rules = { fieldCount: table.header.length };
  await eachRow(table, sink, rules, (record) => reader.take(record));
  return reader.finish();
}

class PlainReader {
  private readonly held: HeldRows<AssetRow>;
  private readonly remarks = new Remarks();
  private readonly ends: Day[] = [];
  private readonly sums = { netFlow: 0, assets: 0 };
  private readonly read: AssetRow[] = [];
  private source: string | null = null;

  constructor(
    private readonly columns: PlainColumns,
    private readonly provider: string,
    private readonly sink: Sink,
  ) {
    this.held = new HeldRows<AssetRow>(sink, (row) => this.read.push(row), {
      nameOf: ({ row: { row } }) => `${row.fundName} to ${formatDay(row.periodEndOn)}`,
    });
  }

  take(record: TextRecord): Problem | null {
    const { at, flowUnit, assetsUnit } = this.columns;
    const text = (name: ColumnName) => cell(record.fields, at[name]);
    this.checkSource(text('provider'), record.line);
    const periodEndOn = fileDay(text('periodEnd'));
    if (periodEndOn === null) return problem('BAD_DATE', shown(text('periodEnd')));
    const periodFromOn = text('periodFrom') === '' ? null : fileDay(text('periodFrom'));
    if (text('periodFrom') !== '' && (periodFromOn === null || periodFromOn > periodEndOn)) {
      return problem('BAD_DATE', shown(text('periodFrom')));
    }
    const category = categoryOf(text('category'));
    if (category === null) return problem('UNKNOWN_CATEGORY', shown(text('category')));
    const netFlow = amount(text('netFlow'), flowUnit);
    const assets = amount(text('assets'), assetsUnit);
    const earned = this.earnedOf(text);
    if ([netFlow, assets, ...Object.values(earned)].some(Number.isNaN)) {
      return problem('BAD_NUMBER', 'flow, assets, return or rate');
    }
    if (netFlow === null && assets === null) return problem('MISSING_VALUE', 'no flow, no assets');
    const fundSymbol = text('symbol') === '' ? null : text('symbol').toUpperCase();
    const fund = fundSymbol ?? text('fund');
    const isSingleFund = fund !== '';
    const fundCode = isSingleFund
      ? fund
      : text('category')
          .toUpperCase()
          .replace(/[^A-Z]+/g, '_');
    const fundName = (isSingleFund ? text('fund') : text('category')) || fund;
    const what = { fundCode, fundName, fundSymbol, category, isSingleFund };
    const row = { ...what, periodEndOn, periodFromOn, netFlow, assets };
    this.held.hold(fundCode, periodEndOn, record, { line: record.line, row, ...earned });
    return null;
  }

  /** What assets earned, and in which currency. NaN for what cannot be, such as a value below 0. */
  private earnedOf(text: (name: ColumnName) => string): Omit<AssetRow, 'line' | 'row'> {
    const above = (least: number, name: ColumnName, unit = 1) => {
      const value = amount(text(name), unit);
      return value === null || value > least ? value : Number.NaN;
    };
    const rate = above(0, 'rate') ?? 1;
    return {
      navReturn: above(-1, 'navReturn', this.columns.returnUnit),
      nav: above(0, 'nav'),
      rate,
      averageRate: above(0, 'averageRate') ?? rate,
    };
  }

  finish(): FileSummary {
    this.held.finish();
    if (this.columns.isDerived) this.derive();
    else for (const { row, line } of this.read) this.release(row, line);
    checkPeriod(this.ends, this.provider);
    if (!this.columns.isDerived) noteGaps(this.ends, this.sink);
    const isWeekly = usualGap(this.ends) <= WEEK_DAYS_MAX;
    const others = [...new Set(this.ends)].filter((end) => weekday(end) !== WEDNESDAY);
    if (isWeekly) for (const end of others) this.remarks.add('WEEKDAY', formatDay(end));
    this.remarks.pass(this.sink, 'WEEKDAY', (n) => `${n} weeks do not end on a Wednesday`);
    return { sourceCode: this.provider, basis: null, sums: this.sums };
  }

  private derive(): void {
    for (const { row, line, gap } of flowsFromAssets(this.read)) {
      this.release(row, line);
      if (gap !== null) this.remarks.add(gap, `${row.fundCode} to ${formatDay(row.periodEndOn)}`);
    }
    const { remarks, sink } = this;
    remarks.pass(sink, 'PERIOD_GAP', (n) => `no assets in the period before ${n} periods`);
    remarks.pass(sink, 'NAV_JUMP', (n) => `${n} net asset values move as by a split`);
  }

  private release(row: FundFlowRow, line: number): void {
    this.sink.accept('fundFlow', row, line);
    this.ends.push(row.periodEndOn);
    this.sums.netFlow += row.netFlow ?? 0;
    this.sums.assets += row.assets ?? 0;
  }

  /** Providers count differently, so that a series of two of them means nothing. */
  private checkSource(source: string, line: number): void {
    if (source === '' || source === this.source) return;
    if (this.source !== null) {
      const before = shown(this.source);
      const message = `line ${line} is of ${shown(source)}, the rows before it of ${before}`;
      throw refusal('MIXED_PROVIDERS', message, line);
    }
    this.source = source;
  }
}
