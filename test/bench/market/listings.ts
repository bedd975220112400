import { Random } from '../../../src/demo/random.js';
import { SECTORS, type Sector } from '../../../src/vocabulary.js';

/** What does not change about the securities of a made market; ticker ids are ordinals plus 1. */
export interface Listings {
  readonly count: number;
  readonly symbols: readonly string[];
  readonly names: readonly string[];
  readonly exchanges: readonly string[];
  /** Null for one in a hundred. */
  readonly sectors: readonly (Sector | null)[];
  /** Number of the sector; the last one stands for none. */
  readonly sectorIds: Uint8Array;
  readonly industries: readonly string[];
  /** Day indices of the first and the last bar. */
  readonly firstIndex: Int32Array;
  readonly lastIndex: Int32Array;
  /** Days from the first bar to the last, of all securities. */
  readonly listedDays: number;
  /** US dollars a share, and shares outstanding, on the first day. */
  readonly firstPrice: Float64Array;
  readonly firstShares: Float64Array;
  /** Standard deviation of the own part of a daily return. */
  readonly volatility: Float64Array;
  readonly beta: Float64Array;
  /** Part of the shares that changes hands on a usual day. */
  readonly turnover: Float64Array;
  /** Part of the shares that is usually sold short. */
  readonly shortShare: Float64Array;
  /** Quarterly dividend as a part of the price; 0 for none. */
  readonly dividendYield: Float64Array;
  /** Part of its days without a trade: high for some small ones. */
  readonly holeShare: Float64Array;
}

const LATE_SHARE = 0.04;
const DELISTED_SHARE = 0.04;
const NO_SECTOR_SHARE = 0.01;
/** Part of the smaller securities that often pass a day without a trade. */
const ILLIQUID_SHARE = 0.1;

/** Symbols that the saved operations ask for, with the place in the order of size. */
const KNOWN: readonly (readonly [symbol: string, rank: number])[] = [
  ['NVDA', 0.0004],
  ['META', 0.0007],
  ['TSLA', 0.001],
  ['LUMN', 0.22],
  ['BEAM', 0.24],
  ['SAGE', 0.26],
  ['ATSG', 0.28],
  ['ACHR', 0.29],
];

const INDUSTRIES: Partial<Record<Sector, readonly string[]>> = {
  FINANCIALS: ['Regional Banks', 'Major Banks', 'Property Insurance', 'Asset Management'],
  HEALTH_CARE: ['Biotechnology', 'Pharmaceuticals', 'Medical Devices'],
  INFORMATION_TECHNOLOGY: ['Semiconductors', 'Application Software', 'Hardware'],
};

/** Largest first on the first day, so that an ordinal is a rank. */
export function makeListings(count: number, days: number, random: Random): Listings {
  const symbols = symbolsOf(count);
  const known = new Set(KNOWN.map(([symbol]) => symbol));
  const sectorIds = Uint8Array.from({ length: count }, () =>
    random.next() < NO_SECTOR_SHARE ? SECTORS.length - 1 : random.integer(0, SECTORS.length - 2),
  );
  const sectors = Array.from(sectorIds, (id) => (id === SECTORS.length - 1 ? null : SECTORS[id]!));
  const spans = symbols.map((symbol) => spanOf(days, random, known.has(symbol)));
  const sizes = symbols.map((_, rank) => sizeOf((rank + 0.5) / count));
  const firstPrice = Float64Array.from(sizes, ({ isLarge }) =>
    isLarge ? random.between(30, 260) : random.between(2, 60),
  );
  return {
    count,
    symbols,
    names: symbols.map((symbol) => `${symbol} ${random.pick(['Corp.', 'Inc.', 'Holdings Inc.'])}`),
    exchanges: symbols.map(() => random.pick(['NYSE', 'NASDAQ', 'NASDAQ', 'AMEX'])),
    sectors,
    sectorIds,
    industries: sectors.map((sector) => random.pick(industriesOf(sector))),
    firstIndex: Int32Array.from(spans, ([first]) => first),
    lastIndex: Int32Array.from(spans, ([, last]) => last),
    listedDays: spans.reduce((sum, [first, last]) => sum + last - first + 1, 0),
    firstPrice,
    firstShares: Float64Array.from(sizes, ({ cap }, i) => Math.round(cap / firstPrice[i]!)),
    volatility: Float64Array.from(sizes, ({ depth }) => random.between(0.9, 1.3) * (0.01 + depth)),
    beta: Float64Array.from(sizes, () => random.between(0.5, 1.5)),
    turnover: Float64Array.from(sizes, () => random.between(0.002, 0.012)),
    shortShare: Float64Array.from(sizes, () => 0.3 * random.next() ** 3 + 0.005),
    dividendYield: Float64Array.from(sizes, ({ isLarge }) =>
      random.next() < (isLarge ? 0.7 : 0.2) ? random.between(0.002, 0.01) : 0,
    ),
    holeShare: Float64Array.from(sizes, ({ isTiny }) =>
      isTiny && random.next() < ILLIQUID_SHARE ? random.between(0.02, 0.12) : 1e-4,
    ),
  };
}

interface Size {
  readonly cap: number;
  readonly isLarge: boolean;
  readonly isTiny: boolean;
  readonly depth: number;
}

/** Market value in US dollars by relative rank, like 2013; `depth` adds volatility. */
function sizeOf(rank: number): Size {
  const log = Math.log(rank * 10_000 + 1);
  const cap = Math.exp(Math.log(3e12) - 0.85 * log - 0.04 * log * log);
  return { cap, isLarge: rank < 0.1, isTiny: rank > 0.4, depth: 0.022 * Math.sqrt(rank) };
}

/** First and last day index: some come late, some end early; `isLasting` is there throughout. */
function spanOf(days: number, random: Random, isLasting: boolean): readonly [number, number] {
  const isLate = random.next() < LATE_SHARE;
  const isDelisted = random.next() < DELISTED_SHARE;
  if (isLasting) return [0, days - 1];
  const first = isLate ? random.integer(1, Math.floor(days * 0.9)) : 0;
  const latest = days - 12;
  const canEnd = isDelisted && first + 30 < latest;
  return [first, canEnd ? random.integer(first + 30, latest) : days - 1];
}

function symbolsOf(count: number): string[] {
  const symbols = Array.from({ length: count }, (_, i) => letters(i * 7919));
  for (const [symbol, rank] of KNOWN) symbols[Math.floor(rank * count)] = symbol;
  // Among a few securities two known ones may meet; the free places are found in order.
  const names = new Set(KNOWN.map(([symbol]) => symbol));
  for (const missing of names) {
    if (symbols.includes(missing)) continue;
    const free = symbols.findIndex((symbol) => !names.has(symbol));
    if (free >= 0) symbols[free] = missing;
  }
  return symbols;
}

/** Five letters from a number below 26 ** 4; the first is X, so that no word comes out. */
function letters(number: number): string {
  let rest = number % 456_976;
  let text = '';
  for (let k = 0; k < 4; k++) {
    text = String.fromCharCode(65 + (rest % 26)) + text;
    rest = Math.floor(rest / 26);
  }
  return `X${text}`;
}

function industriesOf(sector: Sector | null): readonly string[] {
  if (sector === null) return ['Blank Checks'];
  const name = sector.toLowerCase().replaceAll('_', ' ');
  return INDUSTRIES[sector] ?? [`General ${name}`, `Other ${name}`];
}
