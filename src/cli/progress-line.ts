import type { FileProgress } from '../importers/import-report.js';
import { count } from './lines.js';

const BAR_WIDTH = 20;
/** Before that a rate says nothing. */
const SETTLED_MS = 1_000;

/** How far a file is, how fast it goes and how long it will take, `elapsedMs` after its start. */
export function progressLine(progress: FileProgress, elapsedMs: number): string {
  const { name, position, fileCount, bytesRead, byteSize, rowsRead } = progress;
  const share = byteSize === 0 ? 1 : Math.min(1, bytesRead / byteSize);
  const full = Math.round(share * BAR_WIDTH);
  const bar = '='.repeat(full).padEnd(BAR_WIDTH, ' ');
  const file = fileCount === 1 ? '' : `${position + 1}/${fileCount} `;
  const parts = [`${file}[${bar}] ${Math.floor(share * 100)} %`, `${count(rowsRead)} rows`];
  if (elapsedMs >= SETTLED_MS && share > 0) {
    parts.push(`${count(Math.round((rowsRead * 1000) / elapsedMs))} rows/s`);
    parts.push(`${clock((elapsedMs * (1 - share)) / share)} left`);
  }
  return [...parts, name].join('  ');
}

/** `0:07`, `12:40`, `1:05:00`. */
function clock(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const rest = two(seconds % 60);
  return minutes < 60
    ? `${minutes}:${rest}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}
