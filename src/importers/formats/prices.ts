import type { Format, Sink } from '../format.js';
import { foldName, locate } from './columns.js';
import { LateRivals, NO_SINK } from './late-rivals.js';
import { PRICE_COLUMNS, priceLayoutOf } from './price-layouts.js';
import { PriceReader } from './price-rows.js';
import { refusal } from './problem.js';
import { commaDialect, eachRow, openTable, symbolOfFile } from './table.js';

/**
 * Daily bars of one security or of many, in the layouts of Yahoo, Nasdaq, Stooq, Tiingo, Alpha
 * Vantage and Polygon, or any table with a date and a close whose basis `--basis` states. The close
 * is read, never an adjusted close; dividends and splits in the rows become corporate actions.
 */
export const prices: Format = {
  name: 'prices',
  async read(input, context, sink) {
    const table = await openTable(input, commaDialect);
    const names = table.header.map(foldName);
    const layout = priceLayoutOf(table.header, names);
    const columns = locate(table.header, layout, sink);
    const basis = context.basis ?? layout.basis;
    if (basis === null) {
      const message =
        'the header does not tell how the prices are adjusted; ' +
        'say --basis RAW, SPLIT or SPLIT_AND_DIVIDEND';
      throw refusal('BASIS_REQUIRED', message);
    }
    const hasSymbol = PRICE_COLUMNS.symbol.some((name) => names.includes(name));
    const symbol = hasSymbol ? null : symbolOfFile(context);
    if (!hasSymbol && symbol === null) {
      throw refusal(
        'SYMBOL_REQUIRED',
        'the file does not name its security; give it with --symbol',
      );
    }
    const late = new LateRivals();
    const readerInto = (to: Sink) => new PriceReader(columns, layout, symbol, to, late);
    const reader = readerInto(sink);
    const rules = { fieldCount: table.header.length };
    await eachRow(table, sink, rules, (record) => reader.take(record));
    reader.finish();
    await late.settle(sink, async () => {
      const again = readerInto(NO_SINK);
      const rows = await openTable(input, commaDialect);
      await eachRow(rows, NO_SINK, rules, (record) => again.take(record));
    });
    return { sourceCode: layout.sourceCode, basis, sums: reader.sums };
  },
};
