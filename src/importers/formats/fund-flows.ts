import type { Format } from '../format.js';
import { foldName } from './columns.js';
import { readIciFlows } from './ici-flows.js';
import { readPlainFlows } from './plain-flows.js';
import { refusal } from './problem.js';
import { readShareFlows } from './share-flows.js';
import { commaDialect, openTable, type Table } from './table.js';

/**
 * Fund flows by period: the weekly and monthly tables of the Investment Company Institute, a plain
 * table (`week ending,category,net flow,assets`) of any provider, or the history of the shares of
 * exchange-traded funds (`date,ticker,shares_outstanding,nav`). `--provider` names whose they are.
 */
export const fundFlows: Format = {
  name: 'fund-flows',
  async read(input, context, sink) {
    const table = await openTable(input, commaDialect);
    const read = readerOf(table);
    if (context.provider === null) {
      const message = 'say whose flows these are, such as --provider ICI_WEEKLY';
      throw refusal('PROVIDER_REQUIRED', message);
    }
    return read(table, context.provider, sink);
  },
};

function readerOf({ header }: Table): typeof readPlainFlows {
  const names = header.map(foldName);
  if (names.includes('total equity')) return readIciFlows;
  return names.includes('shares outstanding') ? readShareFlows : readPlainFlows;
}
