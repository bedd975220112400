import type { Panel } from '../../../src/panel/panel.js';
import { closeAt, marketCapAt, sectorAt } from '../../../src/panel/price-at.js';
import { civil } from '../../../src/time/day.js';
import { SECTORS } from '../../../src/vocabulary.js';

export type ColumnType = 'INT' | 'DOUBLE' | 'TEXT';

/** A value of a cell; null for unknown. */
export type Cell = number | string | null;

/** One table as the engines get it. */
export interface Table {
  readonly name: string;
  readonly columns: readonly (readonly [name: string, type: ColumnType])[];
  readonly key: readonly string[];
  readonly rowCount: number;
  /** Calls `take` with each row in the order of the key; the array is used again. */
  each(take: (row: Cell[]) => void): void;
}

/** Stands for a membership or a spell that has no end. */
export const FOREVER = 2_000_000_000;

/**
 * What the engines are asked about, with everything done for them that can be: splits are adjusted
 * for, days are numbers of sessions, missing days carry the last close, the value of an ended
 * listing stands beside the security, and a short position is a spell with its end.
 */
export function tablesOf(panel: Panel): Table[] {
  return [
    securities(panel),
    bars(panel),
    spells(panel),
    members(panel),
    holdings(panel),
    levels(panel),
    sessions(panel),
  ];
}

function securities(panel: Panel): Table {
  const { securities: own, prices, axis } = panel;
  return {
    name: 'security',
    columns: [
      ['id', 'INT'],
      ['symbol', 'TEXT'],
      ['sector', 'INT'],
      ['first_close', 'DOUBLE'],
      ['final_price', 'DOUBLE'],
      ['final_cap', 'DOUBLE'],
    ],
    key: ['id'],
    rowCount: own.count,
    each(take) {
      for (let i = 0; i < own.count; i++) {
        const isOver = prices.isDelisted[i] === 1;
        const sector = SECTORS.indexOf(sectorAt(panel, i, axis.lastOn));
        const first = closeAt(panel, i, prices.firstIndex[i]!);
        const price = isOver ? closeAt(panel, i, axis.length - 1) : null;
        const cap = isOver ? orNull(marketCapAt(panel, i, axis.length - 1)) : null;
        take([i, own.symbols[i]!, sector, first, price, cap]);
      }
    },
  };
}

function bars({ securities: { count }, prices }: Panel): Table {
  const { offsets, firstIndex, lastIndex, close, hasTraded, marketCap } = prices;
  return {
    name: 'bar',
    columns: [
      ['security_id', 'INT'],
      ['t', 'INT'],
      ['close', 'DOUBLE'],
      ['traded', 'INT'],
      ['market_cap', 'DOUBLE'],
    ],
    key: ['security_id', 't'],
    rowCount: close.length,
    each(take) {
      for (let i = 0; i < count; i++) {
        for (let t = firstIndex[i]!, at = offsets[i]!; t <= lastIndex[i]!; t++, at++) {
          take([i, t, close[at]!, hasTraded[at]!, orNull(marketCap[at]!)]);
        }
      }
    },
  };
}

function spells({ securities: { count }, shorts }: Panel): Table {
  const isSettlement = new Set(shorts.settlements);
  const each = (take: (row: Cell[]) => void) => {
    for (let i = 0; i < count; i++) {
      const end = shorts.offsets[i + 1]!;
      for (let k = shorts.offsets[i]!; k < end; ) {
        // The report that stands for the last day of an ended listing begins no new spell.
        let next = k + 1;
        const isSame = next < end && shorts.shares[next] === shorts.shares[k];
        if (isSame && !isSettlement.has(shorts.index[next]!)) next++;
        const nextIndex = next < end ? shorts.index[next]! : FOREVER;
        if (shorts.shares[k]! > 0) take([i, shorts.index[k]!, nextIndex, shorts.shares[k]!]);
        k = next;
      }
    }
  };
  return {
    name: 'spell',
    columns: [
      ['security_id', 'INT'],
      ['t', 'INT'],
      ['next_t', 'INT'],
      ['shares', 'DOUBLE'],
    ],
    key: ['security_id', 't'],
    rowCount: counted(each),
    each,
  };
}

function members({ indices, axis }: Panel): Table {
  const each = (take: (row: Cell[]) => void) => {
    for (const { id, spells: own } of indices) {
      for (const { security, fromOn, toOn } of own) {
        const to = toOn === null ? FOREVER : axis.indexOnOrAfter(toOn);
        take([id, security, axis.indexOnOrAfter(fromOn), to]);
      }
    }
  };
  return {
    name: 'member',
    columns: [
      ['index_id', 'INT'],
      ['security_id', 'INT'],
      ['from_t', 'INT'],
      ['to_t', 'INT'],
    ],
    key: ['index_id', 'security_id', 'from_t'],
    rowCount: counted(each),
    each,
  };
}

function holdings({ indices, axis }: Panel): Table {
  const each = (take: (row: Cell[]) => void) => {
    for (const index of indices) {
      for (const { heldOn, members: held, shares } of index.holdings) {
        const t = axis.indexOnOrBefore(heldOn);
        held.forEach((security, k) => {
          take([index.id, t, security, shares[k]!]);
        });
      }
    }
  };
  return {
    name: 'holding',
    columns: [
      ['index_id', 'INT'],
      ['held_t', 'INT'],
      ['security_id', 'INT'],
      ['shares', 'DOUBLE'],
    ],
    key: ['index_id', 'held_t', 'security_id'],
    rowCount: counted(each),
    each,
  };
}

function levels({ indices, axis }: Panel): Table {
  const each = (take: (row: Cell[]) => void) => {
    for (const { id, levelDays, levels: own } of indices) {
      levelDays.forEach((on, k) => {
        take([id, axis.indexOnOrBefore(on), own[k]!]);
      });
    }
  };
  return {
    name: 'index_level',
    columns: [
      ['index_id', 'INT'],
      ['t', 'INT'],
      ['level', 'DOUBLE'],
    ],
    key: ['index_id', 't'],
    rowCount: counted(each),
    each,
  };
}

function sessions({ axis }: Panel): Table {
  return {
    name: 'trading_day',
    columns: [
      ['t', 'INT'],
      ['month_no', 'INT'],
    ],
    key: ['t'],
    rowCount: axis.length,
    each(take) {
      for (let t = 0; t < axis.length; t++) {
        const { year, month } = civil(axis.day(t));
        take([t, year * 12 + month - 1]);
      }
    },
  };
}

function counted(each: (take: (row: Cell[]) => void) => void): number {
  let count = 0;
  each(() => {
    count++;
  });
  return count;
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
