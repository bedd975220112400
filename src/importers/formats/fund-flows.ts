import type { Format } from '../format.js';
import { foldName } from './columns.js';
import { readIciFlows } from './ici-flows.js';
import { readPlainFlows } from './plain-flows.js';
import { refusal } from './problem.js';
import { commaDialect, openTable } from './table.js';

/**
 * Fund flows by period: the weekly and monthly tables of the Investment Company Institute, or a
 * plain table (`week ending,category,net flow,assets`) of any provider. `--provider` names whose
 * they are.
 */
export const fundFlows: Format = {
  name: 'fund-flows',
  async read(input, context, sink) {
    const table = await openTable(input, commaDialect);
    const isIci = table.header.map(foldName).includes('total equity');
    const read = isIci ? readIciFlows : readPlainFlows;
    if (context.provider === null) {
      const message = 'say whose flows these are, such as --provider ICI_WEEKLY';
      throw refusal('PROVIDER_REQUIRED', message);
    }
    return read(table, context.provider, sink);
  },
};
