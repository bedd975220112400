import { type DataWarning, type DataWarningCode, warning } from '../../graphql/coverage.type.js';
import { isMaterial } from '../../graphql/material.js';
import type { Panel } from '../../panel/panel.js';
import { closeAt, endsUnexplained, priceAge, tierAt } from '../../panel/price-at.js';
import { unknownSymbols } from '../../securities/named-securities.js';
import { formatDay } from '../../time/day.js';
import type { LineNumber, Lines } from '../lines/lines.js';
import { laterReports } from './later-reports.js';
import { missingFiles } from './missing-files.js';
import { measureSet, type ShortLines, type ShortQuestion } from '../short-set.js';
import { windowFacts } from './window-facts.js';

/** A close this old on the last day of a live listing is a halt, not an odd day without a trade. */
const STALE_AFTER = 5;
/** Net shorting of more than this share of the company is a conversion rather than selling. */
const CONVERTED_SHARE = 0.25;
const SUSPECT_RATIO = 3;
/** Share of all gains and losses from which on the bounds of a filter by size decide. */
const CROSSED_SHARE = 0.25;
const EXPLAINED_FALL = 0.66;

/** What the filter of a question says about its set. */
export interface Asked {
  /** Whether symbols, an index or one security are named. */
  readonly isNamed: boolean;
  /** Securities that crossed the bounds of a filter by size within the window. */
  readonly sizeCrossers: Int32Array;
}

/**
 * What a careful reader should know about a report; each entry names whom it touches. Securities
 * are told of when they make up 1 % of the report in the unit that the warning is about.
 */
export function shortWarnings(
  question: ShortQuestion,
  measured: ShortLines,
  asked: Asked,
): DataWarning[] {
  const { lines } = measured;
  const ask = { question, held: distinct(lines), lines };
  const nothing = nothingHeld(question, measured);
  const crossed = crossers(ask, asked.sizeCrossers);
  return [
    ...(nothing === null ? [] : [warning('INSUFFICIENT_COVERAGE', nothing)]),
    ...unknownSymbols(question.panel, question.universe.named),
    ...leftOut(question, measured, asked),
    ...ofSecurities(ask, 'STALE_PRICE', stale(ask), averageOf),
    ...ofSecurities(ask, 'SUSPECT_PRICE', suspect(ask), gainOrLossOf),
    ...ofSecurities(ask, 'DELISTED_NO_TERMINAL_PRICE', unresolved(ask), averageOf),
    ...ofSecurities(ask, 'STALE_POSITION', unreported(ask), averageOf),
    ...missingFiles(question, ask.held, (securities) => weighs(ask, securities, averageOf)),
    ...(lines.length > 0 ? laterReports(question) : []),
    ...ofSecurities(ask, 'CONVERSION', converted(ask), addedOf),
    ...ofSecurities(ask, 'SYMBOL_LINKED', linked(ask), averageOf),
    ...(crossed.length > 0 ? [named(question, 'TIER_CHANGED', crossed)] : []),
    ...(question.window.isClipped
      ? [warning('CLIPPED_WINDOW', 'The window reaches beyond the stored prices.')]
      : []),
  ];
}

const WORDS: Partial<Record<DataWarningCode, string>> = {
  MISSING_PRICE: 'No price is stored; left out of every number.',
  SPLIT_BASIS_MISMATCH:
    'Volumes show that prices and share counts are in different split bases; left out.',
  STALE_PRICE: 'No trade for more than five sessions; the last close counts.',
  SUSPECT_PRICE: 'Gain or loss is larger than the position explains; kept.',
  DELISTED_NO_TERMINAL_PRICE:
    'The listing ended and no terminal price is stored; the last price was kept.',
  STALE_POSITION:
    'No position was reported within the window; the last earlier one was carried forward.',
  CONVERSION: 'Shares of another class were converted; not all is selling.',
  SYMBOL_LINKED: 'Followed through a change of symbol by equal short positions.',
  TIER_CHANGED: 'Market value crossed the bounds of the filter within the window.',
};

function named(
  { panel }: ShortQuestion,
  code: DataWarningCode,
  securities: readonly number[],
): DataWarning {
  const symbols = securities.map((i) => panel.securities.symbols[i] as string);
  return warning(code, WORDS[code] as string, symbols);
}

function ofSecurities(
  ask: Ask,
  code: DataWarningCode,
  securities: readonly number[],
  unit: LineUnit,
): DataWarning[] {
  return weighs(ask, securities, unit) ? [named(ask.question, code, securities)] : [];
}

/** Whether securities make up 1 % of a report in a unit. */
function weighs({ lines }: Ask, securities: readonly number[], unit: LineUnit): boolean {
  if (securities.length === 0) return false;
  const own = new Set(securities);
  const part = sumOver(lines, unit, (i) => own.has(i));
  return isMaterial(part, sumOver(lines, unit));
}

/**
 * Whom every number lacks, when they are 1 % of the positions. What no source prices is outside of
 * a set that names nobody, and `requested` less `used` counts it.
 */
function leftOut(
  question: ShortQuestion,
  { unpriced, mismatched, requested }: ShortLines,
  { isNamed }: Asked,
): DataWarning[] {
  const found: DataWarning[] = [];
  if (isNamed && isMaterial(unpriced.length, requested)) {
    found.push(named(question, 'MISSING_PRICE', unpriced));
  }
  if (isMaterial(mismatched.length, requested)) {
    found.push(named(question, 'SPLIT_BASIS_MISMATCH', mismatched));
  }
  return found;
}

