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
  if (universeAt === 'DAILY') {
    const isMemberOn = (k: number, t: number): boolean =>
      universe.isMemberOn(k, t) && isListed(panel, universe.members[k] as number, t - 1, isNamed);
    return { ...universe, isMemberOn };
  }
  if (isNamed) return universe;
  const latest = universeAt === 'START' ? base : end;
  const members = universe.members.filter((i) => {
    const first = panel.prices.firstIndex[i] as number;
    return first >= 0 && first <= latest && !hasEnded(panel, i, base);
  });
  return { ...universe, members };
}

function isListed(panel: Panel, i: number, t: number, isNamed: boolean): boolean {
  if (hasEnded(panel, i, t)) return false;
  const first = panel.prices.firstIndex[i] as number;
  return isNamed || (first >= 0 && first <= t);
}
