import type { StoredColumns, StoredHolding } from '../store/stored-columns.js';
import type { Day } from '../time/day.js';
import type { HoldingsSnapshot, IndexColumns, MemberSpell } from './panel.js';
import { floatsOf, intsOf } from './shared.js';

/** Finds the security that used a stored ticker on a day; -1 for none. */
export type SecurityOf = (ticker: number, on: Day) => number;

/** Levels, holdings and membership of every stored index, in order of symbol. */
export function buildIndices(
  stored: StoredColumns,
  securityOf: SecurityOf,
  basisOf: (security: number, on: Day) => number,
): IndexColumns[] {
  return [...stored.indices]
    .sort((a, b) => (a.symbol < b.symbol ? -1 : 1))
    .map((index) => ({
      id: index.id,
      symbol: index.symbol,
      name: index.name,
      ...levelsOf(stored, index.id),
      holdings: holdingsOf(stored, index.id, securityOf, basisOf),
      spells: spellsOf(stored, index.id, securityOf),
    }));
}

function levelsOf(stored: StoredColumns, indexId: number) {
  const { indexLevels: rows } = stored;
  const byDay = new Map<Day, { batch: number; level: number }>();
  for (let k = 0; k < rows.count; k++) {
    if (rows.indexId[k] !== indexId) continue;
    const on = rows.tradedOn[k] as Day;
    const batch = rows.batchId[k] as number;
    if ((byDay.get(on)?.batch ?? -1) <= batch) {
      byDay.set(on, { batch, level: rows.level[k] as number });
    }
  }
  const days = [...byDay.keys()].sort((a, b) => a - b);
  return {
    levelDays: intsOf(days, (on) => on),
    levels: floatsOf(days, (on) => byDay.get(on)!.level),
  };
}

function holdingsOf(
  stored: StoredColumns,
  indexId: number,
  securityOf: SecurityOf,
  basisOf: (security: number, on: Day) => number,
): HoldingsSnapshot[] {
  const byDay = new Map<Day, StoredHolding[]>();
  const batches = new Map<Day, number>();
  for (const row of stored.holdings) {
    if (row.indexId !== indexId || row.assetClass !== 'Equity') continue;
    const latest = batches.get(row.heldOn) ?? -1;
    if (row.batchId < latest) continue;
    if (row.batchId > latest) byDay.set(row.heldOn, []);
    batches.set(row.heldOn, row.batchId);
    byDay.get(row.heldOn)!.push(row);
  }
  return [...byDay]
    .sort((a, b) => a[0] - b[0])
    .map(([heldOn, rows]) => snapshotOf(heldOn, rows, securityOf, basisOf));
}

function snapshotOf(
  heldOn: Day,
  rows: readonly StoredHolding[],
  securityOf: SecurityOf,
  basisOf: (security: number, on: Day) => number,
): HoldingsSnapshot {
  const held = new Map<number, { shares: number; value: number }>();
  let unknownCount = 0;
  // In order of line, so that sums do not depend on the order of stored rows.
  for (const row of [...rows].sort((a, b) => a.line - b.line)) {
    const security = row.tickerId === null ? -1 : securityOf(row.tickerId, heldOn);
    if (security < 0) {
      unknownCount++;
      continue;
    }
    const known = held.get(security) ?? { shares: 0, value: 0 };
    known.shares += row.shares * basisOf(security, heldOn);
    known.value += row.marketValue;
    held.set(security, known);
  }
  const ordinals = [...held.keys()].sort((a, b) => a - b);
  return {
    heldOn,
    members: intsOf(ordinals, (i) => i),
    shares: floatsOf(ordinals, (i) => held.get(i)!.shares),
    marketValue: floatsOf(ordinals, (i) => held.get(i)!.value),
    unknownCount,
  };
}

function spellsOf(stored: StoredColumns, indexId: number, securityOf: SecurityOf): MemberSpell[] {
  const rows = stored.memberSpells.filter((it) => it.indexId === indexId);
  const latest = rows.reduce((top, row) => Math.max(top, row.batchId), -1);
  return rows
    .filter((row) => row.batchId === latest)
    .flatMap(({ tickerId, fromOn, toOn }) => {
      const security = securityOf(tickerId, toOn === null ? fromOn : toOn - 1);
      return security < 0 ? [] : [{ security, fromOn, toOn }];
    })
    .sort((a, b) => a.fromOn - b.fromOn || a.security - b.security);
}
