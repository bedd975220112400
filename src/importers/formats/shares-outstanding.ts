import type { Format } from '../format.js';
import { TextFile } from '../tokenise.js';
import { readCompanyFacts } from './company-facts.js';
import { readShareTable } from './share-table.js';
import { commaDialect, tableOf } from './table.js';

/** SEC files of large companies are about 10 MB. */
const JSON_BYTES_MAX = 64 * 1024 * 1024;

/**
 * Shares outstanding and float by date: the SEC's company facts (JSON, one company a file), or a
 * plain table (`date,ticker,shares_outstanding`, with `float_shares` and `known_on` where they are
 * known).
 */
export const sharesOutstanding: Format = {
  name: 'shares-outstanding',
  async read(input, context, sink) {
    const file = await TextFile.open(input);
    if (file.firstLine.trimStart().startsWith('{')) {
      return readCompanyFacts(await file.wholeText(JSON_BYTES_MAX), context, sink);
    }
    return readShareTable(await tableOf(file, commaDialect(file.firstLine)), sink);
  },
};
