import { type Command, InvalidArgumentError, Option } from 'commander';
import { OperatorError } from '../errors.js';
import { FORMAT_NAMES, type FormatName } from '../importers/format.js';
import { FORMAT_HELP } from '../importers/formats/help.js';
import type { FileProgress, FileReport, ImportReport } from '../importers/import-report.js';
import { DEFAULT_MAX_REJECTED, PRICE_BASES } from '../importers/import-request.js';
import type { PriceBasis } from '../importers/rows.js';
import type { Store } from '../store/store.js';
import { type Day, parseDay } from '../time/day.js';
import { missingStore, type Surroundings } from './command.js';
import { describeFormat } from './format-help.js';
import { count, plural } from './lines.js';
import { progressLine } from './progress-line.js';
import type { Tracing } from '../observe/tracing.js';
import type { Terminal } from './terminal.js';

interface Options {
  index?: string;
  provider?: string;
  asOf?: Day;
  symbol?: string;
  basis?: PriceBasis;
  simulated?: boolean;
  dryRun?: boolean;
  maxRejected: number;
  force?: boolean;
}

/** `./lowtide import FORMAT FILE...`, one subcommand for each format. */
export function addImport(program: Command, surroundings: Surroundings): void {
  const parent = program
    .command('import')
    .description('Imports files of one format and publishes them as one new data version.')
    .argument('[format]', 'what the files are; see below')
    .argument('[files...]', 'files, plain or .gz; - reads standard input')
    .allowUnknownOption()
    .addHelpText('after', () => `\nSee './lowtide import FORMAT --help' for layouts and options.`)
    .action((format?: string) => {
      const start = format === undefined ? 'name a format' : `'${format}' is not a format`;
      throw new OperatorError(`${start}; formats are ${FORMAT_NAMES.join(', ')}`);
    });
  for (const format of FORMAT_NAMES) addFormat(parent, format, surroundings);
}

function addFormat(parent: Command, format: FormatName, surroundings: Surroundings): void {
  const command = parent
    .command(format)
    .description(FORMAT_HELP[format].summary)
    .argument('<files...>', 'files, plain or .gz, in any order; - reads standard input')
    .addHelpText('after', () => `\n${describeFormat(format)}`);
  for (const option of formatOptions(format)) command.addOption(option);
  command
    .option('--dry-run', 'read and check everything, write nothing')
    .option(
      '--max-rejected <share>',
      'largest share of bad rows, from 0 to 1',
      parseShare,
      DEFAULT_MAX_REJECTED,
    )
    .option('--simulated', 'mark the data as simulated')
    .action((files: string[], options: Options) => runImport(format, files, options, surroundings));
}

function formatOptions(format: FormatName): Option[] {
  const index = new Option(
    '--index <symbol>',
    'index that the files are about, such as RUT or SPX',
  );
  const asOf = new Option('--as-of <date>', 'day of the data where the file does not state it');
  switch (format) {
    case 'ishares-holdings':
      return [index.makeOptionMandatory(), asOf.argParser(parseDate)];
    case 'index-levels':
    case 'index-members':
      return [index.makeOptionMandatory()];
    case 'fund-flows': {
      const provider = new Option('--provider <code>', 'who reports them, such as ICI_WEEKLY');
      return [provider.makeOptionMandatory()];
    }
    case 'prices':
      return [symbolOption(), new Option('--basis <basis>', BASIS).choices(PRICE_BASES)];
    case 'finra-short-interest':
      return [new Option('--force', 'take a file although it is far shorter than its neighbours')];
    case 'daily-snapshot':
      return [asOf.argParser(parseDate)];
    case 'short-volume':
    case 'fails-to-deliver':
    case 'borrow-fees':
      return [];
    default:
      return [symbolOption()];
  }
}

const BASIS = 'how closes are adjusted where the layout does not give it away';

function symbolOption(): Option {
  return new Option('--symbol <symbol>', 'security of a file that does not name it');
}

