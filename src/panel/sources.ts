import type { StoredBatch } from '../store/stored-columns.js';
import type { Day } from '../time/day.js';
import type { DataKind } from '../vocabulary.js';
import type { SourceRow } from './panel.js';

const KINDS: Record<string, DataKind> = {
  'finra-short-interest': 'SHORT_INTEREST',
  'ishares-holdings': 'HOLDINGS',
  'daily-snapshot': 'PRICES',
  prices: 'PRICES',
  'index-levels': 'INDEX_LEVELS',
  'index-members': 'HOLDINGS',
  'fund-flows': 'FUND_FLOWS',
  'corporate-actions': 'CORPORATE_ACTIONS',
  'shares-outstanding': 'REFERENCE',
  'short-volume': 'SHORT_VOLUME',
  'fails-to-deliver': 'FAILS_TO_DELIVER',
  'borrow-fees': 'BORROW_FEES',
};

/** The screener's list of names comes by the format of its snapshots. */
const LINES = 'DAILY_SNAPSHOT_LINES';

const NAMES: Record<string, string> = {
  BORROW_FEES: 'Fees for borrowed shares',
  CORPORATE_ACTIONS: 'Corporate actions, recorded by hand',
  DAILY_SNAPSHOT: 'Exchange screener, daily snapshots',
  DAILY_SNAPSHOT_LINES: 'Exchange screener, names and industries',
  ETF_SHARES: 'Exchange-traded funds, flows from shares outstanding',
  FINRA_SHORT_INTEREST: 'FINRA consolidated equity short interest',
  FINRA_SHORT_VOLUME: 'FINRA daily short sale volume',
  FRED_INDEX_LEVELS: 'Federal Reserve Economic Data, index levels',
  ICI_MONTHLY: 'Investment Company Institute, monthly fund flows',
  ICI_WEEKLY: 'Investment Company Institute, weekly estimated fund flows',
  INDEX_MEMBERS: 'Index membership spells',
  ISHARES_HOLDINGS: 'iShares fund holdings',
  SEC_COMPANY_FACTS: 'SEC company facts, shares outstanding',
  SEC_FAILS_TO_DELIVER: 'SEC fails to deliver',
  YAHOO_INDEX_LEVELS: 'Yahoo Finance, index levels',
};

/** The sources of a version, one row for each code, with the span of days they cover. */
export function buildSources(batches: readonly StoredBatch[]): SourceRow[] {
  const rows = new Map<string, SourceRow>();
  for (const batch of batches) {
    const code = batch.format === 'fund-flows' ? batch.scope : batch.sourceCode;
    const known = rows.get(code);
    rows.set(code, {
      code,
      name: NAMES[code] ?? words(code),
      kind: code === LINES ? 'REFERENCE' : (KINDS[batch.format] ?? 'REFERENCE'),
      firstOn: least(known?.firstOn ?? null, batch.firstOn),
      lastOn: most(known?.lastOn ?? null, batch.lastOn),
      importedAt: Math.max(known?.importedAt ?? 0, batch.importedAt),
    });
  }
  return [...rows.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function least(a: Day | null, b: Day | null): Day | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

function most(a: Day | null, b: Day | null): Day | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function words(code: string): string {
  const text = code.toLowerCase().replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
