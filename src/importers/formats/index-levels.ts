import { isTradingDay } from '../../time/calendar.js';
import { type Day, formatDay } from '../../time/day.js';
import type { FileSummary, Format, FormatContext, Sink } from '../format.js';
import type { IndexLevelRow } from '../rows.js';
import type { TextRecord } from '../tokenise.js';
import { cell, foldName, wrongHeader } from './columns.js';
import { fileDay } from './dates.js';
import { HeldRows } from './held-rows.js';
import { indexName, indexOfFileName, isKnownIndex } from './index-names.js';
import { money, roundTo } from './numbers.js';
import { type Problem, problem, refusal, shown } from './problem.js';
import { commaDialect, eachRow, openTable } from './table.js';

const TITLE = 'an index level file (date,Close or observation_date,SP500)';
/** A larger move in a day is no index. */
const JUMP_MAX = 0.25;
/** Levels further apart than this are not a day's move. */
const JUMP_SPAN_DAYS = 7;

/**
 * Closing levels of one index: the layout with a second header line that names the symbol, the
 * plain layout with a single one, or FRED's two columns. Levels are rounded to cents.
 */
export const indexLevels: Format = {
  name: 'index-levels',
  async read(input, context, sink) {
    const table = await openTable(input, commaDialect);
    const columns = columnsOf(table.header);
    if (context.index === null) {
      throw refusal('INDEX_REQUIRED', 'say which index the levels are of, such as --index RUT');
    }
    const reader = new LevelReader(columns, context, sink);
    if (columns.symbol !== null) reader.checkSymbol(columns.symbol);
    else reader.checkFileName();
    const rules = { fieldCount: table.header.length };
    await eachRow(table, sink, rules, (record) => reader.take(record));
    return reader.finish();
  },
};

interface LevelColumns {
  readonly date: number;
  readonly level: number;
  /** Symbol in the header itself. */
  readonly symbol: string | null;
  readonly sourceCode: string;
}

function columnsOf(header: readonly string[]): LevelColumns {
  const names = header.map(foldName);
  const close = names.indexOf('close');
  const isFred = names.length === 2 && ['observation date', 'date'].includes(names[0] as string);
  if (isFred && close < 0) {
    return { date: 0, level: 1, symbol: cell(header, 1), sourceCode: 'FRED_INDEX_LEVELS' };
  }
  // Newer files of the two-line layout have `Price` where older ones have `date`.
  const date = names.findIndex((name, k) => name === 'date' || (k === 0 && name === 'price'));
  if (date < 0 || close < 0 || names.includes('symbol') || names.includes('ticker')) {
    const missing = [...(date < 0 ? ['date'] : []), ...(close < 0 ? ['Close'] : [])];
    throw wrongHeader(
      header,
      { format: 'index-levels', title: TITLE },
      missing.length > 0 ? missing : ['a single index'],
    );
  }
  return { date, level: close, symbol: null, sourceCode: 'YAHOO_INDEX_LEVELS' };
}

class LevelReader {
  private readonly held: HeldRows<IndexLevelRow>;
  private readonly sums = { level: 0 };
  private last: IndexLevelRow | null = null;

  constructor(
    private readonly columns: LevelColumns,
    private readonly context: FormatContext,
    private readonly sink: Sink,
  ) {
    this.held = new HeldRows<IndexLevelRow>(sink, (row, line) => this.release(row, line), {
      nameOf: ({ row }) => formatDay(row.tradedOn),
    });
  }

  take(record: TextRecord): Problem | null {
    const { fields, line } = record;
    const dateText = cell(fields, this.columns.date);
    const levelText = cell(fields, this.columns.level);
    if (dateText === '' || /^(ticker|date)$/i.test(dateText)) {
      if (levelText !== '') this.checkSymbol(levelText);
      this.sink.skip(line, 'SECOND_HEADER');
      return null;
    }
    const tradedOn = fileDay(dateText);
    if (tradedOn === null) return problem('BAD_DATE', shown(dateText));
    if (levelText === '' || levelText === '.' || levelText === 'null') {
      this.sink.skip(line, 'NO_LEVEL');
      return null;
    }
    if (!isTradingDay(tradedOn)) return problem('NOT_A_TRADING_DAY', formatDay(tradedOn));
    const level = roundTo(money(levelText), 2);
    if (!(level > 0)) return problem('BAD_LEVEL', shown(levelText));
    const row = { tradedOn, level };
    const jump = this.jump(row);
    if (jump !== null) return jump;
    this.last = row;
    this.held.hold('', tradedOn, record, row);
    return null;
  }

  finish(): FileSummary {
    this.held.finish();
    return { sourceCode: this.columns.sourceCode, basis: null, sums: this.sums };
  }

  checkSymbol(symbol: string): void {
    const asked = this.context.index as string;
    if (indexName(symbol) !== indexName(asked)) {
      throw refusal('INDEX_MISMATCH', `the file is of ${shown(symbol)}, but --index says ${asked}`);
    }
  }

  checkFileName(): void {
    const asked = indexName(this.context.index as string);
    const named = indexOfFileName(this.context.fileName);
    if (named !== null && isKnownIndex(asked) && named !== asked) {
      throw refusal('INDEX_MISMATCH', `the file's name says ${named}, but --index says ${asked}`);
    }
  }

  private release(row: IndexLevelRow, line: number): void {
    this.sink.accept('indexLevel', row, line);
    this.sums.level += row.level;
  }

  private jump(row: IndexLevelRow): Problem | null {
    const { last } = this;
    if (last === null || Math.abs(row.tradedOn - last.tradedOn) > JUMP_SPAN_DAYS) return null;
    const [early, late] = isBefore(last.tradedOn, row.tradedOn) ? [last, row] : [row, last];
    const move = late.level / early.level - 1;
    if (Math.abs(move) <= JUMP_MAX) return null;
    return problem('LEVEL_JUMP', `from ${early.level} to ${late.level}`);
  }
}

function isBefore(a: Day, b: Day): boolean {
  return a < b;
}
