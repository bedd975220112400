import { exactSum, known } from './exact.js';

/** Naive twin of `concentration` for one `count`. */
export function concentration(
  weights: readonly (number | null)[],
  contributions: readonly (number | null)[],
  count: number,
) {
  const heaviest = known(weights).sort((a, b) => b - a);
  const hhi = heaviest.length === 0 ? null : exactSum(heaviest.map((weight) => weight ** 2));
  const members = weights
    .map((weight, i) => ({ weight, part: contributions[i] ?? null }))
    .filter((member) => member.weight !== null && member.part !== null) as {
    weight: number;
    part: number;
  }[];
  members.sort((a, b) => b.part - a.part);
  const parts = members.map((member) => member.part);
  const total = exactSum(parts);
  const top = exactSum(parts.slice(0, count));
  const gains = exactSum(parts.filter((part) => part > 0));
  const restWeight = exactSum(members.slice(count).map((member) => member.weight));
  return {
    hhi,
    effectiveCount: hhi === null || hhi === 0 ? null : 1 / hhi,
    topWeight: heaviest.length === 0 ? null : exactSum(heaviest.slice(0, count)),
    topContribution: Math.abs(total) < 0.005 ? null : top / total,
    topShareOfGains: gains === 0 ? null : top / gains,
    exTopReturn: restWeight === 0 ? null : exactSum(parts.slice(count)) / restWeight,
  };
}
