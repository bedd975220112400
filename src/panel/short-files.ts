import type { StoredShortInterest } from '../store/stored-columns.js';
import type { Day } from '../time/day.js';
import type { DayAxis } from '../time/day-axis.js';
import { sharedBytes, sharedInts } from './shared.js';
import { type RowsByTicker, rowAt } from './ticker-rows.js';

/** Where names go that leave an exchange: a file without it cannot say that one is gone. */
const OTC = 'OTC';
/** From file to file no market lost more than a twentieth of its rows, so a tenth is a hole. */
const LEAST_SHARE = 0.9;
/** Interfaces give rows in pages of so many, and no whole file had a multiple of it. */
const PAGE = 1000;

/** The files of short interest that are stored: one a settlement, its pages joined. */
export interface ShortFiles {
  readonly count: number;
  /** Settlement days, ascending, as days and as day indices. */
  readonly settledOn: Int32Array;
  readonly index: Int32Array;
  /** Day index on which all of a file had come out. */
  readonly publishedIndex: Int32Array;
  /** Names of the markets; empty for rows that state none. */
  readonly markets: readonly string[];
  /** 1 where file f is complete for market m, at `f * markets.length + m`. */
  readonly isComplete: Uint8Array;
  /** The market of each stored row. */
  readonly marketOfRow: Uint8Array;
}

/**
 * Finds out what each file of short interest covers, by the markets in it and never by its date
 * (M10): the files of the settlements next to it tell how many rows a market should have.
 */
export function shortFiles(
  stored: StoredShortInterest,
  byTicker: RowsByTicker,
  axis: DayAxis,
): ShortFiles {
  const { markets, marketOfRow } = marketsOf(stored);
  const settled = new Map<Day, Day>();
  for (let k = 0; k < stored.count; k++) {
    if (stored.vintage[k] !== 1) continue;
    const on = stored.settledOn[k] as Day;
    settled.set(on, Math.max(settled.get(on) ?? 0, stored.publishedOn[k] as Day));
  }
  const days = [...settled.keys()].sort((a, b) => a - b);
  const count = days.length;
  const at = (read: (on: Day) => number) => {
    const column = sharedInts(count);
    days.forEach((on, f) => {
      column[f] = read(on);
    });
    return column;
  };
  return {
    count,
    settledOn: at((on) => on),
    index: at((on) => axis.indexOnOrBefore(on)),
    publishedIndex: at((on) => axis.indexOnOrAfter(settled.get(on) as Day)),
    markets,
    isComplete: completeness(countRows(stored, byTicker, marketOfRow, markets, days), markets),
    marketOfRow,
  };
}

/** Whether a file that lacks a name of a market says that nobody was short in it. */
export function covers(files: ShortFiles, f: number, market: number): boolean {
  const { markets, isComplete } = files;
  const otc = markets.indexOf(OTC);
  const at = f * markets.length;
  return otc >= 0 && isComplete[at + market] === 1 && isComplete[at + otc] === 1;
}

function marketsOf({ count, exchanges }: StoredShortInterest) {
  const ids = new Map<string, number>();
  const marketOfRow = new Uint8Array(count);
  for (let k = 0; k < count; k++) {
    const market = exchanges.at(k) ?? '';
    let id = ids.get(market);
    if (id === undefined) {
      id = ids.size;
      ids.set(market, id);
    }
    marketOfRow[k] = id;
  }
  return { markets: [...ids.keys()], marketOfRow };
}

/** Names by file and market; of several rows of one name the last batch counts. */
function countRows(
  { settledOn, vintage }: StoredShortInterest,
  byTicker: RowsByTicker,
  marketOfRow: Uint8Array,
  markets: readonly string[],
  days: readonly Day[],
): Int32Array[] {
  const counts = days.map(() => new Int32Array(markets.length));
  const fileOn = new Map(days.map((on, f) => [on, f]));
  for (let ticker = 0; ticker + 1 < byTicker.starts.length; ticker++) {
    const [from, to] = byTicker.range(ticker) ?? [0, 0];
    let open: number | null = null;
    for (let k = from; k <= to; k++) {
      const row: number | null = k < to ? rowAt(byTicker, k) : null;
      if (row !== null && vintage[row] !== 1) continue;
      if (open !== null && (row === null || settledOn[row] !== settledOn[open])) {
        const file = counts[fileOn.get(settledOn[open] as Day) as number] as Int32Array;
        file[marketOfRow[open] as number]!++;
      }
      open = row;
    }
  }
  return counts;
}

/** By file and market, whether a file has nine tenths of the rows of its nearest whole one. */
function completeness(counts: readonly Int32Array[], markets: readonly string[]): Uint8Array {
  const isComplete = sharedBytes(counts.length * markets.length);
  const mayBeWhole = counts.map((file) => {
    const rows = file.reduce((sum, own) => sum + own, 0);
    return rows > 1 && rows % PAGE !== 0;
  });
  for (let m = 0; m < markets.length; m++) {
    const rows = counts.map((file, f) => (mayBeWhole[f] ? (file[m] as number) : 0));
    let nearest = firstWhole(rows);
    rows.forEach((own, f) => {
      if (own === 0 || own < LEAST_SHARE * nearest) return;
      isComplete[f * markets.length + m] = 1;
      nearest = own;
    });
  }
  return isComplete;
}

/** Rows of the earliest whole file, as the files after it show, for those before any whole one. */
function firstWhole(rows: readonly number[]): number {
  let nearest = 0;
  for (let f = rows.length - 1; f >= 0; f--) {
    const own = rows[f] as number;
    if (own > 0 && own >= LEAST_SHARE * nearest) nearest = own;
  }
  return nearest;
}
