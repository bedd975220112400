import { brinson } from '../kernels/brinson.js';
import { linkEffects, type Linking } from '../kernels/link-effects.js';
import { sum } from '../kernels/sum.js';
import { SECTORS, type Sector } from '../vocabulary.js';
import type { SectorDays } from './sector-days.js';

/** Part of a difference in return that one sector explains; NaN where unknown. */
export interface Tilt {
  readonly sector: Sector;
  /** Weights on the base day. */
  readonly subjectWeight: number;
  readonly benchmarkWeight: number;
  /** Returns over the window; NaN when the side never held the sector. */
  readonly subjectReturn: number;
  readonly benchmarkReturn: number;
  readonly allocation: number;
  readonly selection: number;
  readonly interaction: number;
}

/** Effects that add up to the difference in return that the members rebuild (M7). */
export interface LinkedEffects {
  readonly allocation: number;
  readonly selection: number;
  readonly interaction: number;
  /** In descending order of the size of the three effects together. */
  readonly tilts: readonly Tilt[];
}

/**
 * A difference in return by sectors, day by day after Brinson and Fachler, linked over the window
 * (M7). Everything but weights is NaN when the members of a side rebuild less than 90 % of it.
 */
export class AttributionModel {
  private readonly effects: Float64Array;
  private readonly isCovered: boolean;

  constructor(
    private readonly subject: SectorDays,
    private readonly benchmark: SectorDays,
  ) {
    this.isCovered = subject.isCovered && benchmark.isCovered;
    this.effects = dailyEffects(subject, benchmark);
  }

  /** Returns of both sides as their members rebuild them. */
  get rebuilt(): { subject: number; benchmark: number } {
    if (!this.isCovered) return { subject: Number.NaN, benchmark: Number.NaN };
    return { subject: compounded(this.subject.total), benchmark: compounded(this.benchmark.total) };
  }

  linked(linking: Linking): LinkedEffects {
    const { subject, benchmark } = this;
    const width = SECTORS.length;
    const linked = this.isCovered
      ? linkEffects(this.effects, subject.total, benchmark.total, linking)
      : new Float64Array(3 * width).fill(Number.NaN);
    const part = (k: number): Float64Array => linked.subarray(k * width, (k + 1) * width);
    const tilts = SECTORS.flatMap((_, j) => this.tilt(j, part(0), part(1), part(2)));
    tilts.sort((a, b) => size(b) - size(a) || (a.sector < b.sector ? -1 : 1));
    return {
      allocation: total(part(0)),
      selection: total(part(1)),
      interaction: total(part(2)),
      tilts,
    };
  }

  /** None for a sector that neither side ever held. */
  private tilt(
    j: number,
    allocation: Float64Array,
    selection: Float64Array,
    interaction: Float64Array,
  ): Tilt[] {
    const { subject, benchmark, isCovered } = this;
    if (!isHeld(subject, j) && !isHeld(benchmark, j)) return [];
    const tilt = {
      sector: SECTORS[j] as Sector,
      subjectWeight: subject.weights[j] as number,
      benchmarkWeight: benchmark.weights[j] as number,
      subjectReturn: isCovered ? sectorReturn(subject, j) : Number.NaN,
      benchmarkReturn: isCovered ? sectorReturn(benchmark, j) : Number.NaN,
      allocation: allocation[j] as number,
      selection: selection[j] as number,
      interaction: interaction[j] as number,
    };
    return [tilt];
  }
}

/** Sum of the three effects of a sector. */
export function totalEffect({ allocation, selection, interaction }: Tilt): number {
  return allocation + selection + interaction;
}

/** One row a day: allocation by sector, then selection, then interaction. */
function dailyEffects(subject: SectorDays, benchmark: SectorDays): Float64Array {
  const width = SECTORS.length;
  const effects = new Float64Array(subject.days * 3 * width);
  for (let d = 0; d < subject.days; d++) {
    const row = (side: SectorDays) => ({
      weights: side.weights.subarray(d * width, (d + 1) * width),
      returns: side.returns.subarray(d * width, (d + 1) * width),
    });
    const { allocation, selection, interaction } = brinson(row(subject), row(benchmark));
    const at = d * 3 * width;
    effects.set(allocation, at);
    effects.set(selection, at + width);
    effects.set(interaction, at + 2 * width);
  }
  return effects;
}

/** Days on which the side does not hold the sector leave its return as it is. */
function sectorReturn(side: SectorDays, j: number): number {
  if (!isHeld(side, j)) return Number.NaN;
  const own = new Float64Array(side.days);
  for (let d = 0; d < side.days; d++) own[d] = side.returns[d * SECTORS.length + j] || 0;
  return compounded(own);
}

function isHeld(side: SectorDays, j: number): boolean {
  for (let d = 0; d < side.days; d++) {
    if ((side.weights[d * SECTORS.length + j] as number) > 0) return true;
  }
  return false;
}

function compounded(returns: Float64Array): number {
  return returns.reduce((growth, own) => growth * (1 + own), 1) - 1;
}

/** As `sum`, but NaN when a term is. */
function total(values: Float64Array): number {
  return values.some(Number.isNaN) ? Number.NaN : sum(values);
}

function size(tilt: Tilt): number {
  return Math.abs(totalEffect(tilt)) || 0;
}
