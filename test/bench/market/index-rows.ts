import type {
  StoredHolding,
  StoredIndexLevels,
  StoredMemberSpell,
} from '../../../src/store/stored-columns.js';
import type { Day } from '../../../src/time/day.js';
import type { Batches } from './batches.js';
import type { Listings } from './listings.js';
import { type DayState, isListed } from './walk.js';

/** Indices by relative rank of size: [from, to). With 10,000 securities 500 and 2,000 members. */
export const MADE_INDICES = [
  { id: 1, symbol: 'RUT', name: 'Russell 2000', from: 0.1, to: 0.3, level: 1090, held: 5e-4 },
  { id: 2, symbol: 'SPX', name: 'S&P 500', from: 0, to: 0.05, level: 1690, held: 1e-2 },
] as const;

interface Roster {
  readonly index: (typeof MADE_INDICES)[number];
  readonly levelBatch: number;
  readonly spellBatch: number;
  level: number;
  /** Ordinals of today's members with the days on which they came. */
  since: Map<number, Day>;
}

interface LevelRow {
  readonly indexId: number;
  readonly on: Day;
  readonly batch: number;
  readonly level: number;
}

/** Levels, membership spells and holdings of the indices of a made market. */
export class IndexRows {
  readonly spells: StoredMemberSpell[] = [];
  readonly holdings: StoredHolding[] = [];
  private readonly levels: LevelRow[] = [];
  private readonly rosters: Roster[];

  constructor(
    private readonly listings: Listings,
    private readonly batches: Batches,
    { firstOn, lastOn }: { firstOn: Day; lastOn: Day },
  ) {
    this.rosters = MADE_INDICES.map((index) => {
      const add = (format: string, sourceCode: string) =>
        batches.add({ format, scope: index.symbol, sourceCode }, firstOn, lastOn);
      return {
        index,
        levelBatch: add('index-levels', 'YAHOO_INDEX_LEVELS'),
        spellBatch: add('index-members', 'INDEX_MEMBERS'),
        level: index.level,
        since: new Map(),
      };
    });
  }

  /** The level of a day, by the members of the evening before; ended listings leave. */
  addLevel({ t, close, previousClose, shares }: DayState, on: Day): void {
    for (const roster of this.rosters) {
      let before = 0;
      let after = 0;
      for (const i of roster.since.keys()) {
        if (!isListed(this.listings, i, t)) {
          this.leave(roster, i, on);
          continue;
        }
        before += previousClose[i]! * shares[i]!;
        after += close[i]! * shares[i]!;
      }
      if (before > 0) roster.level *= after / before;
      const level = Math.round(roster.level * 100) / 100;
      this.levels.push({ indexId: roster.index.id, on, batch: roster.levelBatch, level });
    }
  }

  /** Forms the indices anew by market value; the lists count from this day on. */
  reconstitute(state: DayState, on: Day): void {
    const ranked = this.rankedBySize(state);
    for (const roster of this.rosters) {
      const { from, to } = roster.index;
      const size = (part: number) => Math.round(part * this.listings.count);
      const chosen = ranked.slice(size(from), size(to)).sort((a, b) => a - b);
      const isChosen = new Set(chosen);
      for (const i of [...roster.since.keys()]) if (!isChosen.has(i)) this.leave(roster, i, on);
      roster.since = new Map(chosen.map((i) => [i, roster.since.get(i) ?? on]));
    }
  }

  /** What a fund that follows each index holds in the evening of a day. */
  addHoldings({ close, shares }: DayState, on: Day): void {
    const { listings } = this;
    for (const { index, since } of this.rosters) {
      const origin = { format: 'ishares-holdings', sourceCode: 'ISHARES_HOLDINGS' };
      const batchId = this.batches.add({ ...origin, scope: index.symbol }, on, on);
      let line = 1;
      for (const i of since.keys()) {
        const held = Math.round(shares[i]! * index.held);
        this.holdings.push({
          indexId: index.id,
          heldOn: on,
          line: line++,
          batchId,
          tickerId: i + 1,
          symbol: listings.symbols[i]!,
          name: listings.names[i]!,
          sector: listings.sectors[i]!,
          assetClass: 'Equity',
          marketValue: held * close[i]!,
          shares: held,
          price: close[i]!,
        });
      }
    }
  }

  /** Closes the lists: spells of today's members stay open. */
  finish(): StoredIndexLevels {
    for (const { index, since, spellBatch: batchId } of this.rosters) {
      for (const [i, fromOn] of since) {
        this.spells.push({ indexId: index.id, tickerId: i + 1, fromOn, toOn: null, batchId });
      }
    }
    const { levels } = this;
    return {
      count: levels.length,
      indexId: Int32Array.from(levels, (it) => it.indexId),
      tradedOn: Int32Array.from(levels, (it) => it.on),
      batchId: Int32Array.from(levels, (it) => it.batch),
      level: Float64Array.from(levels, (it) => it.level),
    };
  }

  private rankedBySize({ t, close, shares }: DayState): number[] {
    const listed: number[] = [];
    for (let i = 0; i < this.listings.count; i++) if (isListed(this.listings, i, t)) listed.push(i);
    return listed.sort((a, b) => close[b]! * shares[b]! - close[a]! * shares[a]! || a - b);
  }

  private leave(roster: Roster, i: number, toOn: Day): void {
    const fromOn = roster.since.get(i)!;
    const { spellBatch: batchId, index } = roster;
    this.spells.push({ indexId: index.id, tickerId: i + 1, fromOn, toOn, batchId });
    roster.since.delete(i);
  }
}
