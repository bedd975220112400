import type { FormatContext, Rejection, Sink } from '../../../src/importers/format.js';
import { formatByName } from '../../../src/importers/formats/index.js';
import type { RowKind, RowsByKind } from '../../../src/importers/rows.js';
import { DEMO_SEED, type DemoText, demoTexts } from '../../../src/demo/write-demo-files.js';

/** What the real formats make of one simulated file. */
export interface ReadFile {
  readonly name: string;
  readonly format: string;
  readonly accepted: number;
  readonly skipped: readonly string[];
  readonly rejections: readonly Rejection[];
  readonly warnings: readonly string[];
}

/** Takes every row of every file, in the order of the files. */
export type Visit = <K extends RowKind>(kind: K, row: RowsByKind[K], file: DemoText) => void;

/** Generates the simulated market and reads its files through the real formats, one at a time. */
export async function readDemo(visit: Visit): Promise<ReadFile[]> {
  const files: ReadFile[] = [];
  for (const text of demoTexts(DEMO_SEED)) files.push(await readOne(text, visit));
  return files;
}

async function readOne(file: DemoText, visit: Visit): Promise<ReadFile> {
  const skipped: string[] = [];
  const rejections: Rejection[] = [];
  const warnings: string[] = [];
  let accepted = 0;
  const sink: Sink = {
    accept(kind, row) {
      accepted += 1;
      visit(kind, row, file);
    },
    also: (kind, row) => visit(kind, row, file),
    quarantine: (rejection) => rejections.push(rejection),
    skip: (_line, reason) => skipped.push(reason),
    warn: (code) => warnings.push(code),
    drain: async () => {},
  };
  const context: FormatContext = {
    fileName: file.name.replace(/\.gz$/, ''),
    index: file.index ?? null,
    provider: file.provider ?? null,
    asOf: null,
    symbol: null,
    basis: null,
  };
  await formatByName(file.format).read(bytes(file.text), context, sink);
  return { name: file.name, format: file.format, accepted, skipped, rejections, warnings };
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
