import type { Sql } from '../store/sql.js';
import { shortfall, silentRestatements } from '../store/readers/read-neighbours.js';
import { RefusedFile } from './format.js';
import type { StagingSink } from './staging-sink.js';
import { dayText } from './writers/day-text.js';

/**
 * Holds a staged short-interest file against the settlements next to it. Throws RefusedFile when it
 * has less than half of their rows; warns where it names other previous positions than they do.
 */
export async function compareWithNeighbours(
  sql: Sql,
  batchId: number,
  sink: StagingSink,
  isForced: boolean,
): Promise<void> {
  if (sink.firstOn === null || sink.firstOn !== sink.lastOn) return;
  const settledOn = dayText(sink.firstOn);
  const neighbour = await shortfall(sql, batchId, settledOn, sink.accepted);
  if (neighbour !== null && !isForced) {
    throw new RefusedFile(
      'SHORT_FILE',
      `${sink.accepted} rows, less than half of the ${neighbour.accepted} of ` +
        `${neighbour.settledOn}; --force takes it all the same`,
    );
  }
  const { count, example } = await silentRestatements(sql, batchId, sink.firstOn);
  if (count > 0) {
    sink.warn(
      'SILENT_RESTATEMENT',
      count === 1
        ? `1 row without R or S, of ${example}, names another previous position than was stored`
        : `${count} rows without R or S, such as ${example}, name another previous position ` +
            'than was stored',
    );
  }
}
