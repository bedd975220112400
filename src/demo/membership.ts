import type { Company } from './company.js';
import type { Timeline } from './timeline.js';

/** A change of members that takes effect before the open of day `t`. */
export interface Change {
  readonly t: number;
  readonly out: number;
  readonly in: number;
}

/**
 * Members of the large index: 503 lines on every day. A line that fails or is taken over makes room
 * for the largest company outside.
 */
export class LargeMembership {
  readonly first: readonly number[];
  readonly changes: readonly Change[];

  constructor(companies: readonly Company[], timeline: Timeline) {
    this.first = companies.flatMap(({ role }, i) => (role === 'SPX' ? [i] : []));
    const waiting = companies
      .map((company, i) => ({ i, company }))
      .filter(({ company }) => company.role === 'OTHER_LARGE')
      .sort((a, b) => cap(b.company) - cap(a.company));
    const leaving = this.first
      .map((i) => ({ i, t: exitDay(companies[i] as Company, timeline) }))
      .filter(({ t }) => t < timeline.count)
      .sort((a, b) => a.t - b.t || a.i - b.i);
    this.changes = leaving.map(({ i, t }, k) => ({
      t,
      out: i,
      in: (waiting[k] as { i: number }).i,
    }));
  }

  /** Ordinals of the members on day `t`. */
  on(t: number): readonly number[] {
    const past = this.changes.filter((change) => change.t <= t);
    const left = new Set(past.map((change) => change.out));
    const stay = this.first.filter((i) => !left.has(i));
    return [...stay, ...past.map((change) => change.in)].sort((a, b) => a - b);
  }

  /** The members after the close of day `t`: those of the next day. */
  after(t: number): readonly number[] {
    return this.on(t + 1);
  }
}

/**
 * Members of the small index: it shrinks as lines are delisted and is filled up once a year, by
 * size on 28 April, with effect from 26 June.
 */
export class SmallMembership {
  readonly first: readonly number[];
  /** First day of the new list. */
  readonly reviewDay: number;
  private readonly rankDay: number;
  private reviewed: readonly number[] = [];

  constructor(
    private readonly companies: readonly Company[],
    timeline: Timeline,
  ) {
    this.first = companies.flatMap(({ role }, i) => (role === 'RUT' ? [i] : []));
    this.rankDay = timeline.at('2023-04-28');
    this.reviewDay = timeline.at('2023-06-26');
  }

  /** Forms the new list before the open of its first day. */
  review(t: number, close: readonly Float64Array[]): void {
    if (t !== this.reviewDay) return;
    const size = (i: number): number =>
      ((close[i] as Float64Array)[this.rankDay] as number) *
      (this.companies[i] as Company).sharesOutstanding;
    const stay = this.on(t - 1).filter((i) => size(i) > 75e6 && size(i) < 6.5e9);
    const join = this.companies
      .map((company, i) => ({ company, i }))
      .filter(({ company, i }) => isEligible(company, t) && size(i) > 120e6 && size(i) < 4.2e9)
      .sort((a, b) => size(b.i) - size(a.i))
      .slice(0, this.first.length - stay.length);
    this.reviewed = [...stay, ...join.map(({ i }) => i)].sort((a, b) => a - b);
  }

  /** Ordinals of the members on day `t`; delisted lines are not among them. */
  on(t: number): readonly number[] {
    const list = t < this.reviewDay ? this.first : this.reviewed;
    return list.filter((i) => {
      const { lastRow } = (this.companies[i] as Company).events;
      return lastRow === undefined || t <= lastRow;
    });
  }

  /** The members after the close of day `t`: those of the next day. */
  after(t: number): readonly number[] {
    return this.on(t + 1);
  }
}

function isEligible(company: Company, t: number): boolean {
  const { conversion, lastRow } = company.events;
  return company.role === 'OTHER_SMALL' && conversion === undefined && (lastRow ?? t + 1) > t;
}

/** A failed or acquired line leaves the index the day after its last price. */
function exitDay(company: Company, timeline: Timeline): number {
  return (company.events.lastRow ?? timeline.count) + 1;
}

function cap(company: Company): number {
  return company.price * company.sharesOutstanding;
}
