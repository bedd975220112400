import type { Closes } from './closes.js';
import { type Company, isListed } from './company.js';
import { Random } from './random.js';
import type { Timeline } from './timeline.js';
import { addTradingDays, isTradingDay } from '../time/calendar.js';
import { type Day, day } from '../time/day.js';

/**
 * The sessions before the story, so that a mean of 200 closes and a high of 252 are known from its
 * base day on. Nothing happens in them: no split, listing or end, the first members of each index.
 */
export interface History {
  /** In order; the last is the session before the first of the story. */
  readonly days: readonly Day[];
  /** By company and day, in the split basis of the base day; empty for one that lists later. */
  readonly close: readonly Float64Array[];
  /** Shares traded, likewise. */
  readonly volume: readonly Float64Array[];
  readonly levels: { readonly SPX: Float64Array; readonly RUT: Float64Array };
}

/** 262 sessions before the base day of the story. */
const FIRST_ON = day('2021-12-14');
/** Of a session, as a ratio. Walked back, noise raises prices too: both indices fall by 13 %. */
const DRIFT = 0.00044;
const MARKET_NOISE = 0.012;

/** Walks from the first close of the story back. */
export function makeHistory(
  seed: string,
  companies: readonly Company[],
  closes: Closes,
  timeline: Timeline,
): History {
  const days = sessionsBefore(timeline.on(0));
  const random = new Random(`${seed}/history`);
  const market = Float64Array.from(days, () => DRIFT + MARKET_NOISE * random.normal());
  const close = companies.map((company, i) =>
    isListed(company, 0)
      ? walkBack(seed, company, (closes.close[i] as Float64Array)[0] as number, market)
      : new Float64Array(0),
  );
  const levelsOf = (members: readonly number[], level: Float64Array): Float64Array =>
    levelsBack(companies, members, { close, first: closes.close, level });
  return {
    days,
    close,
    volume: companies.map((company, i) =>
      volumes(seed, company, (close[i] as Float64Array).length),
    ),
    levels: {
      SPX: levelsOf(closes.large.first, closes.levels.SPX),
      RUT: levelsOf(closes.small.first, closes.levels.RUT),
    },
  };
}

function sessionsBefore(on: Day): Day[] {
  const days: Day[] = [];
  const first = isTradingDay(FIRST_ON) ? FIRST_ON : addTradingDays(FIRST_ON, 1);
  for (let it = first; it < on; it = addTradingDays(it, 1)) days.push(it);
  return days;
}

/** Closes as an exchange prints them; `market[h]` is the move of the session after day `h`. */
function walkBack(
  seed: string,
  company: Company,
  last: number,
  market: Float64Array,
): Float64Array {
  const random = new Random(`${seed}/history/${company.symbol}`);
  const out = new Float64Array(market.length);
  let price = last;
  for (let h = market.length - 1; h >= 0; h--) {
    // Two uniforms make noise enough, at half the cost of a normal draw.
    const own = 2.4 * company.path.noise * (random.next() + random.next() - 1);
    price /= 1 + (market[h] as number) + own;
    out[h] =
      price < 1 ? Math.max(1, Math.round(price * 10_000)) / 10_000 : Math.round(price * 100) / 100;
  }
  return out;
}

/** Around the usual turnover of the company. */
function volumes(seed: string, company: Company, count: number): Float64Array {
  const random = new Random(`${seed}/history-volume/${company.symbol}`);
  const usual = company.sharesOutstanding * company.turnover;
  return Float64Array.from({ length: count }, () =>
    Math.max(100, Math.round(usual * (0.6 + 0.8 * random.next()))),
  );
}

/** Levels that the first members make, joined to the first level of the story. */
function levelsBack(
  companies: readonly Company[],
  members: readonly number[],
  given: { close: History['close']; first: Closes['close']; level: Float64Array },
): Float64Array {
  const value = (priceOf: (i: number) => number): number =>
    members.reduce((sum, i) => {
      const { sharesOutstanding, floatRatio } = companies[i] as Company;
      return sum + sharesOutstanding * floatRatio * priceOf(i);
    }, 0);
  const points = (given.level[0] as number) / value((i) => given.first[i]?.[0] as number);
  const count = given.close[members[0] as number]?.length ?? 0;
  return Float64Array.from({ length: count }, (_, h) => {
    const level = points * value((i) => given.close[i]?.[h] as number);
    return Math.round(level * 100) / 100;
  });
}
