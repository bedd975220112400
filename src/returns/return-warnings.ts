import { type DataWarning, type DataWarningCode, warning } from '../graphql/coverage.type.js';
import { isMaterial, MATERIAL_CHANGE } from '../graphql/material.js';
import { dayView } from '../panel/day-view.js';
import { DAY_FLAG } from '../panel/derived/day-rows.js';
import { findIndex } from '../panel/find-index.js';
import { holdingsFor, isStaleFor, membersOn } from '../panel/membership.js';
import type { IndexColumns, Panel } from '../panel/panel.js';
import { JUMP_FACTOR } from '../panel/derived/jumps.js';
import { endsUnexplained } from '../panel/price-at.js';
import { hasJump } from '../panel/price-jumps.js';
import { unknownSymbols } from '../securities/named-securities.js';
import { sizeCrossers } from '../securities/size-crossers.js';
import { formatDay } from '../time/day.js';
import type { ResolvedWindow } from '../time/window.js';
import type { ReturnModel } from './return-model.js';
import { isCovered } from './return-stats.js';
import { isStaleOn } from './security-return.js';

/**
 * What a careful reader should know about a report of returns. Empty when there is nothing. Members
 * are told of when they make up 1 % of the set, changes of the set when they make up 10 % of it.
 */
export function returnWarnings(model: ReturnModel): DataWarning[] {
  const { panel, request } = model;
  const { base, end } = request.window;
  const { members, periodReturn, baseWeight } = model.moves;
  const isPriced = (k: number): boolean => !Number.isNaN(periodReturn[k]);
  const isStale = [staleOn(panel, base), staleOn(panel, end)] as const;
  const isHeld = (i: number): boolean => (panel.prices.lastIndex[i] as number) >= base;
  const found: (DataWarning | null)[] = [
    clippedWindow(request.window, members.length),
    ...unknownSymbols(panel, model.universe.named),
    ofMembers(model, 'MISSING_PRICE', (i, k) => !isPriced(k) && !isNewListing(model, i)),
    ofMembers(model, 'STALE_PRICE', (i, k) => isPriced(k) && (isStale[0](i) || isStale[1](i))),
    suspectPrice(model),
    ofMembers(model, 'MISSING_MARKET_CAP', (_, k) => isPriced(k) && Number.isNaN(baseWeight[k])),
    ofMembers(
      model,
      'DELISTED_NO_TERMINAL_PRICE',
      (i) => isHeld(i) && endsUnexplained(panel, i, end),
    ),
    tierChanged(model),
    ...indicesOf(model).flatMap((index) => [
      universeChanged(model, index),
      staleHoldings(model, index),
    ]),
    insufficientCoverage(members.length, model.total.stats.pricedCount),
  ];
  return found.filter((entry) => entry !== null);
}

/** `isStaleOn` of a day. */
function staleOn(panel: Panel, t: number): (i: number) => boolean {
  const flags = dayView(panel, t)?.flags;
  if (flags === undefined) return (i) => isStaleOn(panel, i, t);
  return (i) => ((flags[i] as number) & DAY_FLAG.IS_STALE) !== 0;
}

/** Says that a window was cut to the stored data; null when it was not. */
export function clippedWindow(window: ResolvedWindow, count: number): DataWarning | null {
  if (!window.isClipped) return null;
  const span = `${formatDay(window.baseOn)} to ${formatDay(window.endOn)}`;
  return warning('CLIPPED_WINDOW', `The stored data reach from ${span} only.`, [], count);
}

const WORDS: Partial<Record<DataWarningCode, string>> = {
  MISSING_PRICE: 'No price on the base day or on the end day: left out.',
  STALE_PRICE: 'No trade on the base day or on the end day: the last close counts.',
  SUSPECT_PRICE: `The price moved by more than a factor of ${JUMP_FACTOR} in a day: kept.`,
  MISSING_MARKET_CAP: 'No market value on the base day: counted, without a weight.',
  DELISTED_NO_TERMINAL_PRICE:
    'The listing ended within the window without a terminal price: the last close counts.',
  TIER_CHANGED:
    'Market value crossed the bounds of the filter within the window: another universeAt gives ' +
    'another number.',
};

function ofMembers(
  model: ReturnModel,
  code: DataWarningCode,
  touches: (i: number, k: number) => boolean,
): DataWarning | null {
  const { members } = model.moves;
  const touched = members.filter(touches);
  return isMaterial(touched.length, members.length)
    ? ofSecurities(model.panel, code, WORDS[code] as string, touched)
    : null;
}

