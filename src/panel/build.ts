import type { StoredColumns } from '../store/stored-columns.js';
import { DayAxis } from '../time/day-axis.js';
import type { Day } from '../time/day.js';
import { packFees } from './build-fees.js';
import { buildFunds } from './build-funds.js';
import { buildIndices } from './build-indices.js';
import { describe, referenceRows, spellsOf } from './build-securities.js';
import { buildSecurities, type BuiltSecurity } from './build-security.js';
import { findConversions } from './conversions.js';
import { daySpan } from './day-span.js';
import { chainTickers } from './identity.js';
import { matchSymbols } from './match-symbols.js';
import type { Panel, SecurityColumns, ShortColumns, Terminal } from './panel.js';
import { splitFactor } from './price-at.js';
import { packShareCounts } from './share-counts.js';
import { bytesOf, flagsOf, offsetsOf } from './shared.js';
import { shortFiles } from './short-files.js';
import { buildSources } from './sources.js';
import { bases, sourceOf } from './price-sources.js';
import type { Scatter } from './packed/direct-bars.js';
import { type PriceSurvey, surveyPrices } from './packed/survey.js';
import { reportRows as reportsByTicker } from './ticker-rows.js';
import { recordedChanges, tickerUses } from './ticker-uses.js';

export interface BuildOptions {
  /** Takes the general way for every security, which gives the same panel and takes longer. */
  readonly isPlain?: boolean;
  /** How bars go from chunks to their places; in this thread alone where it is left out. */
  readonly scatter?: Scatter | undefined;
}

/**
 * Builds the panel of one data version from its stored columns. A pure function: the order in which
 * files were imported, and the engine they lie in, change nothing.
 */
export function buildPanel(stored: StoredColumns, options: BuildOptions = {}): Panel {
  const basisOf = bases(stored.batches);
  const survey = surveyPrices(stored, (batch) => sourceOf(batch, basisOf));
  const axis = axisOf(stored, survey);
  const rows = referenceRows(stored);
  const reportRows = reportsByTicker(stored.shortInterest);
  const files = shortFiles(stored.shortInterest, reportRows, axis);
  const uses = tickerUses(stored, survey, reportRows);
  const changes = [...recordedChanges(stored), ...matchSymbols(stored.shortInterest, uses.byPrice)];
  const chains = chainTickers(uses.all, changes);
  const { isPlain = false, scatter } = options;
  const securitiesOf = {
    ...{ stored, axis, rows, chains, isPlain, survey, basisOf, scatter },
    byTicker: { reports: reportRows },
    files,
  };
  const { all: built, prices, reports } = buildSecurities(securitiesOf);
  const byTicker = ordinalsByTicker(built);
  const securityOf = (ticker: number, on: Day) =>
    byTicker.get(ticker)?.find((it) => it.fromOn <= on && on <= it.toOn)?.ordinal ?? -1;
  const shorts: ShortColumns = {
    ...reports,
    offsets: offsetsOf(built, ({ reportCount }) => reportCount),
    settlements: files.index,
    files: { markets: files.markets, isComplete: files.isComplete },
    markets: bytesOf(built, ({ market }) => market),
    fees: packFees(
      built.map(({ chain }) => chain),
      stored.borrowFees,
    ),
  };
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
    isLinked: flagsOf(built, (it) => it.chain.isMatched),
    classifications: described.map((it) => it.classification),
    terminals: built.map((it) => terminalFor(it, axis)),
    tickerIds: built.map((it) => it.chain.segments.map((segment) => segment.ticker)),
    shareCounts: packShareCounts(
      stored.shareCounts,
      built.map((it) => it.shareCounts),
    ),
    conversionDays: findConversions(built, rows, axis),
  };
  const base = { version: stored.version, axis, securities, prices, shorts };
  const partial: Panel = { ...base, indices: [], funds: buildFunds(stored), sources: [] };
  const factorOf = (i: number, on: Day) =>
    splitFactor(partial, i, axis.indexOnOrBefore(on), Number.MAX_SAFE_INTEGER);
  return {
    ...partial,
    indices: buildIndices(stored, securityOf, factorOf),
    sources: buildSources(stored.batches),
  };
}

/** The axis spans all price days, or all index levels when no price is stored. */
function axisOf(stored: StoredColumns, survey: PriceSurvey): DayAxis {
  const own = survey.span ?? daySpan(stored.indexLevels.tradedOn, stored.indexLevels.count);
  return own === null ? new DayAxis(0, 0, true) : new DayAxis(own[0], own[1]);
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
