import type { Company, Node, Role } from './company.js';
import { exp } from './elementary.js';
import type { Random } from './random.js';
import type { Industry, SectorPlan } from './sectors.js';
import type { Timeline } from './timeline.js';

const BANK_LOSS = -0.24;

/** How far a heavily shorted company rises (or falls) against the others in each leg. */
const PULLS = {
  large: [0.03, 0.02, -0.005],
  mid: [0.045, 0.035, 0.005],
  small: [-0.03, 0.01, -0.013],
} as const;

/** A place in the market that a company is made up for. */
export interface Slot {
  readonly plan: SectorPlan;
  readonly role: Role;
  /** US dollars on the base day. */
  readonly cap: number;
}

/** What decides how a company fares beside its sector and its size. */
export interface Traits {
  /** How heavily it is shorted for its size, in deviations. */
  readonly tilt: number;
  /** Whether its shorts were driven out in spring and summer. */
  readonly isSqueezed: boolean;
}

interface PathPlan {
  readonly start: number;
  /** Log growth to spring, to summer and to the end. */
  readonly legs: readonly number[];
  readonly after: number;
  readonly spread: number;
}

/** The path of a company without a story. */
export function freePath(
  random: Random,
  slot: Slot,
  industry: Industry,
  traits: Traits,
  timeline: Timeline,
): Company['path'] {
  return pathOf(planPath(random, slot, industry, traits), industry, timeline);
}

/** Log growth since the base at every turn: a drift by sector, luck, and the pull of the shorts. */
function planPath(random: Random, slot: Slot, industry: Industry, traits: Traits): PathPlan {
  const { plan, role, cap } = slot;
  const isLarge = role === 'SPX' || role === 'OTHER_LARGE';
  const wildness = isLarge ? 0.5 : cap > 2e9 ? 0.75 : cap > 300e6 ? 1 : 1.25;
  const spread = wildness * exp(0.28 * random.normal());
  const drift = (isLarge ? plan.largeDrift : plan.smallDrift) + (role === 'OTHER_SMALL' ? 0.06 : 0);
  const pull = PULLS[cap > 10e9 ? 'large' : cap > 2e9 ? 'mid' : 'small'].map(
    (p) => p * traits.tilt,
  );
  const squeeze = traits.isSqueezed ? [0.3, 0.42, 0] : [0, 0, 0];
  const bank = industry.name === 'Regional Banks' ? [BANK_LOSS, 0.12, 0] : [0, 0, 0];
  const luck = [0.325, 0.19, 0.165].map((share) => share * spread * random.normal());
  const legs = [0.5, 0.3, 0.2].map(
    (share, k) => share * drift + at(luck, k) + at(pull, k) + at(squeeze, k) + at(bank, k),
  );
  return {
    start: 0.12 * spread * random.normal(),
    legs,
    after: 0.04 * spread * random.normal(),
    spread,
  };
}

function at(values: readonly number[], k: number): number {
  return values[k] as number;
}

function pathOf(plan: PathPlan, industry: Industry, timeline: Timeline): Company['path'] {
  const spring = at(plan.legs, 0);
  const summer = spring + at(plan.legs, 1);
  const end = summer + at(plan.legs, 2);
  const nodes: Node[] = [
    [timeline.turn('start'), plan.start],
    [timeline.turn('base'), 0],
    [timeline.turn('spring'), spring],
    [timeline.turn('summer'), summer],
    [timeline.turn('end'), end],
    [timeline.turn('last'), end + plan.after],
  ];
  if (industry.name === 'Regional Banks') nodes.splice(2, 0, ...bankNodes(timeline, spring));
  return { kind: 'FREE', nodes, noise: 0.016 * plan.spread };
}

/** Regional banks lost a quarter in a few days of March and won some of it back in summer. */
function bankNodes(timeline: Timeline, spring: number): Node[] {
  const before = 0.35 * (spring - BANK_LOSS);
  return [
    [timeline.at('2023-03-07'), before],
    [timeline.at('2023-03-13'), before - 0.2],
  ];
}
