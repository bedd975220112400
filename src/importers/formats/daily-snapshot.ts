import type { Format } from '../format.js';
import { foldName } from './columns.js';
import { readSnapshotDays } from './snapshot-days.js';
import { readSnapshotLines } from './snapshot-lines.js';
import { commaDialect, openTable } from './table.js';

/**
 * Snapshots of the exchange screener, flattened: either the lines of many days (raw prices,
 * volumes, market values), or the list that names each line's sector, industry and country. The
 * header tells which.
 */
export const dailySnapshot: Format = {
  name: 'daily-snapshot',
  async read(input, context, sink) {
    const openAgain = () => openTable(input, commaDialect);
    const table = await openAgain();
    const names = table.header.map(foldName);
    const isList = !names.includes('session date') && names.includes('sector');
    return isList
      ? readSnapshotLines(table, context, sink)
      : readSnapshotDays(table, openAgain, sink);
  },
};
