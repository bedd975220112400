import type { PackedBars } from '../../store/stored-columns.js';
import type { DayAxis } from '../../time/day-axis.js';
import type { BarInput, SecurityBars } from '../build-prices.js';
import { ALWAYS_FROM, ALWAYS_TO, type Chain } from '../identity.js';
import type { BarColumns } from '../pack.js';
import type { Run } from '../runs.js';
import { sharedBlocks, sharedFloats, sharedInts } from '../shared.js';
import { finishBars } from './finish-bars.js';
import { type ScatterJob, SKIP, scatterBlocks, TICKERS_A_BLOCK } from './scatter.js';
import type { PriceSurvey } from './survey.js';

/** All bars of a security, of one source and one ticker, that lie in chunks. */
export interface DirectRun extends Run {
  readonly firstIndex: number;
  readonly lastIndex: number;
}

/** Moves bars from chunks to their places, with the help of other threads where there are any. */
export type Scatter = (job: ScatterJob) => void;

const NO_ROWS: readonly number[] = [];

/** Whether a chain is one ticker for all time, with bars of one source on trading days alone. */
export function isDirect({ segments }: Chain, survey: PriceSurvey): boolean {
  const [only, ...more] = segments;
  if (only === undefined || more.length > 0) return false;
  const { ticker, fromOn, toOn } = only;
  return fromOn === ALWAYS_FROM && toOn === ALWAYS_TO && (survey.source[ticker] ?? -1) >= 0;
}

/** The run of a chain that `isDirect`. */
export function directRun(
  { segments }: Chain,
  survey: PriceSurvey,
  basisOf: (source: number) => Run['basis'],
  axis: DayAxis,
): DirectRun {
  const ticker = segments[0]!.ticker;
  const source = survey.source[ticker] as number;
  const lastOn = survey.lastOn[ticker] as number;
  return {
    basis: basisOf(source),
    batch: source,
    rows: NO_ROWS,
    lastOn,
    firstIndex: axis.indexOnOrBefore(survey.firstOn[ticker] as number),
    lastIndex: axis.indexOnOrBefore(lastOn),
  };
}

/** A security whose bars go straight from chunks to their place. */
export interface DirectPlace {
  readonly ticker: number;
  readonly run: DirectRun;
  /** Of its first bar. */
  readonly at: number;
}

/** Puts the bars of some securities in place, unfinished; see `DirectBars.finish`. */
export class DirectBars {
  private readonly previousClose: Float64Array;

  constructor(
    parts: readonly PackedBars[],
    places: readonly DirectPlace[],
    private readonly columns: BarColumns,
    axis: DayAxis,
    scatter: Scatter = scatterBlocks,
  ) {
    const top = places.reduce((most, { ticker }) => Math.max(most, ticker), -1);
    const all = columns.whole;
    this.previousClose = sharedFloats(places.length === 0 ? 0 : all.close.length);
    if (places.length === 0) return;
    const placeOf = sharedInts(top + TICKERS_A_BLOCK + 1).fill(SKIP);
    for (const { ticker, run, at } of places) placeOf[ticker] = at - run.firstIndex;
    scatter({
      parts,
      placeOf,
      ...dayIndices(axis),
      targets: { ...all, hasBar: all.hasTraded, previousClose: this.previousClose },
      blocks: sharedBlocks(top, TICKERS_A_BLOCK),
    });
  }

  /** The bars of a security that was put in place, from its first day to its end. */
  finish(input: BarInput, { run, at }: DirectPlace): SecurityBars {
    const lastIndex = input.terminalIndex === null ? run.lastIndex : input.terminalIndex - 1;
    const room = this.columns.between(at, at + lastIndex - run.firstIndex + 1);
    const previousClose = this.previousClose.subarray(at, at + room.close.length);
    return finishBars(input, run, room, previousClose);
  }
}

function dayIndices(axis: DayAxis): Pick<ScatterJob, 'indexOf' | 'firstOn'> {
  const { firstOn, length } = axis;
  const lastOn = length === 0 ? firstOn : axis.day(length - 1);
  const indexOf = sharedInts(lastOn - firstOn + 1);
  for (let t = 0; t < length; t++) indexOf[axis.day(t) - firstOn] = t;
  return { indexOf, firstOn };
}
