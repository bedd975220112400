import type { ShortInquiry } from '../short-inquiry.js';
import type { Interpolation, ShortOptions, ShortPnlMethod } from '../short-options.js';
import type { DelistingRule } from '../../panel/price-at.js';
import type { UniverseAt } from '../../securities/universe.js';

/** Profit of one set by one combination of conventions. */
export interface Sensitivity {
  readonly method: ShortPnlMethod;
  readonly universeAt: UniverseAt;
  readonly interpolation: Interpolation;
  readonly delisting: DelistingRule;
  /** US dollars, and over the average value of shares short. */
  readonly pnl: number;
  readonly pnlRatio: number;
}

const METHODS: readonly ShortPnlMethod[] = [
  'DAILY_MARK_TO_MARKET',
  'AVERAGE_POSITION',
  'START_POSITION',
];
const UNIVERSES: readonly UniverseAt[] = ['START', 'END', 'DAILY'];
const INTERPOLATIONS: readonly Interpolation[] = ['STEP', 'LINEAR'];
const RULES: readonly DelistingRule[] = ['TERMINAL', 'LAST_PRICE'];

/**
 * The profit of a report by other conventions (M13): the report itself first, then one row for each
 * change of one convention. LINEAR is left out where `knownOn` rules it out.
 */
export function sensitivityOf(inquiry: ShortInquiry): Sensitivity[] {
  const { options } = inquiry.question;
  const variants: ShortOptions[] = [
    options,
    ...METHODS.map((method) => ({ ...options, method })),
    ...UNIVERSES.map((universeAt) => ({ ...options, universeAt })),
    ...INTERPOLATIONS.filter((it) => it === 'STEP' || options.knownOn === null).map(
      (interpolation) => ({ ...options, interpolation }),
    ),
    ...RULES.map((delisting) => ({ ...options, delisting })),
  ];
  const isChanged = (other: ShortOptions, k: number) => k === 0 || !isSame(other, options);
  return variants.filter(isChanged).map((variant, k) => {
    const { pnl, averageValue } = (k === 0 ? inquiry : inquiry.with(variant)).totals;
    const { method, universeAt, interpolation, delisting } = variant;
    return { method, universeAt, interpolation, delisting, pnl, pnlRatio: pnl / averageValue };
  });
}

function isSame(a: ShortOptions, b: ShortOptions): boolean {
  return (
    a.method === b.method &&
    a.universeAt === b.universeAt &&
    a.interpolation === b.interpolation &&
    a.delisting === b.delisting
  );
}
