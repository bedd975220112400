import type { Sector } from '../vocabulary.js';
import type { Company, Exchange, Node, Role } from './company.js';
import { exp, ln } from './elementary.js';
import { freePath, type Slot } from './free-path.js';
import type { Headliner, Told } from './headliner.js';
import { HEADLINERS } from './headliners.js';
import { NameMaker } from './names.js';
import { Random } from './random.js';
import { SECTOR_PLANS, type Industry, type SectorPlan } from './sectors.js';
import { shortRatio, turnoverFor } from './short-plan.js';
import type { Timeline } from './timeline.js';

const LARGE_LINES = 503;
const SMALL_LINES = 1950;
const OTHER_LARGE_LINES = 60;

/** What either class of a company with two is of the whole. */
const TWO_CLASSES: ReadonlyMap<string, number> = new Map([
  ['MRQ', 0.34],
  ['MRQP', 0.65],
]);

/** Every line of the market in the order of the symbols: headliners and about 2,950 others. */
export function makeCompanies(seed: string, timeline: Timeline): Company[] {
  const random = new Random(`${seed}/companies`);
  const taken = HEADLINERS.flatMap(({ symbol }) => [symbol, `${symbol}Q`]);
  const names = new NameMaker(random, [...taken, 'FRCB']);
  const told = HEADLINERS.map((headliner) => fromHeadliner(headliner, timeline));
  const others = makeSlots(random).map((slot, k) => fromSlot(slot, k, names, random, timeline));
  return [...told, ...others].sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
}

/** Sector, role and size of every company without a story. */
function makeSlots(random: Random): Slot[] {
  const count = (role: Role, sector?: Sector): number =>
    HEADLINERS.filter((h) => h.role === role && (sector === undefined || h.sector === sector))
      .length;
  const large = SECTOR_PLANS.flatMap((plan) =>
    Array.from({ length: plan.largeCount - count('SPX', plan.sector) }, () => plan),
  );
  const small = random.shuffle(
    SECTOR_PLANS.flatMap((plan) => Array.from({ length: plan.smallCount }, () => plan)),
  );
  const ranked = random.shuffle(large);
  const slots: Slot[] = ranked.map((plan, k) => ({
    plan,
    role: 'SPX',
    cap: largeCap(LARGE_LINES - ranked.length + k),
  }));
  const members = SMALL_LINES - count('RUT');
  small.forEach((plan, k) => {
    if (k < members) slots.push({ plan, role: 'RUT', cap: smallCap(random, plan) });
    else slots.push({ plan, role: 'OTHER_SMALL', cap: otherCap(random) });
  });
  for (let k = 0; k < OTHER_LARGE_LINES; k++) {
    const plan = random.pick(SECTOR_PLANS);
    slots.push({ plan, role: 'OTHER_LARGE', cap: 1e9 * random.between(9, 55) });
  }
  return slots;
}

/** Market value by rank in the large index: a power law that bends down at the end. */
function largeCap(rank: number): number {
  const bend = rank < 380 ? 1 : 1 - (0.62 * (rank - 380)) / (LARGE_LINES - 380);
  return 540e9 * exp(-0.85 * ln(Math.max(rank, 8) / 8)) * bend;
}

function smallCap(random: Random, plan: SectorPlan): number {
  for (;;) {
    const cap = 0.6e9 * plan.smallSize * exp(1.15 * random.normal());
    if (cap > 35e6 && cap < 7.2e9) return cap;
  }
}

/** Companies outside both indices: two in three are mid-sized, the rest are small to tiny. */
function otherCap(random: Random): number {
  if (random.next() < 0.67) return 1e9 * Math.min(9.6, 5.2 * exp(0.4 * random.normal()));
  return Math.max(6e6, Math.min(1.6e9, 1.1e8 * exp(1.25 * random.normal())));
}

