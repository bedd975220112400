import { type Command, InvalidArgumentError } from 'commander';
import { type Surroundings, withExistingStore } from './command.js';
import { count, oneLine } from './lines.js';

interface Options {
  file?: string;
  reason?: string;
  limit: number;
  count?: boolean;
  all?: boolean;
}

/** `lowtide quarantine`: the rows that were kept aside, and why. */
export function addQuarantine(program: Command, surroundings: Surroundings): void {
  program
    .command('quarantine')
    .description('Lists rejected rows: file, line, reason and the raw text.')
    .option('--file <name>', 'only rows of this file')
    .option('--reason <code>', 'only rows with this reason')
    .option('--limit <rows>', 'at most so many rows', parseLimit, 1000)
    .option('--count', 'only count them by file and reason')
    .option('--all', 'also rows of files that no data version shows any more')
    .action((options: Options) =>
      withExistingStore(surroundings, async (store) => {
        const { countQuarantine, readQuarantine } = await import(
          '../store/readers/read-quarantine.js'
        );
        const { out, err } = surroundings.terminal;
        const filter = {
          ...(options.file === undefined ? {} : { fileName: options.file }),
          ...(options.reason === undefined ? {} : { reason: options.reason }),
          isRetiredShown: options.all === true,
        };
        const groups = await countQuarantine(store, filter);
        const total = groups.reduce((sum, { rowCount }) => sum + rowCount, 0);
        if (total === 0) out('no rows are quarantined');
        if (options.count === true) {
          for (const { fileName, reason, rowCount } of groups) {
            out(`${fileName}\t${reason}\t${rowCount}`);
          }
          return;
        }
        const rows = await readQuarantine(store, { ...filter, limit: options.limit });
        for (const { fileName, line, reason, detail, raw } of rows) {
          out([`${fileName}:${line}`, reason, oneLine(detail), oneLine(raw)].join('\t'));
        }
        if (rows.length < total) {
          err(`${count(rows.length)} of ${count(total)} rows shown; see --limit and --count`);
        }
      }),
    );
}

function parseLimit(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number from 1.');
}
