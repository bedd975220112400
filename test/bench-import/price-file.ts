import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { isTradingDay } from '../../src/time/calendar.js';
import { day, formatDay } from '../../src/time/day.js';

const HEADER = 'Symbol,Date,Open,High,Low,Close,Volume\n';
const FIRST_DAY = day('2014-01-02');

/** How many symbols and days a price file has. */
export interface FileSize {
  readonly symbols: number;
  readonly days: number;
}

/** Writes raw daily bars of a market, day by day, without holding more than a day of them. */
export async function writePriceFile(path: string, size: FileSize): Promise<void> {
  await pipeline(days(size), createWriteStream(path, { highWaterMark: 1 << 20 }));
}

function* days({ symbols, days }: FileSize): Generator<string> {
  const names = Array.from({ length: symbols }, (_, k) => symbolOf(k));
  const cents = Int32Array.from(names, (_, k) => 500 + ((k * 7919) % 40_000));
  let random = 1;
  const next = (below: number) => {
    random = (Math.imul(random, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (random >>> 8) % below;
  };
  yield HEADER;
  for (let on = FIRST_DAY, n = 0; n < days; on++) {
    if (!isTradingDay(on)) continue;
    n++;
    const date = formatDay(on);
    let text = '';
    for (let k = 0; k < symbols; k++) {
      const before = cents[k]!;
      const close = Math.max(100, before + next(41) - 20);
      cents[k] = close;
      const high = Math.max(before, close) + next(10);
      const low = Math.min(before, close) - next(10);
      const prices = `${dollars(before)},${dollars(high)},${dollars(low)},${dollars(close)}`;
      text += `${names[k]},${date},${prices},${1_000 + next(5_000_000)}\n`;
    }
    yield text;
  }
}

function dollars(cents: number): string {
  const rest = cents % 100;
  return `${(cents - rest) / 100}.${rest < 10 ? '0' : ''}${rest}`;
}

/** AAAA, AAAB, AAAC and so on. */
function symbolOf(number: number): string {
  let text = '';
  for (let k = 0, rest = number; k < 4; k++, rest = Math.floor(rest / 26)) {
    text = String.fromCharCode(65 + (rest % 26)) + text;
  }
  return text;
}
