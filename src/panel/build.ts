import type { StoredColumns } from '../store/stored-columns.js';
import { DayAxis } from '../time/day-axis.js';
import type { Day } from '../time/day.js';
import { buildFunds } from './build-funds.js';
import { buildIndices } from './build-indices.js';
import { describe, referenceRows, shareCountsOf, spellsOf } from './build-securities.js';
import { buildSecurities, type BuiltSecurity } from './build-security.js';
import { findConversions } from './conversions.js';
import { chainTickers } from './identity.js';
import { matchSymbols } from './match-symbols.js';
import { packPrices, packShorts } from './pack.js';
import type { Panel, SecurityColumns, Terminal } from './panel.js';
import { buildSources } from './sources.js';
import { recordedChanges, tickerUses } from './ticker-uses.js';
import { splitFactor } from './price-at.js';

/**
 * Builds the panel of one data version from its stored columns. A pure function: the order in which
 * files were imported, and the engine they lie in, change nothing.
 */
export function buildPanel(stored: StoredColumns): Panel {
  const axis = axisOf(stored);
  const rows = referenceRows(stored);
  const uses = tickerUses(stored);
  const changes = [...recordedChanges(stored), ...matchSymbols(stored.shortInterest, uses.byPrice)];
  const chains = chainTickers(uses.all, changes);
  const built = buildSecurities({ stored, axis, rows, chains });
  const byTicker = ordinalsByTicker(built);
  const securityOf = (ticker: number, on: Day) =>
    byTicker.get(ticker)?.find((it) => it.fromOn <= on && on <= it.toOn)?.ordinal ?? -1;
  const prices = packPrices(built);
  const shorts = packShorts(built, stored, axis);
  const described = built.map((it) => describe(it.chain, rows));
  const securities: SecurityColumns = {
    count: built.length,
    ids: built.map((it) => it.chain.id),
    symbols: built.map((it) => it.symbol),
    names: described.map((it) => it.name),
    exchanges: described.map((it) => it.exchange),
    spells: built.map((it) =>
      spellsOf(it.chain, rows, uses.of, it.bars?.isDelisted === true && it.bars.lastIndex >= 0),
    ),
    isLinked: Uint8Array.from(built, (it) => (it.chain.isMatched ? 1 : 0)),
    classifications: described.map((it) => it.classification),
    terminals: built.map((it) => terminalFor(it, axis)),
    tickerIds: built.map((it) => it.chain.segments.map((segment) => segment.ticker)),
    shareCounts: built.map((it) => shareCountsOf(it.chain, rows)),
    conversionDays: findConversions(built, rows, axis),
  };
  const base = { version: stored.version, axis, securities, prices, shorts };
  const partial: Panel = { ...base, indices: [], funds: buildFunds(stored), sources: [] };
  const basisOf = (i: number, on: Day) =>
    splitFactor(partial, i, axis.indexOnOrBefore(on), Number.MAX_SAFE_INTEGER);
  return {
    ...partial,
    indices: buildIndices(stored, securityOf, basisOf),
    sources: buildSources(stored.batches),
  };
}

/** The axis spans all price days, or all index levels when no price is stored. */
function axisOf(stored: StoredColumns): DayAxis {
  const prices = span(stored.prices.tradedOn, stored.prices.count);
  const levels = span(stored.indexLevels.tradedOn, stored.indexLevels.count);
  const own = prices ?? levels;
  return own === null ? new DayAxis(0, 0, true) : new DayAxis(own[0], own[1]);
}

function span(days: Int32Array, count: number): [Day, Day] | null {
  if (count === 0) return null;
  let first = days[0] as Day;
  let last = first;
  for (let k = 1; k < count; k++) {
    const on = days[k] as Day;
    if (on < first) first = on;
    if (on > last) last = on;
  }
  return [first, last];
}

function terminalFor(security: BuiltSecurity, axis: DayAxis): Terminal | null {
  const { bars, terminal } = security;
  if (bars === null || !bars.isDelisted) return null;
  return terminal ?? { effectiveOn: axis.day(bars.lastIndex + 1), kind: 'UNKNOWN', price: null };
}

interface Place {
  readonly fromOn: Day;
  readonly toOn: Day;
  readonly ordinal: number;
}

function ordinalsByTicker(built: readonly BuiltSecurity[]): Map<number, Place[]> {
  const places = new Map<number, Place[]>();
  built.forEach(({ chain }, ordinal) => {
    for (const { ticker, fromOn, toOn } of chain.segments) {
      places.set(ticker, [...(places.get(ticker) ?? []), { fromOn, toOn, ordinal }]);
    }
  });
  return places;
}
