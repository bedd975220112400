import { compareNumbers } from '../kernels/compare-numbers.js';
import type { Panel } from '../panel/panel.js';
import { marketCapAt } from '../panel/price-at.js';
import { checkFilter } from './check-filter.js';
import type { NamedSecurities } from './named-securities.js';
import { resolveUniverse, type SecurityFilter } from './universe.js';

export type SecurityField = 'SYMBOL' | 'NAME' | 'MARKET_CAP';

export interface SecurityQuestion {
  readonly where: SecurityFilter | null;
  /** Day index of the close at which the filter and market values are read. */
  readonly at: number;
  readonly field: SecurityField;
  readonly direction: 'ASC' | 'DESC';
}

/** Securities in order, and what tells their list from any other, for cursors. */
export interface SecurityList {
  readonly ordinals: Int32Array;
  /** What the symbols of the filter mean; null without any. */
  readonly named: NamedSecurities | null;
  readonly name: string;
}

/**
 * The securities that pass a filter, in order. An unknown market value comes last either way; ties
 * go by symbol, as ordinals do. Whoever is stored is in it, listed on the day or not. Errors:
 * UNKNOWN_SYMBOL, UNKNOWN_INDEX and BAD_USER_INPUT of the filter, with suggestions.
 */
export function listSecurities(panel: Panel, question: SecurityQuestion): SecurityList {
  const { where, at, field, direction } = question;
  checkFilter(panel, where);
  const request = { where, index: null, universeAt: 'END', base: at, end: at } as const;
  const { members, named } = resolveUniverse(panel, request);
  const compare = comparison(panel, members, at, field);
  const sign = direction === 'ASC' ? 1 : -1;
  const ordinals = members.toSorted((a, b) => compare(a, b, sign) || a - b);
  return {
    ordinals,
    named,
    name: JSON.stringify([panel.version.hash, at, field, direction, where]),
  };
}

type Compare = (a: number, b: number, sign: number) => number;

function comparison(panel: Panel, members: Int32Array, at: number, field: SecurityField): Compare {
  if (field === 'SYMBOL') return (a, b, sign) => sign * (a - b);
  if (field === 'NAME') {
    const ranks = nameRanks(panel);
    return (a, b, sign) => sign * ((ranks[a] as number) - (ranks[b] as number));
  }
  const caps = new Float64Array(panel.securities.count);
  for (const i of members) caps[i] = marketCapAt(panel, i, at);
  return (a, b, sign) => compareNumbers(caps[a] as number, caps[b] as number, sign);
}

const ranksOf = new WeakMap<Panel, Int32Array>();

/** The place of each security in the order of names, equal names sharing one. */
function nameRanks(panel: Panel): Int32Array {
  let ranks = ranksOf.get(panel);
  if (ranks === undefined) {
    const names = panel.securities.names.map((name) => name.toUpperCase());
    const order = [...names.keys()].sort((a, b) =>
      compareText(names[a] as string, names[b] as string),
    );
    ranks = new Int32Array(names.length);
    let rank = 0;
    order.forEach((i, k) => {
      if (k > 0 && names[i] !== names[order[k - 1] as number]) rank = k;
      (ranks as Int32Array)[i] = rank;
    });
    ranksOf.set(panel, ranks);
  }
  return ranks;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
