import { displaySymbol, symbolKey } from '../../symbol.js';
import { formatDay } from '../../time/day.js';
import type { FileSummary, Format, Sink } from '../format.js';
import type { BorrowFeeRow } from '../rows.js';
import type { TextRecord } from '../tokenise.js';
import { foldName, type Layout, cell, locate, wrongHeader } from './columns.js';
import { fileDay } from './dates.js';
import { HeldRows } from './held-rows.js';
import { decimal } from './numbers.js';
import { type Problem, problem, shown } from './problem.js';
import { commaDialect, eachRow, openTable } from './table.js';

const SUBJECT = {
  format: 'borrow-fees',
  title: 'a table of borrow fees (symbol,date,fee)',
} as const;
const LAYOUT = {
  ...SUBJECT,
  required: ['date'],
  optional: ['symbol', 'ticker'],
} as const satisfies Layout<string, string>;

/** The name of the fee and, behind it, that it is a per cent. */
const FEE = /^(?:borrow )?(?:fee|rate)(?: rate)?( ?(?:in )?\(?(?:%|pct|percent|per cent)\)?)?$/;

/** A ratio above this is a per cent that was meant as a ratio. */
const RATIO_MAX = 10;

/**
 * Fees for borrowing shares, one row a symbol and day: `symbol,date,fee`. The fee is a yearly ratio
 * (0.003 is 0.3 %), or a per cent where the name of its column says so (`fee %`).
 */
export const borrowFees: Format = {
  name: 'borrow-fees',
  async read(input, _context, sink) {
    const table = await openTable(input, commaDialect);
    const names = table.header.map(foldName);
    const feeColumn = names.findIndex((name) => FEE.test(name));
    const symbolColumn = names.findIndex((name) => name === 'symbol' || name === 'ticker');
    const missing = [
      ...(symbolColumn < 0 ? ['symbol'] : []),
      ...(names.includes('date') ? [] : ['date']),
      ...(feeColumn < 0 ? ['fee'] : []),
    ];
    if (missing.length > 0) throw wrongHeader(table.header, SUBJECT, missing);
    const feeName = names[feeColumn] as string;
    const { date } = locate(table.header, { ...LAYOUT, ignored: [feeName] }, sink);
    const columns = { symbol: symbolColumn, date, fee: feeColumn };
    const isPercent = FEE.exec(feeName)?.[1] !== undefined;
    const reader = new FeeReader(columns, isPercent, sink);
    const rules = { fieldCount: table.header.length };
    await eachRow(table, sink, rules, (record) => reader.take(record));
    return reader.finish();
  },
};

interface FeeColumns {
  readonly symbol: number;
  readonly date: number;
  readonly fee: number;
}

class FeeReader {
  private readonly held: HeldRows<BorrowFeeRow>;
  private readonly sums = { fee: 0 };

  constructor(
    private readonly columns: FeeColumns,
    private readonly isPercent: boolean,
    sink: Sink,
  ) {
    const release = (row: BorrowFeeRow, line: number) => {
      sink.accept('borrowFee', row, line);
      this.sums.fee += row.fee;
    };
    this.held = new HeldRows<BorrowFeeRow>(sink, release, {
      nameOf: ({ row }) => `${row.symbol} on ${formatDay(row.effectiveOn)}`,
    });
  }

  take(record: TextRecord): Problem | null {
    const text = (name: keyof FeeColumns) => cell(record.fields, this.columns[name]);
    const symbol = displaySymbol(text('symbol'));
    const key = symbolKey(symbol);
    if (!/^[A-Z0-9]+$/.test(key)) return problem('BAD_SYMBOL', shown(text('symbol')));
    const effectiveOn = fileDay(text('date'));
    if (effectiveOn === null) return problem('BAD_DATE', shown(text('date')));
    const stated = decimal(text('fee'));
    if (!(stated >= 0)) return problem('BAD_FEE', shown(text('fee')));
    if (!this.isPercent && stated > RATIO_MAX) {
      const detail = `${stated} is no ratio; a per cent needs a header that says %`;
      return problem('BAD_FEE', detail);
    }
    const fee = this.isPercent ? stated / 100 : stated;
    this.held.hold(key, effectiveOn, record, { symbol, key, effectiveOn, fee });
    return null;
  }

  finish(): FileSummary {
    this.held.finish();
    return { sourceCode: 'BORROW_FEES', basis: null, sums: this.sums };
  }
}
