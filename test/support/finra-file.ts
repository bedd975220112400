import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HEADER =
  'accountingYearMonthNumber|symbolCode|issueName|issuerServicesGroupExchangeCode|' +
  'marketClassCode|currentShortPositionQuantity|previousShortPositionQuantity|stockSplitFlag|' +
  'averageDailyVolumeQuantity|daysToCoverQuantity|revisionFlag|changePercent|' +
  'changePreviousNumber|settlementDate';

export interface Position {
  readonly symbol: string;
  readonly shares: number;
  readonly previous?: number;
  readonly volume?: number;
  readonly isRevised?: boolean;
  readonly isSplit?: boolean;
}

/** A short-interest file as FINRA lays it out. */
export function finraFile(settledOn: string, positions: readonly Position[]): string {
  const lines = positions.map((position) => finraLine(settledOn, position));
  return `${[HEADER, ...lines].join('\n')}\n`;
}

/** One line of it. */
export function finraLine(settledOn: string, position: Position): string {
  const { symbol, shares, previous = shares, volume = shares, isRevised, isSplit } = position;
  const days = volume === 0 ? '999.99' : Math.max(1, shares / volume).toFixed(2);
  const percent = previous === 0 ? 100 : ((shares - previous) / previous) * 100;
  return [
    settledOn.replaceAll('-', ''),
    symbol,
    `${symbol} Inc.`,
    'A',
    'NYSE',
    shares,
    previous,
    isSplit ? 'S' : '',
    volume,
    shares === 0 ? '0.00' : days,
    isRevised ? 'R' : '',
    percent.toFixed(2),
    shares - previous,
    settledOn,
  ].join('|');
}

/** `count` symbols AAA, AAB, ... with different positions; `seed` shifts the numbers. */
export function positions(count: number, seed = 1): Position[] {
  return Array.from({ length: count }, (_, k) => ({
    symbol: letters(k),
    shares: 1000 + ((k * 7919 + seed * 104_729) % 100_000),
    previous: 1000 + ((k * 7919 + (seed - 1) * 104_729) % 100_000),
    volume: 500 + k,
  }));
}

/** A temporary folder for files of one test file. */
export function scratch(): {
  path: (name: string, text: string | Buffer) => string;
  remove(): void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'lowtide-test-'));
  return {
    path(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** SHA-256 in hex. */
export function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function letters(k: number): string {
  const letter = (n: number) => String.fromCharCode(65 + (n % 26));
  return `Q${letter(Math.floor(k / 676))}${letter(Math.floor(k / 26))}${letter(k)}`;
}
