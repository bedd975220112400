import type { Codes } from '../../store/chunks/pack-numbers.js';
import type { PackedBars, PackedColumn } from '../../store/stored-columns.js';

/** Columns of bars, each security a run of consecutive day indices. */
export interface BarTargets {
  readonly close: Float64Array;
  /** The source's own previous close, which tells of splits. */
  readonly previousClose: Float64Array;
  readonly volume: Float64Array;
  readonly marketCap: Float64Array;
  /** Set to 1 where there is a bar. */
  readonly hasBar: Uint8Array;
}

/** Bars on their way from chunks to their places; all in shared memory. */
export interface ScatterJob {
  /** Of several bars for one place, the one of the later part counts. */
  readonly parts: readonly PackedBars[];
  /** By ticker id: place of a bar less its day index; SKIP for bars that are not wanted. */
  readonly placeOf: Int32Array;
  /** Day index by calendar day, from `firstOn` on. */
  readonly indexOf: Int32Array;
  readonly firstOn: number;
  readonly targets: BarTargets;
  /** What became of each block of tickers: FREE, TAKEN, DONE, or LEFT where it failed. */
  readonly blocks: Int32Array;
}

export const SKIP = -2147483648;
export const FREE = 0;
export const TAKEN = 1;
export const DONE = 2;
export const LEFT = 3;
/**
 * Tickers a block: few enough that the lines of memory they are written to stay in the cache over
 * all days, and enough of them that a chunk gives more than a handful of rows.
 */
export const TICKERS_A_BLOCK = 128;
const ROWS_AT_ONCE = 1024;

/** Takes blocks until none is free; several threads may do so at once. */
export function scatterBlocks(job: ScatterJob): void {
  const scatter = new Scatter(job);
  const { blocks } = job;
  for (let b = 0; b < blocks.length; b++) {
    if (Atomics.compareExchange(blocks, b, FREE, TAKEN) !== FREE) continue;
    let state = LEFT;
    try {
      scatter.run(b * TICKERS_A_BLOCK, (b + 1) * TICKERS_A_BLOCK);
      state = DONE;
    } finally {
      Atomics.store(blocks, b, state);
      Atomics.notify(blocks, b);
    }
  }
}

/** Does a block again that failed in another thread. */
export function scatterAgain(job: ScatterJob, block: number): void {
  new Scatter(job).run(block * TICKERS_A_BLOCK, (block + 1) * TICKERS_A_BLOCK);
}

class Scatter {
  /** First row of each part that no block before had. */
  private readonly cursor: Int32Array;
  private readonly places = new Int32Array(ROWS_AT_ONCE);
  private readonly days = new Int32Array(ROWS_AT_ONCE);

  constructor(private readonly job: ScatterJob) {
    this.cursor = new Int32Array(job.parts.length);
  }

  /** Puts the bars of the tickers `from` up to, not including, `to` in place. */
  run(from: number, to: number): void {
    const { parts } = this.job;
    const { cursor } = this;
    for (let p = 0; p < parts.length; p++) {
      const part = parts[p] as PackedBars;
      const start = firstAtLeast(part, from, cursor[p] as number);
      const end = firstAtLeast(part, to, start);
      cursor[p] = end;
      for (let k = start; k < end; k += ROWS_AT_ONCE) {
        this.move(part, k, Math.min(end, k + ROWS_AT_ONCE));
      }
    }
  }

  private move(part: PackedBars, from: number, to: number): void {
    const { targets } = this.job;
    const { places } = this;
    this.find(part, from, to);
    put(targets.close, places, part.close, from, to);
    put(targets.previousClose, places, part.previousClose, from, to);
    put(targets.volume, places, part.volume, from, to);
    put(targets.marketCap, places, part.marketCap, from, to);
  }

  private find({ tickerId, tradedOn }: PackedBars, from: number, to: number): void {
    const { placeOf, indexOf, firstOn, targets } = this.job;
    const { places, days } = this;
    const { hasBar } = targets;
    ints(places, tickerId, from, to);
    ints(days, tradedOn, from, to);
    for (let k = 0; k < to - from; k++) {
      const start = placeOf[places[k] as number] as number;
      if (start === SKIP) {
        places[k] = -1;
        continue;
      }
      const place = start + (indexOf[(days[k] as number) - firstOn] as number);
      places[k] = place;
      hasBar[place] = 1;
    }
  }
}

/**
 * First row of a part, from `low` on, whose ticker is not below `id`; near `low` it is found in a
 * few steps.
 */
export function firstAtLeast({ tickerId, count }: PackedBars, id: number, low: number): number {
  const { base, codes, width } = tickerId;
  const code = id - (base ?? 0);
  if (width === 0) return code > 0 ? count : low;
  let end = low;
  for (let step = 1; end < count && (codes[end] as number) < code; step *= 2) {
    low = end + 1;
    end += step;
  }
  if (end > count) end = count;
  while (low < end) {
    const middle = (low + end) >> 1;
    if ((codes[middle] as number) < code) low = middle + 1;
    else end = middle;
  }
  return low;
}

function ints(out: Int32Array, column: PackedColumn, from: number, to: number): void {
  const { codes, base, width } = column;
  const least = base ?? 0;
  if (width === 0) out.fill(least, 0, to - from);
  else for (let k = from; k < to; k++) out[k - from] = least + (codes[k] as number);
}

/** Writes the numbers of some rows to their places; as `unpackNumbers` has it, NaN for none. */
function put(
  out: Float64Array,
  places: Int32Array,
  column: PackedColumn,
  from: number,
  to: number,
): void {
  const { width, base, digits, codes } = column;
  const scale = 10 ** digits;
  // One loop for each kind of column, for one that meets several is twice as slow.
  if (width === 8) putPlain(out, places, codes as Float64Array, from, to);
  else if (width === 4) putWide(out, places, { codes, least: base ?? 0, scale, from, to });
  else if (width > 0) putNarrow(out, places, { codes, least: base ?? 0, scale, from, to });
  else putOne(out, places, to - from, base === null ? Number.NaN : base / scale);
}

interface Range {
  readonly codes: Codes;
  readonly least: number;
  readonly scale: number;
  readonly from: number;
  readonly to: number;
}

function putPlain(
  out: Float64Array,
  places: Int32Array,
  codes: Float64Array,
  from: number,
  to: number,
): void {
  for (let k = from; k < to; k++) {
    const place = places[k - from] as number;
    if (place >= 0) out[place] = codes[k] as number;
  }
}

function putWide(out: Float64Array, places: Int32Array, range: Range): void {
  const { least, scale, from, to } = range;
  const codes = range.codes as Uint32Array;
  for (let k = from; k < to; k++) {
    const place = places[k - from] as number;
    const code = codes[k] as number;
    if (place >= 0) out[place] = code === 0xffffffff ? Number.NaN : (least + code) / scale;
  }
}

function putNarrow(out: Float64Array, places: Int32Array, range: Range): void {
  const { codes, least, scale, from, to } = range;
  const top = codes.BYTES_PER_ELEMENT === 1 ? 0xff : 0xffff;
  for (let k = from; k < to; k++) {
    const place = places[k - from] as number;
    const code = codes[k] as number;
    if (place >= 0) out[place] = code === top ? Number.NaN : (least + code) / scale;
  }
}

function putOne(out: Float64Array, places: Int32Array, count: number, value: number): void {
  for (let k = 0; k < count; k++) {
    const place = places[k] as number;
    if (place >= 0) out[place] = value;
  }
}
