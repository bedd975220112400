import { type Concentration, concentration } from '../kernels/concentration.js';
import type { IndexColumns, Panel } from '../panel/panel.js';
import { normalised } from '../panel/membership.js';
import {
  checkDimensions,
  type GroupDimension,
  type GroupKey,
  groupMembers,
} from '../securities/group-members.js';
import type { SecurityFilter, Universe, UniverseAt } from '../securities/universe.js';
import type { ResolvedWindow } from '../time/window.js';
import { type Chain, chainedReturn, type ChainRequest, chainReturns } from './chained-returns.js';
import { DailyRosters } from './daily-rosters.js';
import { listedUniverse } from './listed-universe.js';
import { type MemberMoves, memberMoves, type MoveRequest, movesOf } from './member-moves.js';
import { ReturnSet } from './return-set.js';
import type { ReturnBasis } from './security-return.js';

/** A question about returns, with its window and its index looked up. */
export interface ReturnRequest {
  readonly window: ResolvedWindow;
  readonly where: SecurityFilter | null;
  /** The index whose members and weights count; null for all securities by market value. */
  readonly index: IndexColumns | null;
  readonly basis: ReturnBasis;
  readonly universeAt: UniverseAt;
  /** Largest weight of a member, as a ratio; null for no bound. */
  readonly weightCap: number | null;
}

/** The set security by security: parallel to `members`, NaN where unknown. */
export interface ReturnLines {
  readonly members: Int32Array;
  readonly periodReturn: Float64Array;
  /** Weight on the base day among the members that count; they sum to 1. */
  readonly weight: Float64Array;
  /** They add up to the cap-weighted return of the set. */
  readonly contribution: Float64Array;
}

/** A part of the set with what its members have in common. */
export interface KeyedSet {
  readonly key: GroupKey;
  readonly set: ReturnSet;
  /** Part of the cap-weighted return of the whole set that its members account for. */
  readonly contribution: number;
}

/**
 * The numbers of one report of returns. Each array is computed once, on first use, and everything
 * that the report shows reduces over it, so that no part depends on which others were asked for.
 */
export class ReturnModel {
  /** The members of the lines; with DAILY everyone who was in on some day. */
  readonly universe: Universe;
  /** The members that are counted: those of `universe`, or with DAILY those of the end day. */
  readonly counted: Int32Array;
  readonly isDaily: boolean;
  readonly span: MoveRequest;
  private readonly rosters: DailyRosters;
  private readonly chains = new Map<string, Chain>();
  private readonly divisions = new Map<string, KeyedSet[]>();
  private readonly known: {
    moves?: MemberMoves;
    total?: ReturnSet;
    lines?: ReturnLines;
    concentration?: Concentration;
  } = {};

  constructor(
    readonly panel: Panel,
    readonly request: ReturnRequest,
  ) {
    const { where, universeAt, window, index, basis, weightCap } = request;
    this.isDaily = universeAt === 'DAILY';
    this.span = { base: window.base, end: window.end, basis, index, weightCap };
    const universe = (at: UniverseAt, base = window.base): Universe =>
      listedUniverse(panel, {
        where,
        index: index?.symbol ?? null,
        universeAt: at,
        base,
        end: window.end,
      });
    this.universe = universe(universeAt);
    this.counted = this.isDaily ? universe('END').members : this.universe.members;
    this.rosters = new DailyRosters(panel, (base) =>
      base === window.base ? this.universe : universe('DAILY', base),
    );
  }

  /** A text that no other report has, so that cursors of its lists fit no other list. */
  get name(): string {
    const { window, where, basis, universeAt, index, weightCap } = this.request;
    const { baseOn, endOn } = window;
    return JSON.stringify({
      version: this.panel.version.number,
      baseOn,
      endOn,
      where,
      basis,
      universeAt,
      index: index?.symbol,
      weightCap,
    });
  }

  /** The moves of the members that are counted. */
  get moves(): MemberMoves {
    this.known.moves ??= memberMoves(this.panel, this.counted, this.span);
    return this.known.moves;
  }

  get total(): ReturnSet {
    this.known.total ??= new ReturnSet(this.panel, this.span, {
      moves: this.moves,
      ...(this.isDaily && {
        chained: this.chain([]).total,
        rosterSince: (base) => this.rosters.since(base),
      }),
    });
    return this.known.total;
  }

  get lines(): ReturnLines {
    this.known.lines ??= this.isDaily ? this.chainedLines() : this.heldLines();
    return this.known.lines;
  }

