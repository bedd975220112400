import { type Company, isListed, splitFactor } from './company.js';
import { exp, ln } from './elementary.js';
import { LargeMembership, SmallMembership } from './membership.js';
import { type CommonNoise, type IndexTargets, relativePrices } from './paths.js';
import type { Timeline } from './timeline.js';

export interface Closes {
  /** By company and day, in the split basis of the base day; NaN before the listing. */
  readonly close: readonly Float64Array[];
  readonly levels: { readonly SPX: Float64Array; readonly RUT: Float64Array };
  readonly large: LargeMembership;
  readonly small: SmallMembership;
}

/**
 * Prices day by day. The free companies of either index share one factor a day, chosen so that the
 * index, computed from its members at rounded prices, meets its target.
 */
export function makeCloses(
  seed: string,
  companies: readonly Company[],
  noise: CommonNoise,
  targets: IndexTargets,
  timeline: Timeline,
): Closes {
  const relative = companies.map((company) => relativePrices(seed, company, noise, timeline));
  const close = companies.map(() => new Float64Array(timeline.count).fill(Number.NaN));
  const large = new LargeMembership(companies, timeline);
  const small = new SmallMembership(companies, timeline);
  const day = new PricingDay(companies, relative, close);
  const groups = [
    { roles: ['SPX', 'OTHER_LARGE'], members: large, target: targets.SPX, level: levels(timeline) },
    { roles: ['RUT', 'OTHER_SMALL'], members: small, target: targets.RUT, level: levels(timeline) },
  ];
  const base = timeline.turn('base');
  for (let t = 0; t < timeline.count; t++) {
    small.review(t, close);
    for (const group of groups) {
      const members = group.members.on(t);
      const ordinals = companies.flatMap(({ role }, i) => (group.roles.includes(role) ? [i] : []));
      const before = (t === 0 ? group.target[0] : ln(group.level[t - 1] as number)) as number;
      const growth = exp((group.target[t] as number) - before);
      const opening = exp((group.target[0] as number) - (group.target[base] as number));
      day.price(t, ordinals, members, t === 0 ? { factor: opening } : { growth });
      group.level[t] =
        t === 0 ? exp(group.target[0] as number) : day.levelAfter(t, members, group.level);
    }
  }
  const [spx, rut] = groups as [(typeof groups)[0], (typeof groups)[0]];
  return {
    close,
    levels: { SPX: rebase(spx.level, base, 3839.5), RUT: rebase(rut.level, base, 1761.25) },
    large,
    small,
  };
}

function levels(timeline: Timeline): Float64Array {
  return new Float64Array(timeline.count);
}

function rebase(level: Float64Array, base: number, points: number): Float64Array {
  const factor = points / (level[base] as number);
  return level.map((value) => Math.round(value * factor * 100) / 100);
}

/** Prices the companies of one group on one day. */
class PricingDay {
  constructor(
    private readonly companies: readonly Company[],
    private readonly relative: readonly Float64Array[],
    private readonly close: readonly Float64Array[],
  ) {}

  /** Either the growth of the index since the day before is given, or the common factor itself. */
  price(
    t: number,
    ordinals: readonly number[],
    members: readonly number[],
    given: { readonly growth: number } | { readonly factor: number },
  ): void {
    for (const i of ordinals) (this.close[i] as Float64Array)[t] = this.ownPrice(i, t);
    const factor = 'factor' in given ? given.factor : this.factor(t, members, given.growth);
    for (const i of ordinals) {
      if (!this.isFree(i, t) || !this.isAlive(i, t)) continue;
      const price = (this.relative[i] as Float64Array)[t] as number;
      (this.close[i] as Float64Array)[t] = rounded(this.company(i), t, price * factor);
    }
  }

  /** Index level out of the members that have a price on both days. */
  levelAfter(t: number, members: readonly number[], level: Float64Array): number {
    let before = 0;
    let after = 0;
    for (const i of members) {
      if (!this.isAlive(i, t)) continue;
      const shares = this.indexShares(i);
      before += shares * this.closeAt(i, t - 1);
      after += shares * this.closeAt(i, t);
    }
    return ((level[t - 1] as number) * after) / before;
  }

  private factor(t: number, members: readonly number[], growth: number): number {
    let wanted = 0;
    let free = 0;
    for (const i of members) {
      if (!this.isAlive(i, t)) continue;
      const shares = this.indexShares(i);
      wanted += shares * this.closeAt(i, t - 1) * growth;
      if (this.isFree(i, t)) free += shares * ((this.relative[i] as Float64Array)[t] as number);
      else wanted -= shares * this.closeAt(i, t);
    }
    return wanted / free;
  }

  /** The price of a company that does not follow the common factor; NaN where it does. */
  private ownPrice(i: number, t: number): number {
    const company = this.company(i);
    const { halt, deal, lastRow, terminal } = company.events;
    if (terminal !== undefined && t >= terminal.t) return terminal.amount ?? this.closeAt(i, t - 1);
    if (lastRow !== undefined && t > lastRow) return this.closeAt(i, t - 1);
    if (halt !== undefined && t >= halt.from && t <= halt.to) return this.closeAt(i, t - 1);
    if (deal !== undefined && t >= deal.t) return this.dealPrice(i, t);
    if (company.path.kind === 'FREE' || !isListed(company, t)) return Number.NaN;
    return rounded(company, t, (this.relative[i] as Float64Array)[t] as number);
  }

  /** After an offer the price stays a little below it; the offer is fixed on its first day. */
  private dealPrice(i: number, t: number): number {
    const company = this.company(i);
    const deal = company.events.deal as NonNullable<Company['events']['deal']>;
    const partner = this.companies.findIndex(({ symbol }) => symbol === deal.acquirer);
    const unit = partner < 0 ? 1 : this.closeAt(partner, t - 1);
    deal.terms ??= roundTo((deal.premium * this.closeAt(i, t - 1)) / unit, partner < 0 ? 20 : 1000);
    const wobble = 1 - 0.004 * ((t * 7 + i) % 4);
    return rounded(company, t, deal.terms * unit * wobble);
  }

  private isFree(i: number, t: number): boolean {
    const { path, events } = this.company(i);
    if (path.kind === 'FIXED') return false;
    const isHalted = events.halt !== undefined && t >= events.halt.from && t <= events.halt.to;
    return !isHalted && (events.deal === undefined || t < events.deal.t);
  }

  /** Listed today and, but for the first day, the day before. */
  private isAlive(i: number, t: number): boolean {
    return isListed(this.company(i), t);
  }

  private indexShares(i: number): number {
    const company = this.company(i);
    return company.sharesOutstanding * company.floatRatio;
  }

  private closeAt(i: number, t: number): number {
    return (this.close[i] as Float64Array)[t] as number;
  }

  private company(i: number): Company {
    return this.companies[i] as Company;
  }
}

/** A close as the exchange prints it, to the cent, or to a hundredth of one below a dollar. */
function rounded(company: Company, t: number, price: number): number {
  const factor = splitFactor(company, t);
  const raw = price / factor;
  const printed =
    raw < 1 ? Math.max(1, Math.round(raw * 10_000)) / 10_000 : Math.round(raw * 100) / 100;
  return printed * factor;
}

function roundTo(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
