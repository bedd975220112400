import type { Sector } from '../vocabulary.js';
import type { Company, Node } from './company.js';
import { exp, ln } from './elementary.js';
import { Random } from './random.js';
import { SECTOR_PLANS } from './sectors.js';
import { TURNS, type Timeline, type Turn } from './timeline.js';

/** The part of a path that many companies share; all of it is 0 at every turn. */
export interface CommonNoise {
  /** Of either index, in logs. */
  readonly large: Float64Array;
  readonly small: Float64Array;
  readonly sectors: ReadonlyMap<Sector, Float64Array>;
}

/** Log levels that the two indices are to have. */
export interface IndexTargets {
  readonly SPX: Float64Array;
  readonly RUT: Float64Array;
}

/** Closing levels at the turns; what lies between is noise. */
const LEVELS: Record<keyof IndexTargets, Record<Turn, number>> = {
  SPX: {
    start: 4062,
    base: 3839.5,
    winter: 4171,
    crisis: 3862,
    spring: 4184,
    summer: 4586,
    end: 4457.6,
    last: 4452,
  },
  RUT: {
    start: 1873,
    base: 1761.25,
    winter: 1992,
    crisis: 1748,
    spring: 1752,
    summer: 2001,
    end: 1851.6,
    last: 1846,
  },
};

/** Moves of the market and of sectors between the turns. The two indices move together. */
export function makeCommonNoise(seed: string, timeline: Timeline): CommonNoise {
  const random = new Random(`${seed}/noise`);
  const pins = Object.keys(TURNS).map((turn) => timeline.turn(turn as Turn));
  const large = bridge(random, pins, 0.0082, timeline.count);
  const own = bridge(random, pins, 0.0065, timeline.count);
  const sectors = SECTOR_PLANS.map(
    ({ sector }) => [sector, bridge(random, pins, 0.005, timeline.count)] as const,
  );
  return {
    large,
    small: large.map((move, t) => 1.05 * move + (own[t] as number)),
    sectors: new Map(sectors),
  };
}

export function makeIndexTargets(noise: CommonNoise, timeline: Timeline): IndexTargets {
  const target = (symbol: keyof IndexTargets, moves: Float64Array): Float64Array => {
    const nodes = Object.entries(LEVELS[symbol]).map(
      ([turn, level]): Node => [timeline.turn(turn as Turn), ln(level)],
    );
    const path = straight(nodes, timeline.count);
    return path.map((value, t) => value + (moves[t] as number));
  };
  return { SPX: target('SPX', noise.large), RUT: target('RUT', noise.small) };
}

/**
 * Relative prices of a company by day: US dollars for a FIXED path; for a FREE one, US dollars
 * before the common factor of its index.
 */
export function relativePrices(
  seed: string,
  company: Company,
  noise: CommonNoise,
  timeline: Timeline,
): Float64Array {
  const { path, role } = company;
  const random = new Random(`${seed}/path/${company.symbol}`);
  const pins = path.nodes.map(([t]) => t);
  const own = bridge(random, pins, path.noise, timeline.count);
  const line = straight(path.nodes, timeline.count);
  const market = role === 'SPX' || role === 'OTHER_LARGE' ? noise.large : noise.small;
  const sector = noise.sectors.get(company.sector) as Float64Array;
  const isFixed = path.kind === 'FIXED';
  return line.map((value, t) => {
    const shared = isFixed ? 0.9 * (market[t] as number) : (sector[t] as number);
    const price = exp(value + (own[t] as number) + shared);
    return isFixed ? price : company.price * price;
  });
}

/** Straight lines between nodes, flat before the first and after the last. */
export function straight(nodes: readonly Node[], count: number): Float64Array {
  const out = new Float64Array(count);
  let next = 0;
  for (let t = 0; t < count; t++) {
    while (next < nodes.length && (nodes[next] as Node)[0] < t) next++;
    out[t] = valueAt(nodes, next, t);
  }
  return out;
}

/** The value at `t` where `next` is the first node at or after it. */
function valueAt(nodes: readonly Node[], next: number, t: number): number {
  const right = nodes[Math.min(next, nodes.length - 1)] as Node;
  const left = nodes[Math.max(0, next - 1)] as Node;
  if (right[0] === left[0] || t >= right[0] || next === 0) return right[1];
  return left[1] + ((right[1] - left[1]) * (t - left[0])) / (right[0] - left[0]);
}

/** A random walk that returns to 0 at every pin. */
function bridge(
  random: Random,
  pins: readonly number[],
  sigma: number,
  count: number,
): Float64Array {
  const walk = new Float64Array(count);
  for (let t = 1; t < count; t++) walk[t] = (walk[t - 1] as number) + sigma * random.normal();
  const ends = pins.map((t): Node => [t, walk[t] as number]);
  const line = straight(ends, count);
  return walk.map((value, t) => value - (line[t] as number));
}
