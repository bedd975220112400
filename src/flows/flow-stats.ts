import { Accumulator } from '../kernels/sum.js';
import type { Member } from './fund-set.js';

/** Flows of a set of funds in US dollars (M17); NaN where a number cannot be computed. */
export interface FlowNumbers {
  readonly netFlow: number;
  readonly startAssets: number;
  readonly endAssets: number;
  readonly portfolioChange: number;
  readonly flowRatio: number;
}

/**
 * Sums of a set of funds (M17): flow over all of them, assets over the matched ones. The ratio is
 * the flow of the matched funds over their assets at the start. What assets changed beyond the flow
 * is known only where every fund is matched. Without any fund all is NaN.
 */
export function flowNumbers(members: readonly Member[]): FlowNumbers {
  const matched = members.filter((member) => member.isMatched);
  const startAssets = sumOf(matched, (member) => member.startAssets);
  const endAssets = sumOf(matched, (member) => member.endAssets);
  const matchedFlow = sumOf(matched, (member) => member.netFlow);
  const isWhole = matched.length === members.length;
  return {
    netFlow: sumOf(members, (member) => member.netFlow),
    startAssets,
    endAssets,
    portfolioChange: isWhole ? endAssets - startAssets - matchedFlow : Number.NaN,
    flowRatio: startAssets > 0 ? matchedFlow / startAssets : Number.NaN,
  };
}

function sumOf(members: readonly Member[], pick: (member: Member) => number): number {
  if (members.length === 0) return Number.NaN;
  const total = new Accumulator();
  for (const member of members) total.add(pick(member));
  return total.value;
}
