import type { Random } from '../../../src/demo/random.js';
import { SECTORS } from '../../../src/vocabulary.js';
import type { Listings } from './listings.js';

/** Largest daily move of one share. */
const MOVE_MAX = 0.5;
const MARKET_DRIFT = 0.0003;
const MARKET_VOLATILITY = 0.01;
const SECTOR_VOLATILITY = 0.005;

/** Every security on one day, changed in place from day to day; raw shares and prices. */
export interface DayState {
  /** Day index. */
  t: number;
  /** US dollars a share, unrounded. */
  readonly price: Float64Array;
  /** As it is printed: cents, or hundredths of a cent below a dollar. */
  readonly close: Float64Array;
  /** Close of the day before in the split basis of this day; NaN on the first day. */
  readonly previousClose: Float64Array;
  readonly shares: Float64Array;
  readonly volume: Float64Array;
  /** New shares for one old one from this day on; 1 on a usual day. */
  readonly splitRatio: Float64Array;
}

export function newDay(listings: Listings): DayState {
  const empty = () => new Float64Array(listings.count);
  return {
    t: -1,
    price: listings.firstPrice.slice(),
    close: empty(),
    previousClose: empty().fill(Number.NaN),
    shares: listings.firstShares.slice(),
    volume: empty(),
    splitRatio: empty().fill(1),
  };
}

export function isListed(listings: Listings, i: number, t: number): boolean {
  return t >= listings.firstIndex[i]! && t <= listings.lastIndex[i]!;
}

/** Moves every listed security to the next day: market, sector and own move, and splits. */
export function walkOn(state: DayState, listings: Listings, random: Random): void {
  const t = ++state.t;
  const market = MARKET_DRIFT + MARKET_VOLATILITY * random.normal();
  const sectors = SECTORS.map(() => SECTOR_VOLATILITY * random.normal());
  const { firstIndex, lastIndex, volatility, beta, sectorIds, turnover } = listings;
  for (let i = 0; i < listings.count; i++) {
    if (t < firstIndex[i]! || t > lastIndex[i]!) continue;
    const own = volatility[i]!;
    let move = 0;
    if (t > firstIndex[i]!) {
      // Half the variance is added, so that volatile shares do not all end at nothing.
      move = beta[i]! * market + sectors[sectorIds[i]!]! + own * random.normal() + own * own * 0.5;
      move = Math.max(-MOVE_MAX, Math.min(MOVE_MAX, move));
      const ratio = splitRatioFor(state.close[i]!, random);
      state.splitRatio[i] = ratio;
      state.shares[i]! *= ratio;
      state.previousClose[i] = state.close[i]! / ratio;
      state.price[i]! *= (1 + move) / ratio;
    }
    state.close[i] = printed(state.price[i]!);
    const activity = turnover[i]! * (0.4 + random.next() + 20 * Math.abs(move));
    state.volume[i] = Math.round(activity * state.shares[i]!);
  }
}

/** High prices are split now and then, and low ones put together. */
function splitRatioFor(close: number, random: Random): number {
  if (close > 250) return random.next() < 0.004 ? random.pick([2, 3, 4, 5]) : 1;
  if (close < 0.9) return random.next() < 0.01 ? random.pick([0.1, 0.05]) : 1;
  return 1;
}

function printed(price: number): number {
  if (price >= 1) return Math.round(price * 100) / 100;
  return Math.max(1, Math.round(price * 10_000)) / 10_000;
}
