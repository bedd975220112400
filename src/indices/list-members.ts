import { compareNumbers } from '../kernels/compare-numbers.js';
import { Kept } from '../panel/kept.js';
import type { IndexColumns, Panel } from '../panel/panel.js';
import { checkFilter } from '../securities/check-filter.js';
import type { NamedSecurities } from '../securities/named-securities.js';
import { resolveUniverse, type SecurityFilter, type Universe } from '../securities/universe.js';
import type { Day } from '../time/day.js';
import { holdingsFor, membersOn, weightsOn } from '../panel/membership.js';

export interface MemberQuestion {
  /** Null for the last day with holdings. */
  readonly on: Day | null;
  readonly where: SecurityFilter | null;
  readonly field: 'WEIGHT' | 'SYMBOL';
  readonly direction: 'ASC' | 'DESC';
}

export interface Member {
  /** Ordinal in the panel. */
  readonly security: number;
  /** Share of the whole index, also in a list that a filter restricts; NaN unknown. */
  readonly weight: number;
}

/** Members of an index in order, and what tells their list from any other, for cursors. */
export interface MemberList {
  readonly members: readonly Member[];
  /** Day of the holdings that were read, for members or for weights alone; null without any. */
  readonly heldOn: Day | null;
  /** What the symbols of the filter mean; null without any. */
  readonly named: NamedSecurities | null;
  readonly name: string;
}

/**
 * The members of an index on a day with their weights (M2, M3), in order. An unknown weight comes
 * last either way; ties go by symbol, as ordinals do. Errors: UNKNOWN_SYMBOL, UNKNOWN_INDEX and
 * BAD_USER_INPUT of the filter, with suggestions.
 */
export function listMembers(
  panel: Panel,
  index: IndexColumns,
  { on, where, field, direction }: MemberQuestion,
): MemberList {
  checkFilter(panel, where);
  const day = dayToRead(panel, index, on);
  const name = JSON.stringify([panel.version.hash, index.symbol, day, where, field, direction]);
  return lists.of(panel, name, () => {
    const t = panel.axis.indexOnOrBefore(day);
    const universe = where === null ? null : universeAt(panel, where, t);
    const members = membersInOrder(panel, index, day, { universe, field, direction });
    const heldOn = holdingsFor(index, day)?.heldOn ?? null;
    return { members, heldOn, named: universe?.named ?? null, name };
  });
}

/** Bytes of an entry of a list. */
const ENTRY_BYTES = 48;

const lists = new Kept<MemberList>('members', ({ members }) => ENTRY_BYTES * members.length);

interface MemberOrder extends Pick<MemberQuestion, 'field' | 'direction'> {
  /** Whom a filter keeps; null without one. */
  readonly universe: Universe | null;
}

function membersInOrder(
  panel: Panel,
  index: IndexColumns,
  day: Day,
  { universe, field, direction }: MemberOrder,
): Member[] {
  const t = panel.axis.indexOnOrBefore(day);
  const { members } = membersOn(panel, index, day);
  const weights = weightsOn(panel, index, t, members);
  const wanted = universe === null ? null : new Set(universe.members);
  const kept = Array.from(members, (security, k) => ({ security, weight: weights[k] as number }));
  const sign = direction === 'ASC' ? 1 : -1;
  return kept
    .filter(({ security }) => wanted?.has(security) ?? true)
    .sort((a, b) =>
      field === 'SYMBOL'
        ? sign * (a.security - b.security)
        : compareNumbers(a.weight, b.weight, sign) || a.security - b.security,
    );
}

/** The day itself, at most the last one with data; without one the last with holdings. */
function dayToRead({ axis }: Panel, { spells, holdings }: IndexColumns, on: Day | null): Day {
  const lastHeld = spells.length > 0 ? null : (holdings.at(-1)?.heldOn ?? null);
  const wanted = on ?? lastHeld ?? axis.lastOn;
  return axis.length > 0 ? Math.min(wanted, axis.lastOn) : wanted;
}

function universeAt(panel: Panel, where: SecurityFilter, t: number): Universe {
  return resolveUniverse(panel, { where, index: null, universeAt: 'END', base: t, end: t });
}