/** What a line weighs in one of the units of a report, in US dollars without a sign. */
type LineUnit = (lines: Lines) => Float64Array;
const averageOf: LineUnit = (lines) => lines.values('valueSum');
const gainOrLossOf: LineUnit = (lines) => sizesOf(lines, 'pnl');
const addedOf: LineUnit = (lines) => sizesOf(lines, 'netShorting');

function sizesOf(lines: Lines, name: LineNumber): Float64Array {
  return lines.values(name).map(Math.abs);
}

function sumOver(
  lines: Lines,
  unit: LineUnit,
  isCounted: ((i: number) => boolean) | null = null,
): number {
  const values = unit(lines);
  let sum = 0;
  for (let k = 0; k < values.length; k++) {
    if (isCounted === null || isCounted(lines.securityAt(k))) sum += values[k] as number;
  }
  return sum;
}

/**
 * Those with a position that crossed the bounds of a filter by size, when gains and losses of
 * theirs make up a quarter of those of the set: another day gives another set and another number
 * (M12). Those that the set lacks for it are measured as well.
 */
function crossers({ question, lines }: Ask, crossed: Int32Array): number[] {
  if (crossed.length === 0) return [];
  const universe = { ...question.universe, members: crossed };
  const theirs = measureSet({ ...question, universe }).lines;
  const own = new Set(crossed);
  const part = sumOver(theirs, gainOrLossOf);
  const rest = sumOver(lines, gainOrLossOf, (i) => !own.has(i));
  const isTold = isMaterial(part, part + rest, CROSSED_SHARE);
  return isTold ? distinct(theirs) : [];
}

/** Why a report counts no position at all; null when it counts or names some. */
function nothingHeld(
  { panel, universe, options }: ShortQuestion,
  { requested }: ShortLines,
): string | null {
  if (requested > 0) return null;
  if (universe.members.length === 0) return 'The set has no members.';
  const { knownOn } = options;
  if (knownOn === null) return 'No member has a short position within the window.';
  const first = panel.shorts.publishedIndex.reduce((a, b) => Math.min(a, b), panel.axis.length);
  return panel.axis.indexOnOrBefore(knownOn) >= first
    ? 'No member had a short position within the window that was public by `knownOn`.'
    : `No report was public by ${formatDay(knownOn)}: give a later \`knownOn\`.`;
}

interface Ask {
  readonly question: ShortQuestion;
  readonly held: readonly number[];
  readonly lines: Lines;
}

function stale({ question, held }: Ask): number[] {
  const { panel, window } = question;
  return held.filter(
    (i) => panel.prices.isDelisted[i] === 0 && priceAge(panel, i, window.end) > STALE_AFTER,
  );
}

function suspect({ question, lines }: Ask): number[] {
  const { panel, window } = question;
  const days = window.end - window.base;
  const [pnls, values] = [lines.values('pnl'), lines.values('valueSum')];
  return distinct(lines, (k) => {
    const average = (values[k] as number) / (days + 1);
    if (!(Math.abs(pnls[k] as number) > SUSPECT_RATIO * average)) return false;
    const i = lines.securityAt(k);
    const start = closeAt(panel, i, window.base);
    const end = closeAt(panel, i, window.end);
    const isExplained = end / start < 1 - EXPLAINED_FALL;
    return !isExplained && !hasMoved(panel, i, window.base, window.end);
  });
}

function unresolved({ question, held }: Ask): number[] {
  const { panel, window, options } = question;
  if (options.delisting === 'LAST_PRICE') return [];
  return held.filter((i) => {
    const isHeld = (panel.prices.lastIndex[i] as number) >= window.base;
    return isHeld && endsUnexplained(panel, i, window.end);
  });
}

function unreported({ question, held }: Ask): number[] {
  const { panel, window } = question;
  const settled = panel.shorts.settlements.findLast((at) => at <= window.end);
  if (settled === undefined || settled < window.base) return [];
  const facts = windowFacts(panel, window.base, window.end);
  return held.filter((i) => {
    if ((panel.prices.lastIndex[i] as number) < window.end) return false;
    return !facts.isReported(i);
  });
}

function converted({ question, lines }: Ask): number[] {
  const { panel, window } = question;
  const facts = windowFacts(panel, window.base, window.end);
  const added = lines.values('netShorting');
  return distinct(lines, (k) => {
    const i = lines.securityAt(k);
    const days = panel.securities.conversionDays[i] ?? [];
    if (days.some((on) => on > window.baseOn && on <= window.endOn)) return true;
    const cap = facts.largerCap(i);
    return cap > 0 && Math.abs(added[k] as number) > CONVERTED_SHARE * cap;
  });
}

function linked({ question, held }: Ask): number[] {
  const { panel, window } = question;
  return held.filter((i) => {
    if (panel.securities.isLinked[i] === 0) return false;
    const spells = panel.securities.spells[i] ?? [];
    return spells.slice(1).some((it) => it.fromOn > window.baseOn && it.fromOn <= window.endOn);
  });
}

function hasMoved(panel: Panel, i: number, base: number, end: number): boolean {
  return tierAt(panel, i, base) !== tierAt(panel, i, end);
}

/** The securities of lines, or of some of them; lines of one follow one another. */
function distinct(lines: Lines, isTold: (k: number) => boolean = () => true): number[] {
  const found: number[] = [];
  for (let k = 0; k < lines.length; k++) {
    const i = lines.securityAt(k);
    if (i !== found.at(-1) && isTold(k)) found.push(i);
  }
  return found;
}
