import { displaySymbol, symbolKey } from '../../symbol.js';
import { isTradingDay } from '../../time/calendar.js';
import { type Day, formatDay } from '../../time/day.js';
import type { FileSummary, Format, FormatContext, Sink } from '../format.js';
import type { ShortVolumeRow } from '../rows.js';
import type { Dialect, TextRecord } from '../tokenise.js';
import { cell, foldName, type Layout, locate, wrongHeader } from './columns.js';
import { compactDay, fileDay } from './dates.js';
import { HeldRows } from './held-rows.js';
import { decimal } from './numbers.js';
import { type Problem, problem, refusal, shown } from './problem.js';
import { commaDialect, eachRow, openTable } from './table.js';

const LAYOUT = {
  format: 'short-volume',
  title: 'a FINRA file of daily short sale volume',
  required: ['date', 'symbol', 'shortvolume', 'totalvolume'],
  optional: ['shortexemptvolume', 'market', 'marketcenter'],
} as const satisfies Layout<string, string>;
type Columns = Record<(typeof LAYOUT.required)[number] | (typeof LAYOUT.optional)[number], number>;

/** Files of one facility, whose volumes are part of the consolidated file (CNMS). */
const FACILITY = /^(FNSQ|FNYX|FNQC|FNRA)sh/i;

/** Room for the last decimal of fractional volumes. */
const ROUNDING = 1e-6;

/**
 * FINRA's daily short sale volume (`CNMSshvolYYYYMMDD.txt`): bars between the fields, and the
 * number of rows as the last line, which a file as published must have. A table of the same columns
 * under spaced names (`Short Volume`) may go without.
 */
export const shortVolume: Format = {
  name: 'short-volume',
  async read(input, context, sink) {
    refuseFacility(context);
    const table = await openTable(input, dialectOf);
    const names = table.header.map((name) => foldName(name).replaceAll(' ', ''));
    const isMissing = LAYOUT.required.some((name) => !names.includes(name));
    if (isMissing) throw wrongHeader(table.header, LAYOUT, missingOf(names));
    const columns = locate(names, LAYOUT, sink);
    const isPublished = table.header.map(foldName).includes('shortvolume');
    const reader = new VolumeReader(columns, names.length, context, sink);
    await eachRow(table, sink, { fieldCount: null }, (record) => reader.take(record));
    return reader.finish(isPublished);
  },
};

function refuseFacility({ fileName }: FormatContext): void {
  const facility = FACILITY.exec(fileName)?.[1];
  if (facility === undefined) return;
  const message = `the file is of facility ${facility} alone; import the consolidated CNMS file`;
  throw refusal('FACILITY_FILE', message);
}

function dialectOf(firstLine: string): Dialect {
  return firstLine.includes('|') ? { delimiter: '|', quotes: 'NONE' } : commaDialect(firstLine);
}

function missingOf(names: readonly string[]): string[] {
  return LAYOUT.required.filter((name) => !names.includes(name));
}

class VolumeReader {
  private readonly held: HeldRows<ShortVolumeRow>;
  private readonly sums = { shortVolume: 0, totalVolume: 0 };
  private readonly namedOn: Day | null;
  private rowCount = 0;
  private totalRows = 0;
  private statedCount: number | null = null;

  constructor(
    private readonly columns: Columns,
    private readonly fieldCount: number,
    context: FormatContext,
    private readonly sink: Sink,
  ) {
    this.namedOn = compactDay(/shvol(\d{8})/i.exec(context.fileName)?.[1] ?? '');
    this.held = new HeldRows(sink, (row, line) => this.release(row, line), {
      nameOf: ({ row }) => `${row.symbol} on ${formatDay(row.tradedOn)}`,
    });
  }

