import { symbolKey } from '../symbol.js';
import type { Day } from '../time/day.js';
import type { Panel } from './panel.js';

interface Use {
  readonly security: number;
  readonly fromOn: Day;
  readonly toOn: Day | null;
}

const indexes = new WeakMap<Panel, Map<string, Use[]>>();

/**
 * Ordinal of the security that used a symbol on a day, or that used it last when no day is given;
 * -1 when there is none. Any spelling of the symbol will do.
 */
export function findSecurity(panel: Panel, symbol: string, on: Day | null = null): number {
  const uses = keyIndex(panel).get(symbolKey(symbol));
  if (uses === undefined) return -1;
  if (on === null) return (uses.at(-1) as Use).security;
  const use = uses.findLast((it) => it.fromOn <= on && (it.toOn === null || it.toOn >= on));
  return use?.security ?? -1;
}

/**
 * The same, for a symbol that means the security which used it last on or before a day; one that
 * was first used after the day counts when there is no other.
 */
export function findSecurityBy(panel: Panel, symbol: string, by: Day): number {
  const uses = keyIndex(panel).get(symbolKey(symbol));
  if (uses === undefined) return -1;
  return (uses.findLast((it) => it.fromOn <= by) ?? (uses[0] as Use)).security;
}

/** All symbols the panel knows, in spelling-free form: the word list for suggestions. */
export function knownKeys(panel: Panel): Iterable<string> {
  return keyIndex(panel).keys();
}

function keyIndex(panel: Panel): Map<string, Use[]> {
  const known = indexes.get(panel);
  if (known !== undefined) return known;
  const built = new Map<string, Use[]>();
  panel.securities.spells.forEach((spells, security) => {
    for (const { key, fromOn, toOn } of spells) {
      const uses = built.get(key) ?? [];
      uses.push({ security, fromOn, toOn });
      built.set(key, uses);
    }
  });
  for (const uses of built.values()) uses.sort((a, b) => a.fromOn - b.fromOn);
  indexes.set(panel, built);
  return built;
}
