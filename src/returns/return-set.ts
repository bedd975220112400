import type { SeriesData } from '../graphql/series.type.js';
import type { Panel } from '../panel/panel.js';
import { type ChainedSet, chainedReturn } from './chained-returns.js';
import { DayMeasures } from './day-measures.js';
import { type MemberMoves, type MoveRequest, returnsUpTo } from './member-moves.js';
import {
  capWeightReturn,
  declinerShare,
  equalWeightReturn,
  type StatsValues,
  statsOf,
} from './return-stats.js';
import { fixedRoster, type Roster } from './roster.js';

/** What a set is made of. */
export interface SetParts {
  readonly moves: MemberMoves;
  /** The members of each day from a base on; without it those of `moves` count on all days. */
  readonly rosterSince?: (base: number) => Roster;
  /** Returns chained over the members of each day; null in a daily set where nobody ever was. */
  readonly chained?: ChainedSet | null;
}

/** Members with their moves and what follows from them: the whole set of a report, or a group. */
export class ReturnSet {
  readonly moves: MemberMoves;
  /** Breadth day by day. */
  readonly days: DayMeasures;
  /** Series of the set that were made so far, by measure and interval. */
  readonly series = new Map<string, SeriesData>();
  private readonly chained: ChainedSet | null | undefined;
  private known: StatsValues | undefined;

  constructor(
    readonly panel: Panel,
    readonly span: MoveRequest,
    { moves, rosterSince, chained }: SetParts,
  ) {
    this.moves = moves;
    this.chained = chained;
    const fixed = (base: number): Roster => fixedRoster(moves.members, base, span.end);
    this.days = new DayMeasures(panel, span, rosterSince ?? fixed);
  }

  get stats(): StatsValues {
    const { moves } = this;
    const { base, end } = this.span;
    this.known ??= statsOf(moves.periodReturn, () => moves.baseWeight, this.chainedAt(end - base));
    return this.known;
  }

  /** Share that fell from the base day to day index `t`. */
  declinerShareAt(t: number): number {
    return declinerShare(returnsUpTo(this.panel, this.moves, this.span, t));
  }

  /** Mean return from the base day to day index `t`. */
  equalWeightReturnAt(t: number): number {
    const chained = this.chainedAt(t - this.span.base);
    if (chained !== null) return chained.equalWeightReturn;
    return equalWeightReturn(returnsUpTo(this.panel, this.moves, this.span, t));
  }

  /** Weighted return from the base day to day index `t`. */
  capWeightReturnAt(t: number): number {
    const chained = this.chainedAt(t - this.span.base);
    if (chained !== null) return chained.capWeightReturn;
    const returns = returnsUpTo(this.panel, this.moves, this.span, t);
    return capWeightReturn(returns, this.moves.baseWeight);
  }

  /** Null where one day forms the set. */
  private chainedAt(day: number) {
    const { chained } = this;
    if (chained === undefined) return null;
    if (chained === null) return { equalWeightReturn: Number.NaN, capWeightReturn: Number.NaN };
    return {
      equalWeightReturn: chainedReturn(chained, chained.equalWeight, day),
      capWeightReturn: chainedReturn(chained, chained.capWeight, day),
    };
  }
}
