import { symbolKey } from '../../symbol.js';
import { addTradingDays, tradingDayOnOrAfter } from '../../time/calendar.js';
import { type Day, day, formatDay } from '../../time/day.js';
import type { Format, Sink } from '../format.js';
import type { MemberSpellRow } from '../rows.js';
import type { TextRecord } from '../tokenise.js';
import { cell, type Layout, locate, wrongHeader } from './columns.js';
import { fileDay } from './dates.js';
import { indexName } from './index-names.js';
import { type Problem, problem, refusal, shown } from './problem.js';
import { commaDialect, eachRow, openTable, quarantine } from './table.js';

const LAYOUT = {
  format: 'index-members',
  title: 'a list of membership spells (ticker,start_date,end_date)',
  required: ['start date', 'end date'],
  optional: ['ticker', 'symbol'],
} as const satisfies Layout<string, string>;

/** The S&P 500 has about 500 members; lists are whole only for the last years. */
const COUNTED_INDEX = 'SPX';
const COUNTED_FROM = day('2016-01-01');
const MEMBERS_MIN = 490;
const MEMBERS_MAX = 510;

interface Spell {
  readonly record: TextRecord;
  readonly row: MemberSpellRow;
}

/** Spells of membership of one index, from the first day in to the first day out. */
export const indexMembers: Format = {
  name: 'index-members',
  async read(input, context, sink) {
    const table = await openTable(input, commaDialect);
    const columns = locate(table.header, LAYOUT, sink);
    const symbolColumn = Math.max(columns.ticker, columns.symbol);
    if (symbolColumn < 0) {
      throw wrongHeader(table.header, LAYOUT, ['ticker']);
    }
    if (context.index === null) {
      throw refusal('INDEX_REQUIRED', 'say which index the spells are of, such as --index SPX');
    }
    const spells = new Map<string, Spell[]>();
    const take = (record: TextRecord): Problem | null => {
      const symbol = cell(record.fields, symbolColumn).toUpperCase();
      if (symbol === '') return problem('BAD_SYMBOL', 'no symbol');
      const fromOn = fileDay(cell(record.fields, columns['start date']));
      const endText = cell(record.fields, columns['end date']);
      const toOn = endText === '' ? null : fileDay(endText);
      if (fromOn === null) return problem('BAD_DATE', 'start date');
      if (endText !== '' && toOn === null) return problem('BAD_DATE', shown(endText));
      if (toOn !== null && toOn <= fromOn) {
        return problem('BAD_SPELL', `${formatDay(fromOn)} to ${formatDay(toOn)}`);
      }
      const key = symbolKey(symbol);
      const spell = { record, row: { symbol, key, fromOn, toOn } };
      spells.set(key, [...(spells.get(key) ?? []), spell]);
      return null;
    };
    await eachRow(table, sink, { fieldCount: table.header.length }, take);
    const kept = withoutOverlaps(spells, sink);
    if (indexName(context.index) === COUNTED_INDEX) checkCounts(kept.map(({ row }) => row));
    for (const { row, record } of kept) sink.accept('memberSpell', row, record.line);
    return { sourceCode: 'INDEX_MEMBERS', basis: null, sums: { spells: kept.length } };
  },
};

/** All spells in file order, but for identical ones and those of a symbol that overlap. */
function withoutOverlaps(spells: ReadonlyMap<string, readonly Spell[]>, sink: Sink): Spell[] {
  const kept: Spell[] = [];
  for (const ofSymbol of spells.values()) {
    const unlike: Spell[] = [];
    for (const spell of ofSymbol) {
      if (unlike.some((other) => isSame(other.row, spell.row))) {
        sink.skip(spell.record.line, 'DUPLICATE_IDENTICAL');
      } else {
        unlike.push(spell);
      }
    }
    for (const spell of unlike) {
      const rival = unlike.find((other) => other !== spell && overlaps(other.row, spell.row));
      if (rival === undefined) kept.push(spell);
      else {
        const detail = `${spell.row.symbol} also has a spell on line ${rival.record.line}`;
        quarantine(sink, spell.record, problem('OVERLAPPING_SPELLS', detail));
      }
    }
  }
  return kept.sort((a, b) => a.record.line - b.record.line);
}

function isSame(a: MemberSpellRow, b: MemberSpellRow): boolean {
  return a.fromOn === b.fromOn && a.toOn === b.toOn;
}

function overlaps(a: MemberSpellRow, b: MemberSpellRow): boolean {
  const endOf = (row: MemberSpellRow) => row.toOn ?? Number.POSITIVE_INFINITY;
  return a.fromOn < endOf(b) && b.fromOn < endOf(a);
}

/** Refuses a list whose member count is impossible on a trading day that the list covers. */
function checkCounts(rows: readonly MemberSpellRow[]): void {
  if (rows.length === 0) return;
  const dates = rows.flatMap(({ fromOn, toOn }) => (toOn === null ? [fromOn] : [fromOn, toOn]));
  const firstOn = Math.max(
    COUNTED_FROM,
    dates.reduce((a, b) => Math.min(a, b)),
  );
  const lastOn = dates.reduce((a, b) => Math.max(a, b));
  const changes = new Map<Day, number>();
  const change = (on: Day, by: number) => changes.set(on, (changes.get(on) ?? 0) + by);
  for (const { fromOn, toOn } of rows) {
    change(fromOn, 1);
    if (toOn !== null) change(toOn, -1);
  }
  const ordered = [...changes].sort((a, b) => a[0] - b[0]);
  let count = 0;
  let next = 0;
  for (let on = tradingDayOnOrAfter(firstOn); on <= lastOn; on = addTradingDays(on, 1)) {
    for (; next < ordered.length && (ordered[next]?.[0] as Day) <= on; next++) {
      count += ordered[next]?.[1] as number;
    }
    if (count < MEMBERS_MIN || count > MEMBERS_MAX) {
      const message = `${count} members on ${formatDay(on)}; the S&P 500 has about 503`;
      throw refusal('MEMBER_COUNT', message);
    }
  }
}