/** A price that did not exist on the base day is not missing, unless it was asked for by name. */
function isNewListing({ panel, request }: ReturnModel, i: number): boolean {
  const first = panel.prices.firstIndex[i] as number;
  return request.where?.symbols == null && first > request.window.base;
}

/** One such move is enough to shift a mean, however many members there are. */
function suspectPrice(model: ReturnModel): DataWarning | null {
  const { panel, request, moves } = model;
  const { base, end } = request.window;
  const touched = moves.members.filter(
    (i, k) => !Number.isNaN(moves.periodReturn[k]) && hasJump(panel, i, base, end),
  );
  return touched.length > 0
    ? ofSecurities(panel, 'SUSPECT_PRICE', WORDS.SUSPECT_PRICE as string, touched)
    : null;
}

function ofSecurities(
  panel: Panel,
  code: DataWarningCode,
  message: string,
  securities: ArrayLike<number>,
): DataWarning {
  const symbols = Array.from(securities, (i) => panel.securities.symbols[i] as string);
  return warning(code, message, symbols);
}

/** Only a set that was picked by market value depends on the day at which it is read. */
function tierChanged({ panel, request, moves }: ReturnModel): DataWarning | null {
  const { where, index, universeAt, window } = request;
  const { base, end } = window;
  const set = { where, index: index?.symbol ?? null, universeAt, base, end };
  const crossed = sizeCrossers(panel, set);
  return isMaterial(crossed.length, moves.members.length, MATERIAL_CHANGE)
    ? ofSecurities(panel, 'TIER_CHANGED', WORDS.TIER_CHANGED as string, crossed)
    : null;
}

/** One list of holdings tells nothing about changes, whatever was delisted since. */
function universeChanged(model: ReturnModel, index: IndexColumns): DataWarning | null {
  const { panel, request } = model;
  const before = membersOn(panel, index, request.window.baseOn);
  const after = membersOn(panel, index, request.window.endOn);
  if (before.heldOn !== null && before.heldOn === after.heldOn) return null;
  const joined = without(after.members, before.members);
  const left = without(before.members, after.members);
  const change = joined.length + left.length;
  if (!isMaterial(change, after.members.length, MATERIAL_CHANGE)) return null;
  const { symbol } = index;
  const counts = `${joined.length} joined ${symbol} within the window, ${left.length} left it.`;
  return ofSecurities(panel, 'UNIVERSE_CHANGED', counts, [...joined, ...left]);
}

/** Both ascend. */
function without(all: Int32Array, others: Int32Array): Int32Array {
  let next = 0;
  return all.filter((i) => {
    while (next < others.length && (others[next] as number) < i) next++;
    return others[next] !== i;
  });
}

/** Members are read on the day of the universe, weights on the base day. */
function staleHoldings(model: ReturnModel, index: IndexColumns): DataWarning | null {
  const { baseOn, endOn } = model.request.window;
  const { universeAt } = model.request;
  const membersFrom = membersOn(model.panel, index, universeAt === 'START' ? baseOn : endOn);
  const weightsFrom = model.request.index === index ? holdingsFor(index, baseOn) : null;
  const days = new Set<string>();
  if (membersFrom.isStale && membersFrom.heldOn !== null) days.add(formatDay(membersFrom.heldOn));
  if (weightsFrom !== null && isStaleFor(weightsFrom, baseOn)) {
    days.add(formatDay(weightsFrom.heldOn));
  }
  if (days.size === 0) return null;
  const message = `The nearest holdings of ${index.symbol} are of ${[...days].join(' and ')}.`;
  return warning('STALE_HOLDINGS', message, [], model.moves.members.length);
}

function insufficientCoverage(all: number, priced: number): DataWarning | null {
  if (isCovered(priced, all)) return null;
  const message =
    all === 0
      ? 'The set has no members.'
      : `Only ${priced} of ${all} members are priced: shares and returns are null.`;
  return warning('INSUFFICIENT_COVERAGE', message, [], all - priced);
}

function indicesOf({ panel, request }: ReturnModel): IndexColumns[] {
  const filter = request.where?.index;
  const found = [request.index, filter == null ? null : findIndex(panel, filter)];
  return [...new Set(found.filter((index) => index !== null))];
}