  take(record: TextRecord): Problem | null {
    if (this.isTrailer(record)) return null;
    if (this.statedCount !== null || this.totalRows > 0) {
      const message = `line ${record.line} stands behind the trailer`;
      throw refusal('TRAILER_MISMATCH', message, record.line);
    }
    this.rowCount += 1;
    const { fields, line } = record;
    if (fields.length !== this.fieldCount) {
      return problem('FIELD_COUNT', `${fields.length} fields instead of ${this.fieldCount}`);
    }
    const text = (name: keyof Columns) => cell(fields, this.columns[name]);
    const tradedOn = fileDay(text('date'));
    if (tradedOn === null) return problem('BAD_DATE', shown(text('date')));
    this.checkDay(tradedOn, line);
    if (!isTradingDay(tradedOn)) return problem('NOT_A_TRADING_DAY', formatDay(tradedOn));
    const symbol = symbolOf(text('symbol'));
    if (symbol === null) return problem('BAD_SYMBOL', shown(text('symbol')));
    const volumes = {
      shortVolume: decimal(text('shortvolume')),
      exemptVolume: optionalVolume(text('shortexemptvolume')),
      totalVolume: decimal(text('totalvolume')),
    };
    const found = volumeProblem(volumes);
    if (found !== null) return found;
    const markets = (text('market') || text('marketcenter')).toUpperCase();
    const row = { symbol, key: symbolKey(symbol), tradedOn, ...volumes, markets };
    this.held.hold(row.key, tradedOn, record, row);
    return null;
  }

  finish(isPublished: boolean): FileSummary {
    const { statedCount, rowCount, totalRows } = this;
    if (statedCount === null && totalRows === 0 && isPublished) {
      const message = 'the file is cut short: it does not end with the number of its rows';
      throw refusal('TRUNCATED', message);
    }
    // Whether a row of totals counts as a row is not stated anywhere.
    if (statedCount !== null && ![rowCount, rowCount + totalRows].includes(statedCount)) {
      const message = `the trailer counts ${statedCount} rows, and there are ${rowCount}`;
      throw refusal('TRAILER_MISMATCH', message);
    }
    this.held.finish();
    return { sourceCode: 'FINRA_SHORT_VOLUME', basis: null, sums: this.sums };
  }

  /** The bare number of rows, or a row of totals that some copies end with. */
  private isTrailer({ fields, line }: TextRecord): boolean {
    const count = fields.length === 1 ? /^\s*(\d+)\s*$/.exec(fields[0] as string) : null;
    const isTotal =
      cell(fields, 0).toLowerCase() === 'total' || cell(fields, this.columns.symbol) === 'Total';
    if (count === null && !isTotal) return false;
    if (count === null) this.totalRows += 1;
    else this.statedCount = Number(count[1]);
    this.sink.skip(line, 'TRAILER');
    return true;
  }

  private checkDay(tradedOn: Day, line: number): void {
    if (this.namedOn === null || this.namedOn === tradedOn) return;
    const named = formatDay(this.namedOn);
    const message = `line ${line} is of ${formatDay(tradedOn)}, but the name says ${named}`;
    throw refusal('MIXED_DATES', message, line);
  }

  private release(row: ShortVolumeRow, line: number): void {
    this.sink.accept('shortVolume', row, line);
    this.sums.shortVolume += row.shortVolume;
    this.sums.totalVolume += row.totalVolume;
  }
}

/** `BRK B`, `BRK.B` and `BRK/B` are BRK.B; a small p marks a preferred share: ABRpD is ABRPRD. */
function symbolOf(text: string): string | null {
  if (!/^[A-Za-z][A-Za-z0-9 ./\-^_+=$]{0,13}$/.test(text)) return null;
  return displaySymbol(text.replace(/^([A-Z]+)p([A-Z]?)$/, '$1PR$2'));
}

function optionalVolume(text: string): number | null {
  return text === '' ? null : decimal(text);
}

/** Volume sold short includes the exempt part, so that each is within the next. */
function volumeProblem(volumes: {
  shortVolume: number;
  exemptVolume: number | null;
  totalVolume: number;
}): Problem | null {
  const { shortVolume: sold, exemptVolume, totalVolume: total } = volumes;
  const exempt = exemptVolume ?? 0;
  if (!(sold >= 0 && exempt >= 0 && total >= 0)) {
    return problem('BAD_VOLUME', 'a volume is negative or unreadable');
  }
  const room = ROUNDING * (1 + total);
  if (sold > total + room || exempt > sold + room) {
    return problem('VOLUME_MISMATCH', `${exempt} exempt, ${sold} short, ${total} in all`);
  }
  return null;
}