async function runImport(
  format: FormatName,
  files: string[],
  options: Options,
  surroundings: Surroundings,
): Promise<void> {
  const { terminal, config, fail } = surroundings;
  const [{ openStore }, { makeReady }, { importFiles }] = await Promise.all([
    import('../store/store.js'),
    import('../store/ready.js'),
    import('../importers/import.js'),
  ]);
  const { dryRun = false, simulated = false, force = false, ...rest } = options;
  const { otlpUrl, databaseUrl } = config();
  const opened = await openStore(await storeUrl(databaseUrl, dryRun));
  const tracing = otlpUrl === null ? null : await startTracingOf(otlpUrl);
  const { tracedStore } = await import('../store/traced-store.js');
  const store = tracing === null ? opened : tracedStore(opened, tracing.span);
  try {
    if (!dryRun) await makeReady(store, 'WRITE');
    const work = () =>
      importFiles(
        store,
        { format, files, isDryRun: dryRun, isSimulated: simulated, isForced: force, ...rest },
        { ...terminal, holder: terminal.holder, observer: observer(terminal) },
      );
    const attributes = { 'lowtide.format': format, 'lowtide.files': files.length };
    const report = await (tracing === null ? work() : tracing.span('import', attributes, work));
    await tellOutcome(report, dryRun, store, terminal);
    if (!report.isOk) fail();
  } finally {
    await store.close();
    await tracing?.close();
  }
}

async function startTracingOf(url: string): Promise<Tracing> {
  const { startTracing } = await import('../observe/tracing.js');
  return startTracing(url);
}

/** A dry run leaves no trace: it does not create the store that it would fill. */
async function storeUrl(url: string, isDryRun: boolean): Promise<string> {
  return isDryRun && (await missingStore(url)) !== null ? 'sqlite::memory:' : url;
}

function observer(terminal: Terminal) {
  let toldAt = 0;
  let position = -1;
  let beganAt = 0;
  return {
    onProgress(progress: FileProgress): void {
      const now = terminal.now();
      if (progress.position !== position) {
        position = progress.position;
        beganAt = now;
      }
      if (now - toldAt < 100) return;
      toldAt = now;
      terminal.progress(progressLine(progress, now - beganAt));
    },
    onFile(report: FileReport): void {
      terminal.progress('');
      for (const line of fileLines(report)) terminal.out(line);
    },
  };
}

/** What came of one file: its line, then indented what a careful reader should know. */
export function fileLines(report: FileReport): string[] {
  const { name, outcome, rowsRead, accepted, quarantined, skipped, problem } = report;
  if (outcome === 'ALREADY_IMPORTED') return [`${name}  already imported`];
  const counts =
    `${plural(rowsRead, 'row')}: ${count(accepted)} accepted, ` +
    `${count(quarantined)} quarantined, ${count(skipped)} skipped`;
  if (outcome === 'REFUSED') return [`${name}  refused: ${problem}`];
  const lines = [`${name}  ${counts}`];
  if (problem !== null) lines[0] = `${name}  refused: ${problem}`;
  for (const [reason, rows] of [...report.reasons].sort(([a], [b]) => (a < b ? -1 : 1))) {
    lines.push(`  ${reason}: ${plural(rows, 'row')}`);
  }
  for (const { code, message } of report.warnings) lines.push(`  warning ${code}: ${message}`);
  return lines;
}

async function tellOutcome(
  { files, published, isOk }: ImportReport,
  isDryRun: boolean,
  store: Store,
  terminal: Terminal,
): Promise<void> {
  if (!isOk) {
    const bad = files.filter(({ outcome }) => outcome === 'REFUSED' || outcome === 'REJECTED');
    terminal.err(`lowtide: ${plural(bad.length, 'file')} refused; nothing was published`);
  } else if (isDryRun) {
    terminal.out('dry run: nothing was written');
  } else if (published === null) {
    const version = await store.currentVersion();
    terminal.out(`nothing new; data version ${version?.number ?? 0} stands`);
  } else {
    if (published.retiredCount > 0) {
      const batches = plural(published.retiredCount, 'simulated file');
      terminal.out(`real data replaces simulated data: ${batches} retired`);
    }
    terminal.out(
      `published data version ${published.number} (hash ${published.hash.slice(0, 12)})`,
    );
  }
}

function parseShare(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('It is a share of the rows from 0 to 1, such as 0.01.');
}

function parseDate(text: string): Day {
  const on = parseDay(text);
  if (on !== null) return on;
  throw new InvalidArgumentError('It is a date like 2023-09-08.');
}
