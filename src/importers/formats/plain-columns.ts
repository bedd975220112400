import type { Sink } from '../format.js';
import { foldName, type Layout, locate, wrongHeader } from './columns.js';
import { money } from './numbers.js';

const TITLE = 'a fund flow table (week ending,category,net flow,assets)';
const IGNORED = ['flow % of assets', 'flow %', 'flow percent'];

/** The columns of a plain table and the words that name them. Units in a name are read apart. */
const COLUMNS = {
  periodEnd: /^(week|month|quarter|period|year) ?end(ing|ed|s)?( on| date)?$|^date$/,
  periodFrom: /^(week|month|quarter|period|year) (from|start|begin(ning)?)( on| date)?$/,
  category: /^(category|group|style|fund category)$/,
  netFlow: /^(estimated )?(net )?(new )?(cash )?flows?$/,
  assets: /^(total )?(net )?assets$|^aum$/,
  fund: /^fund( name)?$/,
  symbol: /^(fund )?(symbol|ticker)$/,
  provider: /^(source|provider)$/,
  navReturn: /^(nav|net asset value|total)? ?return( percent| %)?$/,
  nav: /^(nav|net asset value)( per (unit|share))?$/,
  rate: /^(fx|exchange)? ?rate$/,
  averageRate: /^average (fx|exchange)? ?rate$/,
} as const;
export type ColumnName = keyof typeof COLUMNS;
const REQUIRED = { periodEnd: 'week ending', category: 'category', netFlow: 'net flow' } as const;
const REQUIRED_TO_DERIVE = {
  periodEnd: 'week ending',
  category: 'category',
  assets: 'assets',
} as const;

export interface PlainColumns {
  readonly at: Readonly<Record<ColumnName, number>>;
  /** US dollars, or the fund's currency, per unit of the flow and the assets columns. */
  readonly flowUnit: number;
  readonly assetsUnit: number;
  /** Whether there is no flow column, so that flows follow from assets and returns. */
  readonly isDerived: boolean;
  /** Ratio per unit of the return column: 0.01 where its name says per cent. */
  readonly returnUnit: number;
}

/**
 * Where the columns of a plain table stand. Throws a refusal that names what is missing: the flow
 * itself, or assets with a return or a value from which it follows.
 */
export function plainColumns(header: readonly string[], sink: Sink): PlainColumns {
  const names = header.map((name) =>
    foldName(name)
      .replace(/ ?\([^)]*\)/g, '')
      .replace(UNIT, ''),
  );
  const at = {} as Record<ColumnName, number>;
  for (const [name, pattern] of Object.entries(COLUMNS)) {
    at[name as ColumnName] = names.findIndex((folded) => pattern.test(folded.trim()));
  }
  const isDerived = at.netFlow < 0 && (at.navReturn >= 0 || at.nav >= 0);
  const required = isDerived ? REQUIRED_TO_DERIVE : REQUIRED;
  const missing = Object.entries(required).filter(([name]) => at[name as ColumnName] < 0);
  if (missing.length > 0)
    throw wrongHeader(
      header,
      { format: 'fund-flows', title: TITLE },
      missing.map(([, words]) => words),
    );
  const used = new Set(Object.values(at));
  const rest = {
    format: 'fund-flows',
    title: TITLE,
    required: [],
    ignored: [...IGNORED],
  } satisfies Layout<string>;
  locate(
    header.filter((_, k) => !used.has(k)),
    rest,
    sink,
  );
  const unitOf = (column: number) => unit(foldName(header[column] ?? ''));
  const isPercent = /%|percent/i.test(header[at.navReturn] ?? '');
  return {
    at,
    flowUnit: unitOf(at.netFlow),
    assetsUnit: unitOf(at.assets),
    isDerived,
    returnUnit: isPercent ? 0.01 : 1,
  };
}

const UNIT = / ?(in )?(usd|\$)? ?(m|mn|mm|millions?|b|bn|billions?|usd|\$)$/;

function unit(name: string): number {
  const words = name.replace(/[()$]/g, ' ');
  if (/\b(b|bn|billions?)\b/.test(words)) return 1e9;
  return /\b(m|mn|mm|millions?)\b/.test(words) ? 1e6 : 1;
}

/** US dollars; null for an empty cell, NaN for what is no number. */
export function amount(text: string, unitUsd: number): number | null {
  if (text === '') return null;
  const negative = /^\((.*)\)$/.exec(text);
  const value = negative === null ? money(text) : -money(negative[1] as string);
  return value * unitUsd;
}
