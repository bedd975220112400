import { type Day, formatDay, weekday } from '../../time/day.js';
import type { FileSummary, Sink } from '../format.js';
import type { FundFlowRow } from '../rows.js';
import type { TextRecord } from '../tokenise.js';
import { categoryOf } from './categories.js';
import { cell, foldName, type Layout, locate, wrongHeader } from './columns.js';
import { fileDay } from './dates.js';
import { HeldRows } from './held-rows.js';
import { money } from './numbers.js';
import { checkPeriod, noteGaps, usualGap } from './period-gaps.js';
import { type Problem, problem, refusal, shown } from './problem.js';
import { Remarks } from './remarks.js';
import { eachRow, type Table } from './table.js';

const TITLE = 'a fund flow table (week ending,category,net flow,assets)';
const IGNORED = ['flow % of assets', 'flow %', 'flow percent'];
const WEDNESDAY = 3;
const WEEK_DAYS_MAX = 9;

/** The columns of a plain table and the words that name them. Units in a name are read apart. */
const COLUMNS = {
  periodEnd: /^(week|month|quarter|period|year) ?end(ing|ed|s)?( on| date)?$|^date$/,
  periodFrom: /^(week|month|quarter|period|year) (from|start|begin(ning)?)( on| date)?$/,
  category: /^(category|group|style|fund category)$/,
  netFlow: /^(estimated )?(net )?(new )?(cash )?flows?$/,
  assets: /^(total )?(net )?assets$|^aum$/,
  fund: /^fund( name)?$/,
  symbol: /^(fund )?(symbol|ticker)$/,
  provider: /^(source|provider)$/,
} as const;
type ColumnName = keyof typeof COLUMNS;
const REQUIRED = {
  periodEnd: 'week ending',
  category: 'category',
  netFlow: 'net flow',
} as const;

interface PlainColumns {
  readonly at: Readonly<Record<ColumnName, number>>;
  /** US dollars per unit of the flow and the assets columns. */
  readonly flowUnit: number;
  readonly assetsUnit: number;
}

/**
 * A table of flows with one row a period and category, or a period and fund. Amounts are US
 * dollars, or millions or billions of them where the column's name says so (`net flow ($m)`).
 */
export async function readPlainFlows(
  table: Table,
  provider: string,
  sink: Sink,
): Promise<FileSummary> {
  const columns = columnsOf(table.header, sink);
  const reader = new PlainReader(columns, provider, sink);
  const rules = { fieldCount: table.header.length };
  await eachRow(table, sink, rules, (record) => reader.take(record));
  return reader.finish();
}

function columnsOf(header: readonly string[], sink: Sink): PlainColumns {
  const names = header.map((name) =>
    foldName(name)
      .replace(/ ?\([^)]*\)/g, '')
      .replace(UNIT, ''),
  );
  const at = {} as Record<ColumnName, number>;
  for (const [name, pattern] of Object.entries(COLUMNS)) {
    at[name as ColumnName] = names.findIndex((folded) => pattern.test(folded.trim()));
  }
  const missing = Object.entries(REQUIRED).filter(([name]) => at[name as ColumnName] < 0);
  if (missing.length > 0)
    throw wrongHeader(
      header,
      { format: 'fund-flows', title: TITLE },
      missing.map(([, words]) => words),
    );
  const used = new Set(Object.values(at));
  const rest = {
    format: 'fund-flows',
    title: TITLE,
    required: [],
    ignored: [...IGNORED],
  } satisfies Layout<string>;
  locate(
    header.filter((_, k) => !used.has(k)),
    rest,
    sink,
  );
  const unitOf = (column: number) => unit(foldName(header[column] ?? ''));
  return { at, flowUnit: unitOf(at.netFlow), assetsUnit: unitOf(at.assets) };
}

const UNIT = / ?(in )?(usd|\$)? ?(m|mn|mm|millions?|b|bn|billions?|usd|\$)$/;

function unit(name: string): number {
  const words = name.replace(/[()$]/g, ' ');
  if (/\b(b|bn|billions?)\b/.test(words)) return 1e9;
  return /\b(m|mn|mm|millions?)\b/.test(words) ? 1e6 : 1;
}

class PlainReader {
  private readonly held: HeldRows<FundFlowRow>;
  private readonly remarks = new Remarks();
  private readonly ends: Day[] = [];
  private readonly sums = { netFlow: 0, assets: 0 };
  private source: string | null = null;

  constructor(
    private readonly columns: PlainColumns,
    private readonly provider: string,
    private readonly sink: Sink,
  ) {
    this.held = new HeldRows<FundFlowRow>(sink, (row, line) => this.release(row, line), {
      nameOf: ({ row }) => `${row.fundName} to ${formatDay(row.periodEndOn)}`,
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
    if (Number.isNaN(netFlow) || Number.isNaN(assets))
      return problem('BAD_NUMBER', 'flow or assets');
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
    this.held.hold(fundCode, periodEndOn, record, row);
    return null;
  }

  finish(): FileSummary {
    this.held.finish();
    checkPeriod(this.ends, this.provider);
    noteGaps(this.ends, this.sink);
    const isWeekly = usualGap(this.ends) <= WEEK_DAYS_MAX;
    const others = [...new Set(this.ends)].filter((end) => weekday(end) !== WEDNESDAY);
    if (isWeekly) for (const end of others) this.remarks.add('WEEKDAY', formatDay(end));
    this.remarks.pass(this.sink, 'WEEKDAY', (n) => `${n} weeks do not end on a Wednesday`);
    return { sourceCode: this.provider, basis: null, sums: this.sums };
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

function amount(text: string, unitUsd: number): number | null {
  if (text === '') return null;
  const negative = /^\((.*)\)$/.exec(text);
  const value = negative === null ? money(text) : -money(negative[1] as string);
  return value * unitUsd;
}
