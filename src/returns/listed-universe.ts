import type { Panel } from '../panel/panel.js';
import { hasEnded } from '../panel/price-at.js';
import { resolveUniverse, type Universe, type UniverseRequest } from '../securities/universe.js';

/**
 * The universe of a report of returns (M3). A set that names neither symbols nor an index is of
 * listed shares: what has no price in the window, such as a share that trades off the exchange, is
 * no member of it and not missing either. What is asked for by name stays in. With DAILY a member
 * counts up to the day after its listing ended.
 */
export function listedUniverse(panel: Panel, request: UniverseRequest): Universe {
  const universe = resolveUniverse(panel, request);
  const { where, index, universeAt, base, end } = request;
  const isNamed = index !== null || where?.index != null || where?.symbols != null;
  if (universeAt === 'DAILY') return listedDaily(panel, universe, isNamed);
  if (isNamed) return universe;
  const latest = universeAt === 'START' ? base : end;
  const members = universe.members.filter((i) => {
    const first = panel.prices.firstIndex[i] as number;
    return first >= 0 && first <= latest && !hasEnded(panel, i, base);
  });
  return { ...universe, members };
}

function listedDaily(panel: Panel, universe: Universe, isNamed: boolean): Universe {
  const { members, base, end } = universe;
  const { firstIndex } = panel.prices;
  const isIn = (k: number, t: number): boolean => {
    const i = members[k] as number;
    if (!universe.isMemberOn(k, t) || hasEnded(panel, i, t - 1)) return false;
    return isNamed || (firstIndex[i] as number) < t;
  };
  if (isNamed) return { ...universe, isMemberOn: isIn };
  const isEverIn = (k: number): boolean => {
    if ((firstIndex[members[k] as number] as number) < 0) return false;
    for (let t = base + 1; t <= end; t++) if (isIn(k, t)) return true;
    return false;
  };
  const kept = Int32Array.from(members.keys()).filter(isEverIn);
  return {
    ...universe,
    members: kept.map((k) => members[k] as number),
    isMemberOn: (k, t) => isIn(kept[k] as number, t),
  };
}