function fromSlot(
  slot: Slot,
  rank: number,
  names: NameMaker,
  random: Random,
  timeline: Timeline,
): Company {
  const { plan, role, cap } = slot;
  const industry = pickIndustry(random, plan);
  const name = names.name(industry.words);
  const price = startPrice(random, cap);
  const isSqueezed = role === 'RUT' && cap > 0.75e9 && cap < 1.95e9 && random.next() < 0.06;
  const usual = shortRatio(random, cap, industry.name);
  const shorts = isSqueezed ? { ...usual, ratio: random.between(0.1, 0.22) } : usual;
  const path = freePath(random, slot, industry, { tilt: shorts.tilt, isSqueezed }, timeline);
  const turnover = turnoverFor(random, cap, shorts.ratio);
  return {
    symbol: classSymbol(rank, names) ?? names.symbol(name),
    name,
    sector: plan.sector,
    industry: industry.name,
    exchange: pickExchange(random, plan, cap),
    role,
    price,
    sharesOutstanding: Math.round(cap / price / 100) * 100,
    floatRatio: Math.round(random.between(0.68, 1) * 1000) / 1000,
    turnover,
    path,
    shorts: { ratio: shorts.ratio, nodes: null },
    dividend: quarterlyDividend(random, plan, price, cap),
    listedYear: random.integer(1972, 2021),
    splits: [],
    events: {},
  };
}

/** Two lines carry a class letter, so that every source can spell it in its own way. */
function classSymbol(rank: number, names: NameMaker): string | null {
  const symbol = rank === 40 ? 'HVN.B' : rank === 900 ? 'KRD.A' : null;
  return symbol !== null && names.claim(symbol) ? symbol : null;
}

function pickIndustry(random: Random, plan: SectorPlan): Industry {
  let left = random.next() * plan.industries.reduce((sum, industry) => sum + industry.weight, 0);
  for (const industry of plan.industries) {
    left -= industry.weight;
    if (left < 0) return industry;
  }
  return plan.industries[0] as Industry;
}

function pickExchange(random: Random, plan: SectorPlan, cap: number): Exchange {
  if (random.next() < plan.nasdaq) return 'nasdaq';
  return cap < 250e6 && random.next() < 0.4 ? 'amex' : 'nyse';
}

function startPrice(random: Random, cap: number): number {
  const typical = cap > 10e9 ? 110 : cap > 2e9 ? 42 : cap > 300e6 ? 17 : cap > 50e6 ? 5.5 : 1.6;
  const price = typical * exp(0.6 * random.normal());
  return Math.max(0.3, Math.round(price * 100) / 100);
}

function quarterlyDividend(random: Random, plan: SectorPlan, price: number, cap: number): number {
  const chance = cap > 10e9 ? 0.7 : cap > 1e9 ? 0.35 : 0.1;
  const pays = plan.sector !== 'HEALTH_CARE' && random.next() < chance;
  return pays ? Math.max(0.01, Math.round(price * random.between(0.3, 1.1)) / 100) : 0;
}

function fromHeadliner(headliner: Headliner, timeline: Timeline): Company {
  const nodes = told(headliner.prices, timeline);
  const base = nodes.find(([t]) => t === timeline.turn('base'));
  const price = base === undefined ? (nodes[0]?.[1] ?? 1) : base[1];
  const shorts = told(headliner.shorts, timeline).map(([t, value]): Node => [t, value * 1e6]);
  return {
    symbol: headliner.symbol,
    name: headliner.name,
    sector: headliner.sector,
    industry: headliner.industry,
    exchange: headliner.exchange,
    role: headliner.role,
    price,
    sharesOutstanding: headliner.sharesOutstanding * 1e6,
    floatRatio: TWO_CLASSES.get(headliner.symbol) ?? 0.95,
    turnover: headliner.role === 'SPX' ? 0.007 : 0.014,
    path: {
      kind: 'FIXED',
      nodes: nodes.map(([t, value]): Node => [t, ln(value)]),
      noise: headliner.noise,
    },
    shorts: { ratio: 0, nodes: shorts },
    dividend: 0,
    listedYear: 1995,
    splits: [],
    events: {},
  };
}

function told(story: Told, timeline: Timeline): Node[] {
  return story.map(([date, value]): Node => [timeline.at(date), value]);
}
