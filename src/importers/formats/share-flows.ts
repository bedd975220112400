import { isTradingDay, tradingDayOnOrBefore } from '../../time/calendar.js';
import { type Day, formatDay } from '../../time/day.js';
import type { FundCategory } from '../../vocabulary.js';
import type { FileSummary, Sink } from '../format.js';
import type { TextRecord } from '../tokenise.js';
import { categoryOf } from './categories.js';
import { cell, type Layout, locate, wrongHeader } from './columns.js';
import { fileDay } from './dates.js';
import { HeldRows } from './held-rows.js';
import { money } from './numbers.js';
import { checkPeriod, usualGap } from './period-gaps.js';
import { type Problem, problem, refusal, shown } from './problem.js';
import { Remarks } from './remarks.js';
import {
  daysOf,
  flowOf,
  type ShareCountOn,
  type SharePeriod,
  splitFactors,
  weeksOf,
} from './share-periods.js';
import { eachRow, type Table } from './table.js';

const LAYOUT = {
  format: 'fund-flows',
  title: 'a history of fund shares (date,ticker,shares_outstanding,nav)',
  required: ['date', 'shares outstanding', 'nav'],
  optional: ['ticker', 'symbol', 'category', 'name', 'fund', 'fund name'],
} as const satisfies Layout<string, string>;

/** Longest usual distance of counts, in days, from which flows by week and by day can follow. */
const WEEK_GAP_MAX = 9;
const DAY_GAP_MAX = 4;

interface CountRow extends ShareCountOn {
  readonly symbol: string;
  readonly name: string;
  readonly category: FundCategory;
}

/**
 * Flows of exchange-traded funds from the history of their shares, one row a fund and day (M17):
 * change of the shares times net asset value at the end. Flows are by week to Wednesday, or by day
 * where the name of the provider says DAILY. The first count of a fund only starts its first flow.
 */
export async function readShareFlows(
  table: Table,
  provider: string,
  sink: Sink,
): Promise<FileSummary> {
  const columns = locate(table.header, LAYOUT, sink);
  const symbolColumn = Math.max(columns.ticker, columns.symbol);
  if (symbolColumn < 0) throw wrongHeader(table.header, LAYOUT, ['ticker']);
  const nameColumn = Math.max(columns.name, columns.fund, columns['fund name']);
  const rows: CountRow[] = [];
  const held = new HeldRows<CountRow>(sink, (row) => rows.push(row), {
    nameOf: ({ row }) => `${row.symbol} on ${formatDay(row.on)}`,
  });
  const take = (record: TextRecord): Problem | null => {
    const text = (name: keyof typeof columns) => cell(record.fields, columns[name]);
    const symbol = cell(record.fields, symbolColumn).toUpperCase();
    if (!/^\S{1,32}$/.test(symbol)) return problem('BAD_SYMBOL', shown(symbol));
    const on = fileDay(text('date'));
    if (on === null) return problem('BAD_DATE', shown(text('date')));
    if (text('shares outstanding') === '') return problem('MISSING_VALUE', 'no share count');
    const shares = money(text('shares outstanding'));
    const nav = text('nav') === '' ? null : money(text('nav'));
    if (!(shares >= 0)) return problem('BAD_NUMBER', shown(text('shares outstanding')));
    if (nav !== null && !(nav > 0)) return problem('BAD_PRICE', shown(text('nav')));
    const category = text('category') === '' ? 'OTHER' : categoryOf(text('category'));
    if (category === null) return problem('UNKNOWN_CATEGORY', shown(text('category')));
    if (!isTradingDay(on)) {
      sink.skip(record.line, 'NOT_A_TRADING_DAY');
      return null;
    }
    const name = cell(record.fields, nameColumn) || symbol;
    held.hold(symbol, on, record, { on, line: record.line, shares, nav, symbol, name, category });
    return null;
  };
  await eachRow(table, sink, { fieldCount: table.header.length }, take);
  held.finish();
  return new ShareFlows(rows, provider, sink).write();
}

