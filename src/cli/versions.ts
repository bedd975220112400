import type { Command } from 'commander';
import type { ImportedFile } from '../store/readers/read-import-history.js';
import type { StoredVersion } from '../store/stored-columns.js';
import { formatDay, formatInstant } from '../time/day.js';
import { type Surroundings, withExistingStore } from './command.js';
import { columns, count, oneLine, plural } from './lines.js';

/** `lowtide versions`: what each data version brought. */
export function addVersions(program: Command, surroundings: Surroundings): void {
  program
    .command('versions')
    .description('Lists data versions with their files and row counts.')
    .option('--all', 'also list retired simulated files, and those never published')
    .option('--warnings', 'also tell what each import warned of')
    .action((options: { all?: boolean; warnings?: boolean }) =>
      withExistingStore(surroundings, async (store) => {
        const { readImportHistory } = await import('../store/readers/read-import-history.js');
        const { readVersions } = await import('../store/readers/read-versions.js');
        const versions = await readVersions(store);
        const files = await readImportHistory(store);
        const { out } = surroundings.terminal;
        if (versions.length === 0) out('no data version is published yet');
        for (const version of versions) {
          for (const line of versionLines(version, files, options.all === true)) out(line);
        }
        const unpublished = files.filter(({ status }) => status !== 'PUBLISHED');
        if (options.all === true && unpublished.length > 0) {
          out('never published');
          for (const line of columns(unpublished.map(fileCells))) out(`  ${line}`);
        }
        if (options.warnings !== true) return;
        const { readWarnings } = await import('../store/readers/read-warnings.js');
        for (const { fileName, code, message } of await readWarnings(store)) {
          out(`${fileName}  warning ${code}: ${oneLine(message)}`);
        }
      }),
    );
}

function versionLines(
  version: StoredVersion,
  files: readonly ImportedFile[],
  isFull: boolean,
): string[] {
  const marks = version.isSimulated ? '  simulated' : '';
  const head =
    `version ${version.number}  ${formatInstant(version.publishedAt)}  ` +
    `${version.hash.slice(0, 12)}${marks}`;
  const own = files.filter(({ versionNumber }) => versionNumber === version.number);
  const [first] = own;
  // The market that a first start made up would push everything real off the screen.
  const isGone = version.isSimulated && own.every(({ retiredIn }) => retiredIn !== null);
  if (isGone && first !== undefined && !isFull) {
    return [
      head,
      `  ${plural(own.length, 'simulated file')}, retired in version ${first.retiredIn}`,
    ];
  }
  return [head, ...columns(own.map(fileCells)).map((line) => `  ${line}`)];
}

function fileCells(file: ImportedFile): string[] {
  const span =
    file.firstOn === null || file.lastOn === null
      ? ''
      : `${formatDay(file.firstOn)} to ${formatDay(file.lastOn)}`;
  const state = file.retiredIn === null ? '' : `  retired in version ${file.retiredIn}`;
  return [
    file.fileName,
    file.scope === '' ? file.format : `${file.format} ${file.scope}`,
    span,
    `${plural(file.rowsRead, 'row')}: ${count(file.accepted)} accepted, ` +
      `${count(file.quarantined)} quarantined, ${count(file.skipped)} skipped${state}`,
  ];
}
