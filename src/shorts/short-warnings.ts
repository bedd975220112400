import { type DataWarning, type DataWarningCode, warning } from '../graphql/coverage.type.js';
import type { Panel } from '../panel/panel.js';
import { closeAt, marketCapAt, priceAge, tierAt } from '../panel/price-at.js';
import { entryOnOrBefore } from '../kernels/entry-on-or-before.js';
import { formatDay } from '../time/day.js';
import type { ShortLine } from './short-line.js';
import type { ShortLines, ShortQuestion } from './short-set.js';

/** A close this old on the last day of a live listing is a halt, not an odd day without a trade. */
const STALE_AFTER = 5;
/** Net shorting of more than this share of the company is a conversion rather than selling. */
const CONVERTED_SHARE = 0.25;
const SUSPECT_RATIO = 3;
const EXPLAINED_FALL = 0.66;

/** What a careful reader should know about a report; each entry names whom it touches. */
export function shortWarnings(
  question: ShortQuestion,
  measured: ShortLines,
  filtersBySize: boolean,
): DataWarning[] {
  const warnings: DataWarning[] = [];
  const add = (code: DataWarningCode, message: string, securities: readonly number[]) => {
    if (securities.length === 0) return;
    const { symbols } = question.panel.securities;
    warnings.push(
      warning(
        code,
        message,
        securities.map((i) => symbols[i] as string),
      ),
    );
  };
  const nothing = nothingHeld(question, measured);
  if (nothing !== null) warnings.push(warning('INSUFFICIENT_COVERAGE', nothing));
  const held = distinct(measured.lines);
  const ask = { question, held, lines: measured.lines };
  add('MISSING_PRICE', 'No price is stored; left out of every number.', measured.unpriced);
  add(
    'SPLIT_BASIS_MISMATCH',
    'Volumes show that prices and share counts are in different split bases; left out.',
    measured.mismatched,
  );
  add('STALE_PRICE', 'No trade for more than five sessions; the last close counts.', stale(ask));
  add('SUSPECT_PRICE', 'Gain or loss is larger than the position explains; kept.', suspect(ask));
  add(
    'DELISTED_NO_TERMINAL_PRICE',
    'The listing ended and no terminal price is stored; the last price was kept.',
    unresolved(ask),
  );
  add(
    'STALE_POSITION',
    'No position was reported within the window; the last earlier one was carried forward.',
    unreported(ask),
  );
  if (held.length > 0) warnings.push(...later(question));
  add('CONVERSION', 'Shares of another class were converted; not all is selling.', converted(ask));
  add(
    'SYMBOL_LINKED',
    'Followed through a change of symbol by equal short positions.',
    linked(ask),
  );
  if (filtersBySize && question.options.universeAt !== 'DAILY') {
    add('TIER_CHANGED', 'Changed size class within the window.', moved(ask));
  }
  if (question.window.isClipped) {
    warnings.push(warning('CLIPPED_WINDOW', 'The window reaches beyond the stored prices.'));
  }
  return warnings;
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
  readonly lines: readonly ShortLine[];
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
  const strange = lines.filter((line) => {
    const average = line.valueSum / (days + 1);
    if (!(Math.abs(line.pnl) > SUSPECT_RATIO * average)) return false;
    const start = closeAt(panel, line.security, window.base);
    const end = closeAt(panel, line.security, window.end);
    const isExplained = end / start < 1 - EXPLAINED_FALL;
    return !isExplained && !hasMoved(panel, line.security, window.base, window.end);
  });
  return distinct(strange);
}

function unresolved({ question, held }: Ask): number[] {
  const { panel, window, options } = question;
  if (options.delisting === 'LAST_PRICE') return [];
  return held.filter((i) => {
    const last = panel.prices.lastIndex[i] as number;
    const isWithin = last >= window.base && last < window.end;
    const terminal = panel.securities.terminals[i];
    // A class that was converted lives on in the other, at a price that is stored.
    const isConverted = (panel.securities.conversionDays[i] ?? []).length > 0;
    return isWithin && !isConverted && panel.prices.isDelisted[i] === 1 && terminal?.price == null;
  });
}

function unreported({ question, held }: Ask): number[] {
  const { panel, window } = question;
  const { settlements, offsets, index } = panel.shorts;
  const isWithin = (at: number | undefined) => at !== undefined && at >= window.base;
  if (!isWithin(settlements.findLast((at) => at <= window.end))) return [];
  return held.filter((i) => {
    if ((panel.prices.lastIndex[i] as number) < window.end) return false;
    const last = entryOnOrBefore(index, offsets[i] as number, offsets[i + 1] as number, window.end);
    return !(last >= (offsets[i] as number) && isWithin(index[last]));
  });
}

/** Reports settled by the end of the window that came out after it. */
function later({ panel, window, options }: ShortQuestion): DataWarning[] {
  if (options.knownOn !== null) return [];
  const { settlements, index, offsets, publishedIndex } = panel.shorts;
  const last = settlements.findLast((at) => at <= window.end);
  if (last === undefined) return [];
  // The latest, for what closes the position of an ended listing may lie on the same day.
  let published = last;
  for (let i = 0; i < panel.securities.count; i++) {
    const from = offsets[i] as number;
    const k = entryOnOrBefore(index, from, offsets[i + 1] as number, last);
    if (k >= from && index[k] === last)
      published = Math.max(published, publishedIndex[k] as number);
  }
  if (published <= window.end) return [];
  const text =
    `The report settled on ${formatDay(panel.axis.day(last))} came out on ` +
    `${formatDay(panel.axis.day(published))}, after the window ended.`;
  return [warning('USES_LATER_REPORTS', text, [], 1)];
}

function converted({ question, lines }: Ask): number[] {
  const { panel, window } = question;
  const { base, end } = window;
  return distinct(
    lines.filter(({ security: i, netShorting }) => {
      const days = panel.securities.conversionDays[i] ?? [];
      if (days.some((on) => on > window.baseOn && on <= window.endOn)) return true;
      const cap = Math.max(marketCapAt(panel, i, base) || 0, marketCapAt(panel, i, end) || 0);
      return cap > 0 && Math.abs(netShorting) > CONVERTED_SHARE * cap;
    }),
  );
}

function linked({ question, held }: Ask): number[] {
  const { panel, window } = question;
  return held.filter((i) => {
    if (panel.securities.isLinked[i] === 0) return false;
    const spells = panel.securities.spells[i] ?? [];
    return spells.slice(1).some((it) => it.fromOn > window.baseOn && it.fromOn <= window.endOn);
  });
}

function moved({ question, held }: Ask): number[] {
  const { panel, window } = question;
  return held.filter((i) => hasMoved(panel, i, window.base, window.end));
}

function hasMoved(panel: Panel, i: number, base: number, end: number): boolean {
  return tierAt(panel, i, base) !== tierAt(panel, i, end);
}

function distinct(lines: readonly ShortLine[]): number[] {
  return [...new Set(lines.map((line) => line.security))];
}