class ShareFlows {
  private readonly isDaily: boolean;
  private readonly lastOn: Day;
  private readonly remarks = new Remarks();
  private readonly ends: Day[] = [];
  private readonly sums = { netFlow: 0, assets: 0 };

  constructor(
    private readonly rows: readonly CountRow[],
    private readonly provider: string,
    private readonly sink: Sink,
  ) {
    this.isDaily = /DAILY/i.test(provider);
    this.lastOn = rows.reduce((last, { on }) => Math.max(last, on), Number.NEGATIVE_INFINITY);
  }

  async write(): Promise<FileSummary> {
    this.checkSpacing();
    const byFund = new Map<string, CountRow[]>();
    for (const row of this.rows) {
      const own = byFund.get(row.symbol);
      if (own === undefined) byFund.set(row.symbol, [row]);
      else own.push(row);
    }
    for (const own of byFund.values()) {
      this.writeFund(own.sort((a, b) => a.on - b.on));
      await this.sink.drain();
    }
    checkPeriod(this.ends, this.provider);
    this.passRemarks();
    return { sourceCode: this.provider, basis: null, sums: this.sums };
  }

  private writeFund(counts: readonly CountRow[]): void {
    const periods = this.isDaily ? daysOf(counts) : weeksOf(counts, this.lastOn);
    const factors = splitFactors(counts);
    const atEnd = new Map(periods.map((period) => [period.end, period]));
    const lastEnd = periods.at(-1)?.end ?? -1;
    counts.forEach((count, k) => {
      const period = atEnd.get(k);
      if (period !== undefined) this.writePeriod(counts, factors, period);
      else if (k === 0) this.sink.skip(count.line, 'FIRST_COUNT');
      else this.sink.skip(count.line, k > lastEnd ? 'OPEN_PERIOD' : 'WITHIN_PERIOD');
      if (k > 0 && factors[k] !== factors[k - 1]) {
        this.remarks.add('SHARE_SPLIT', `${count.symbol} ${formatDay(count.on)}`);
      }
    });
  }

  private writePeriod(
    counts: readonly CountRow[],
    factors: Float64Array,
    period: SharePeriod,
  ): void {
    const { on, line, shares, nav, symbol, name, category } = counts[period.end] as CountRow;
    const what = `${symbol} to ${formatDay(period.endOn)}`;
    if (period.start < 0) this.remarks.add('PERIOD_GAP', what);
    if (on < tradingDayOnOrBefore(period.endOn)) this.remarks.add('EARLIER_COUNT', what);
    const netFlow = flowOf(counts, factors, period);
    const assets = nav === null ? null : shares * nav;
    const row = {
      fundCode: symbol,
      fundName: name,
      fundSymbol: symbol,
      category,
      isSingleFund: true,
      periodEndOn: period.endOn,
      periodFromOn: period.fromOn,
      netFlow,
      assets,
    };
    this.sink.accept('fundFlow', row, line);
    this.ends.push(period.endOn);
    this.sums.netFlow += netFlow ?? 0;
    this.sums.assets += assets ?? 0;
  }

  private checkSpacing(): void {
    const gap = usualGap(this.rows.map(({ on }) => on));
    const most = this.isDaily ? DAY_GAP_MAX : WEEK_GAP_MAX;
    if (!Number.isFinite(gap) || gap <= most) return;
    const wanted = this.isDaily ? 'a day' : 'a week';
    const message = `share counts are ${gap} days apart, and flows need one ${wanted}`;
    throw refusal('PERIOD_MISMATCH', message);
  }

  private passRemarks(): void {
    const { remarks, sink } = this;
    remarks.pass(sink, 'PERIOD_GAP', (n) => `no count in the period before ${n} periods`);
    remarks.pass(sink, 'EARLIER_COUNT', (n) => `${n} weeks have no count on their last session`);
    remarks.pass(sink, 'SHARE_SPLIT', (n) => `${n} jumps of shares were taken for splits`);
  }
}
