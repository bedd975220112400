import { type BarInput, endsEarly, type SecurityBars } from '../build-prices.js';
import { fillFromCounts } from '../count-caps.js';
import { cleanMarketCaps } from '../market-cap.js';
import { factorBetween, type Split, splitsOf } from '../splits.js';
import type { BarRoom } from '../straight-bars.js';
import type { DirectRun } from './direct-bars.js';

/**
 * The bars of a security whose rows were put in place straight from their chunks, as `buildBars`
 * gives them: brought to one split basis, holes filled and market values cleaned, all in place.
 * `hasTraded` holds 1 where there is a row.
 */
export function finishBars(
  input: BarInput,
  run: DirectRun,
  room: BarRoom,
  previousClose: Float64Array,
): SecurityBars {
  const isRaw = run.basis === 'RAW';
  const { firstIndex, lastIndex } = run;
  const splits = isRaw ? foundSplits(input, run, room, previousClose) : input.recordedSplits;
  if (isRaw && splits.length > 0) restate(room, run, splits);
  fillHoles(room);
  fillFromCounts(room.marketCap, room.close, firstIndex, input.counts);
  cleanMarketCaps(room.marketCap, room.close, room.marketCap);
  const end = input.terminalIndex;
  return {
    ...room,
    firstIndex,
    lastIndex: end === null ? lastIndex : end - 1,
    isDelisted: endsEarly(input, lastIndex),
    splits: splits.filter((it) => it.index <= lastIndex),
    isRaw,
  };
}

function foundSplits(
  { recordedSplits, flagAt }: BarInput,
  { firstIndex, lastIndex }: DirectRun,
  { close, volume, hasTraded }: BarRoom,
  previousClose: Float64Array,
): readonly Split[] {
  const length = lastIndex - firstIndex + 1;
  if (!mayHaveSplits(close, previousClose, hasTraded, length)) return recordedSplits;
  const rows: number[] = [];
  for (let k = 0; k < length; k++) if (hasTraded[k] === 1) rows.push(k);
  const index = rows.map((k) => firstIndex + k);
  return splitsOf(
    { prices: { close, previousClose, volume }, rows, index },
    recordedSplits,
    flagAt,
  );
}

/** Bounds a little inside of those of `splitsOf`, so that a product can stand for the ratio. */
const LOW = 0.972;
const HIGH = 1.029;

/** Whether any previous close differs so much from the row before that `splitsOf` must look. */
function mayHaveSplits(
  close: Float64Array,
  previousClose: Float64Array,
  hasRow: Uint8Array,
  length: number,
): boolean {
  let before = Number.NaN;
  for (let k = 0; k < length; k++) {
    if (hasRow[k] === 0) continue;
    const said = previousClose[k] as number;
    if (before < LOW * said || before > HIGH * said) return true;
    before = close[k] as number;
  }
  return false;
}

function restate(
  { close, volume, hasTraded }: BarRoom,
  { firstIndex, lastIndex }: DirectRun,
  splits: readonly Split[],
): void {
  let factor = factorBetween(splits, firstIndex, lastIndex);
  let next = 0;
  for (let k = 0; k <= lastIndex - firstIndex; k++) {
    if (hasTraded[k] === 0) continue;
    const t = firstIndex + k;
    if (next < splits.length && (splits[next] as Split).index <= t) {
      while (next < splits.length && (splits[next] as Split).index <= t) next++;
      factor = factorBetween(splits, t, lastIndex);
    }
    close[k] = (close[k] as number) / factor;
    volume[k] = (volume[k] as number) * factor;
  }
}

/** A close is carried over days without a row; a row without volume is no trade. */
function fillHoles({ close, volume, marketCap, hasTraded }: BarRoom): void {
  for (let k = 0; k < close.length; k++) {
    if (hasTraded[k] === 0) {
      close[k] = close[k - 1] as number;
      volume[k] = Number.NaN;
      marketCap[k] = Number.NaN;
    } else if (volume[k] === 0) hasTraded[k] = 0;
  }
}
