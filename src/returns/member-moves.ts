import { RequestError } from '../errors.js';
import { capWeights } from '../kernels/cap-weights.js';
import { dayView } from '../panel/day-view.js';
import { DAY_FLAG } from '../panel/derived/day-rows.js';
import type { IndexColumns, Panel } from '../panel/panel.js';
import { marketCapsAt, normalised, weightsOn } from '../panel/membership.js';
import { baseClose, type ReturnBasis, returnFrom, snapped } from './security-return.js';

/** What the members of a set did over a window: parallel arrays, NaN where unknown. */
export interface MemberMoves {
  /** Security ordinals, ascending. */
  readonly members: Int32Array;
  /** Close on the base day, in US dollars. */
  readonly start: Float64Array;
  /** Return from the base day to the end day, as a ratio. */
  readonly periodReturn: Float64Array;
  /** Weight on the base day; the known ones sum to 1. */
  readonly baseWeight: Float64Array;
}

/** The span and the conventions that moves are measured by. */
export interface MoveRequest {
  readonly base: number;
  readonly end: number;
  readonly basis: ReturnBasis;
  /** The index whose weights count; market values count when it is null. */
  readonly index: IndexColumns | null;
  /** No member weighs more than this ratio on the day that forms the weights; null for no bound. */
  readonly weightCap: number | null;
}

export function memberMoves(panel: Panel, members: Int32Array, request: MoveRequest): MemberMoves {
  const { base, end, basis, weightCap } = request;
  const start = baseCloses(panel, members, base);
  const periodReturn = returnsSince(panel, members, start, { base, basis }, end);
  const weigh = () => weightsAt(panel, request, base, members);
  // A cap may be refused, and whoever asks is told so whatever is read of the answer.
  let weights = weightCap === null ? null : weigh();
  return {
    members,
    start,
    periodReturn,
    get baseWeight() {
      weights ??= weigh();
      return weights;
    },
  };
}

/**
 * Weights of members at the close of a day, as ratios: of the index, or by market value, with none
 * above the cap (M2). NaN unknown. Error: BAD_USER_INPUT for a cap that leaves less than the whole.
 */
export function weightsAt(
  panel: Panel,
  { index, weightCap }: Pick<MoveRequest, 'index' | 'weightCap'>,
  t: number,
  members: Int32Array,
): Float64Array {
  const weights =
    index !== null
      ? weightsOn(panel, index, t, members)
      : normalised(marketCapsAt(panel, members, t));
  if (weightCap === null) return weights;
  const count = weights.filter((weight) => weight > 0).length;
  if (count === 0) return weights;
  if (weightCap * count < 1) throw capTooLow(weightCap, count);
  return capWeights(weights, weightCap);
}

function capTooLow(weightCap: number, count: number): RequestError {
  const least = Math.ceil(1e6 / count) / 1e6;
  return new RequestError(
    'BAD_USER_INPUT',
    `options.weightCap ${weightCap} on ${count} members with a weight leaves less than the ` +
      `whole: use at least ${least}, or none.`,
  );
}

/** Returns of the members from the base day to day index `t`, by the rules of the window. */
export function returnsUpTo(
  panel: Panel,
  moves: MemberMoves,
  request: MoveRequest,
  t: number,
): Float64Array {
  return returnsSince(panel, moves.members, moves.start, request, t);
}

/** `baseClose` of each member. */
function baseCloses(panel: Panel, members: Int32Array, t: number): Float64Array {
  const closes = new Float64Array(members.length);
  const day = dayView(panel, t);
  for (let k = 0; k < closes.length; k++) {
    const i = members[k] as number;
    if (day === null) closes[k] = baseClose(panel, i, t);
    else {
      const isRecent = ((day.flags[i] as number) & DAY_FLAG.HAS_BASE_CLOSE) !== 0;
      closes[k] = isRecent ? (day.close[i] as number) : Number.NaN;
    }
  }
  return closes;
}

/** Returns from base closes to day index `t`; from the row of the day where nothing is paid. */
function returnsSince(
  panel: Panel,
  members: Int32Array,
  start: Float64Array,
  { base, basis }: Pick<MoveRequest, 'base' | 'basis'>,
  t: number,
): Float64Array {
  const returns = new Float64Array(members.length);
  const day = basis === 'PRICE' ? dayView(panel, t) : null;
  for (let k = 0; k < returns.length; k++) {
    const i = members[k] as number;
    const close = start[k] as number;
    if (!(close > 0)) returns[k] = Number.NaN;
    else if (day === null) returns[k] = returnFrom(panel, i, base, close, t, basis);
    else {
      const isPriced = ((day.flags[i] as number) & DAY_FLAG.HAS_END_CLOSE) !== 0;
      returns[k] = isPriced ? snapped((day.close[i] as number) / close - 1) : Number.NaN;
    }
  }
  return returns;
}

/** The moves of the members at some positions. */
export function movesOf(moves: MemberMoves, positions: Int32Array): MemberMoves {
  const pick = (values: Float64Array): Float64Array => {
    const picked = new Float64Array(positions.length);
    for (let n = 0; n < picked.length; n++) picked[n] = values[positions[n] as number] as number;
    return picked;
  };
  return {
    members: positions.map((k) => moves.members[k] as number),
    start: pick(moves.start),
    periodReturn: pick(moves.periodReturn),
    baseWeight: pick(moves.baseWeight),
  };
}
