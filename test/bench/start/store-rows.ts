import type { SqlValue } from '../../../src/store/sql.js';
import { NO_DAY, type StoredColumns } from '../../../src/store/stored-columns.js';
import { type FactTableName, UNSTATED_DAY } from '../../../src/store/tables.js';
import { formatDay } from '../../../src/time/day.js';

/** Rows of one table, one after the other, with values as a store takes them. */
export interface TableRows {
  readonly table: FactTableName;
  readonly count: number;
  readonly batchOf: (k: number) => number;
  readonly row: (k: number) => SqlValue[];
}

const texts = new Map<number, string>();

function dayText(on: number): string {
  const text = texts.get(on) ?? formatDay(on);
  texts.set(on, text);
  return text;
}

function dayOrNull(on: number | null): string | null {
  return on === null || on === NO_DAY ? null : dayText(on);
}

function orNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** The rows of stored columns, table by table. */
export function tableRows(stored: StoredColumns): TableRows[] {
  return [...wideTables(stored), ...narrowTables(stored), ...listTables(stored)];
}

function wideTables({ prices: p, shortInterest: s }: StoredColumns): TableRows[] {
  return [
    {
      table: 'daily_price',
      count: p.count,
      batchOf: (k) => p.batchId[k]!,
      row: (k) => [
        dayText(p.tradedOn[k]!),
        p.tickerId[k]!,
        p.batchId[k]!,
        p.close[k]!,
        orNull(p.previousClose[k]),
        orNull(p.volume[k]),
        orNull(p.marketCap[k]),
      ],
    },
    {
      table: 'short_interest',
      count: s.count,
      batchOf: (k) => s.batchId[k]!,
      row: (k) => [
        dayText(s.settledOn[k]!),
        s.tickerId[k]!,
        s.vintage[k]!,
        s.batchId[k]!,
        s.shares[k]!,
        orNull(s.previousShares[k]),
        orNull(s.averageDailyVolume[k]),
        s.isSplit[k]!,
        s.isRevised[k]!,
        s.names.at(k) ?? '',
        s.exchanges.at(k) ?? null,
        dayText(s.publishedOn[k]!),
      ],
    },
  ];
}

function narrowTables(stored: StoredColumns): TableRows[] {
  const { shareCounts: c, indexLevels: l, fundFlows: f, borrowFees: b } = stored;
  return [
    {
      table: 'share_count',
      count: c.count,
      batchOf: (k) => c.batchId[k]!,
      row: (k) => [
        c.tickerId[k]!,
        dayText(c.asOfOn[k]!),
        dayOrNull(c.knownOn[k]!) ?? UNSTATED_DAY,
        c.batchId[k]!,
        orNull(c.sharesOutstanding[k]),
        orNull(c.floatShares[k]),
      ],
    },
    {
      table: 'index_level',
      count: l.count,
      batchOf: (k) => l.batchId[k]!,
      row: (k) => [l.indexId[k]!, dayText(l.tradedOn[k]!), l.batchId[k]!, l.level[k]!],
    },
    {
      table: 'fund_flow',
      count: f.count,
      batchOf: (k) => f.batchId[k]!,
      row: (k) => [
        f.fundId[k]!,
        dayText(f.periodEndOn[k]!),
        f.batchId[k]!,
        dayOrNull(f.periodFromOn[k]!),
        orNull(f.netFlow[k]),
        orNull(f.assets[k]),
      ],
    },
    {
      table: 'borrow_fee',
      count: b.count,
      batchOf: (k) => b.batchId[k]!,
      row: (k) => [b.tickerId[k]!, dayText(b.effectiveOn[k]!), b.batchId[k]!, b.fee[k]!],
    },
  ];
}

function listTables(stored: StoredColumns): TableRows[] {
  return [
    listed('classification', stored.classifications, (it) => [
      it.tickerId,
      dayText(it.asOfOn),
      it.scheme,
      it.batchId,
      it.name,
      it.exchange,
      it.sector,
      it.industry,
      it.country,
    ]),
    listed('corporate_action', stored.corporateActions, (it) => [
      it.tickerId,
      dayText(it.effectiveOn),
      it.kind,
      it.batchId,
      it.ratio,
      it.amount,
      it.terminalKind,
      it.newTickerId,
    ]),
    listed('index_holding', stored.holdings, (it) => [
      it.indexId,
      dayText(it.heldOn),
      it.line,
      it.batchId,
      it.tickerId,
      it.symbol,
      it.name,
      it.sector,
      it.assetClass,
      it.marketValue,
      it.shares,
      it.price,
    ]),
    listed('index_member', stored.memberSpells, (it) => [
      it.indexId,
      it.tickerId,
      dayText(it.fromOn),
      dayOrNull(it.toOn),
      it.batchId,
    ]),
  ];
}

function listed<T extends { readonly batchId: number }>(
  table: FactTableName,
  rows: readonly T[],
  row: (it: T) => SqlValue[],
): TableRows {
  return {
    table,
    count: rows.length,
    batchOf: (k) => rows[k]!.batchId,
    row: (k) => row(rows[k]!),
  };
}