  /** The set divided by properties, one part for each combination that occurs. */
  groups(by: readonly GroupDimension[]): KeyedSet[] {
    checkDimensions(by);
    let parts = this.divisions.get(by.join());
    if (parts === undefined) {
      parts = this.isDaily ? this.chainedGroups(by) : this.heldGroups(by);
      this.divisions.set(by.join(), parts);
    }
    return parts;
  }

  /** Concentration by the weights of the base day (M6); NaN without a cap-weighted return. */
  get concentration(): Concentration {
    this.known.concentration ??= this.concentrate();
    return this.known.concentration;
  }

  /** Cap-weighted return without the largest contributors; chained anew with DAILY (M6). */
  exTopReturn(count: number): number {
    if (!this.isDaily) return this.concentration.exTopReturn(count);
    const { contribution } = this.lines;
    const order = Array.from(contribution.keys()).sort(
      (a, b) => (contribution[b] as number) - (contribution[a] as number) || a - b,
    );
    const leftOut = new Uint8Array(contribution.length);
    for (const k of order.slice(0, count)) leftOut[k] = 1;
    const { total } = chainReturns(this.panel, this.chainRequest([], leftOut));
    return chainedReturn(total, total.capWeight, this.request.window.tradingDays);
  }

  private concentrate(): Concentration {
    const { weight, contribution } = this.lines;
    if (Number.isNaN(this.total.stats.capWeightReturn)) {
      return concentration(new Float64Array(0), new Float64Array(0));
    }
    // Whoever joined within the window has no weight on the base day, yet a contribution.
    const known = weight.map((own, k) => (Number.isNaN(contribution[k]) ? own : own || 0));
    return concentration(known, contribution);
  }

  private heldLines(): ReturnLines {
    const { members, periodReturn, baseWeight } = this.moves;
    const weight = normalised(
      baseWeight.map((own, k) => (Number.isNaN(periodReturn[k]) ? Number.NaN : own)),
    );
    const contribution = this.ifKnown(weight.map((own, k) => own * (periodReturn[k] as number)));
    return { members, periodReturn, weight, contribution };
  }

  private chainedLines(): ReturnLines {
    const { members, base } = this.universe;
    const { periodReturn, baseWeight } = memberMoves(this.panel, members, this.span);
    const weight = normalised(
      baseWeight.map((own, k) => (this.universe.isMemberOn(k, base + 1) ? own : Number.NaN)),
    );
    const contribution = this.ifKnown(this.chain([]).contributions.slice());
    return { members, periodReturn, weight, contribution };
  }

  /** Contributions to a return that is not known are not known. */
  private ifKnown(contributions: Float64Array): Float64Array {
    const isKnown = !Number.isNaN(this.total.stats.capWeightReturn);
    return isKnown ? contributions : contributions.fill(Number.NaN);
  }

  private heldGroups(by: readonly GroupDimension[]): KeyedSet[] {
    const { panel, span, moves } = this;
    const t = this.request.universeAt === 'START' ? span.base : span.end;
    const { contribution } = this.lines;
    return groupMembers(panel, moves.members, t, by).map(({ key, positions }) => ({
      key,
      set: new ReturnSet(panel, span, { moves: movesOf(moves, positions) }),
      contribution: positions.reduce((sum, k) => sum + (contribution[k] || 0), 0),
    }));
  }

  private chainedGroups(by: readonly GroupDimension[]): KeyedSet[] {
    const { panel, span, moves } = this;
    const onEnd = groupMembers(panel, moves.members, span.end, by);
    const { groups } = this.chain(by);
    const keys = new Map(onEnd.map(({ key }) => [key.label, key]));
    for (const key of this.rosters.groupsSince(span.base, by).keys) keys.set(key.label, key);
    return [...keys].map(([label, key]) => {
      const positions = onEnd.find((group) => group.key.label === label)?.positions;
      const chained = groups.get(label) ?? null;
      const set = new ReturnSet(panel, span, {
        moves: movesOf(moves, positions ?? new Int32Array(0)),
        chained,
        rosterSince: (base) => this.rosters.groupSince(base, by, label),
      });
      return { key, set, contribution: chained?.contribution ?? 0 };
    });
  }

  private chain(by: readonly GroupDimension[]): Chain {
    const chain = this.chains.get(by.join()) ?? chainReturns(this.panel, this.chainRequest(by));
    this.chains.set(by.join(), chain);
    return chain;
  }

  private chainRequest(by: readonly GroupDimension[], leftOut?: Uint8Array): ChainRequest {
    const { base, basis, index, weightCap } = this.span;
    const roster = this.rosters.since(base);
    const divided = by.length === 0 ? null : this.rosters.groupsSince(base, by);
    return { roster, basis, index, weightCap, divided, leftOut };
  }
}
