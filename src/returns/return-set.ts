import type { Panel } from '../panel/panel.js';
import { type ChainedSet, chainedReturn } from './chained-returns.js';
import { type MemberMoves, type MoveRequest, returnsUpTo } from './member-moves.js';
import {
  capWeightReturn,
  declinerShare,
  equalWeightReturn,
  type StatsValues,
  statsOf,
} from './return-stats.js';

/** Members with their moves and what follows from them: the whole set of a report, or a group. */
export class ReturnSet {
  private known: StatsValues | undefined;

  constructor(
    readonly panel: Panel,
    readonly span: MoveRequest,
    readonly moves: MemberMoves,
    /** The returns chained over the members of each day; null when one day forms the set. */
    private readonly chained: ChainedSet | null,
    private readonly isDaily = chained !== null,
  ) {}

  get stats(): StatsValues {
    const { periodReturn, baseWeight } = this.moves;
    const { base, end } = this.span;
    this.known ??= statsOf(periodReturn, baseWeight, this.chainedAt(end - base));
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

  private chainedAt(day: number) {
    if (!this.isDaily) return null;
    if (this.chained === null)
      return { equalWeightReturn: Number.NaN, capWeightReturn: Number.NaN };
    return {
      equalWeightReturn: chainedReturn(this.chained, this.chained.equalWeight, day),
      capWeightReturn: chainedReturn(this.chained, this.chained.capWeight, day),
    };
  }
}
