import { exactSum } from './exact.js';

/** One member by day: null is a day without a print, or a volume that is not known. */
export interface MemberDays {
  close: readonly (number | null)[];
  volume: readonly (number | null)[];
  /** Whether it belongs to the set on the day; always without it. */
  isMember?: readonly boolean[];
}

/** Naive twin of `AdvanceDecline`, one day at a time. */
export function advanceDecline(members: readonly MemberDays[], t: number) {
  const moves = members.flatMap(({ close, volume, isMember }) => {
    const now = close[t] ?? null;
    const before = close.slice(0, t).findLast((value) => value !== null) ?? null;
    if (isMember?.[t] === false || now === null || before === null) return [];
    return [{ change: Math.sign(now - before), volume: volume[t] ?? null }];
  });
  const count = (change: number): number => moves.filter((move) => move.change === change).length;
  const shares = (change: number): number =>
    exactSum(moves.map((move) => (move.change === change ? (move.volume ?? 0) : 0)));
  return {
    eligible: moves.length,
    advancers: count(1),
    decliners: count(-1),
    unchanged: count(0),
    upVolume: shares(1),
    downVolume: shares(-1),
    unknownVolume: moves.filter((move) => move.volume === null).length,
  };
}
