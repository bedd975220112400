import fc from 'fast-check';
import type { IndexColumns, Panel } from '../../src/panel/panel.js';
import type { ReturnBasis } from '../../src/returns/security-return.js';
import type { UniverseAt } from '../../src/securities/universe.js';
import type { Sector } from '../../src/vocabulary.js';
import type { MemberDays } from '../oracle/advance-decline.js';
import { type TinySecurity, tinyPanel } from '../support/tiny-panel.js';

/** A member of a random index in plain words, by day from the first. */
export interface Row {
  /** Null without a print; a shorter list ended, and left `terminal` a share. */
  closes: (number | null)[];
  volumes: (number | null)[];
  terminal: number | null;
  /** US dollars a share by ex-date. */
  dividends: Record<number, number>;
  /** First day in the index, and first day out of it. */
  from: number;
  to: number | null;
  /** ENERGY up to the day before, UTILITIES from then on. */
  movesOn: number;
}

export interface Market {
  days: number;
  rows: Row[];
}

/** How a report reads a market. */
export interface Reading {
  universeAt: UniverseAt;
  basis: ReturnBasis;
  base: number;
  end: number;
  /** One group, or the whole set without it. */
  sector?: Sector;
}

/** The market as a panel with the index IDX. */
export function panelOf({ days, rows }: Market): { panel: Panel; index: IndexColumns } {
  const name = (k: number): string => `S${String(k).padStart(2, '0')}`;
  const securities: Record<string, TinySecurity> = {};
  const spells: Record<string, [number, number | null][]> = {};
  rows.forEach((row, k) => {
    const { closes, volumes, terminal, dividends, movesOn, from, to } = row;
    securities[name(k)] = {
      closes,
      volumes: volumes.map((shares) => shares ?? Number.NaN),
      dividends,
      sectors: movesOn === 0 ? { 0: 'UTILITIES' } : { 0: 'ENERGY', [movesOn]: 'UTILITIES' },
      ...(closes.length < days && { ended: { kind: 'CASH', price: terminal } }),
    };
    spells[name(k)] = [[from, to]];
  });
  const panel = tinyPanel({ days, securities, indices: { IDX: { spells } } });
  return { panel, index: panel.indices[0] as IndexColumns };
}

/** Whether a row counts for a move, told at the close before it. */
export function countsAt(row: Row, before: number, reading: Reading): boolean {
  const { universeAt, base, end, sector } = reading;
  const t = { START: base, END: end, DAILY: before }[universeAt];
  const isIn = t >= row.from && (row.to === null || t < row.to);
  const hasEnded = universeAt === 'DAILY' && t >= row.closes.length;
  const ownSector = t >= row.movesOn ? 'UTILITIES' : 'ENERGY';
  return isIn && !hasEnded && (sector === undefined || sector === ownSector);
}

/** What a holding of one share on the first day is worth, without rounding noise; null unknown. */
export function worthOn({ closes, terminal, dividends }: Row, t: number, basis: ReturnBasis) {
  let shares = 1;
  for (let ex = 1; ex <= t && basis === 'TOTAL'; ex++) {
    const close = lastClose(closes, ex);
    if (close !== null) shares *= 1 + (dividends[ex] ?? 0) / close;
  }
  const close = t >= closes.length ? (terminal ?? lastClose(closes, t)) : lastClose(closes, t);
  return close === null ? null : Math.round(close * shares * 1e8) / 1e8;
}

/** The rows as the naive twins of the kernels read them. */
export function twinsOf({ rows, days }: Market, reading: Reading): MemberDays[] {
  return rows.map((row) => ({
    close: dayList(days, (t) => (row.closes[t] == null ? null : worthOn(row, t, reading.basis))),
    volume: dayList(days, (t) => row.volumes[t] ?? null),
    isMember: dayList(days, (t) => countsAt(row, t - 1, reading)),
  }));
}

function dayList<T>(days: number, valueOn: (t: number) => T): T[] {
  return Array.from({ length: days }, (_, t) => valueOn(t));
}

function lastClose(closes: Row['closes'], t: number): number | null {
  return closes.slice(0, t + 1).findLast((close) => close !== null) ?? null;
}

/** Few ticks, so that many closes are equal. */
const tick = fc.integer({ min: 95, max: 105 });

function row(days: number): fc.Arbitrary<Row> {
  return fc
    .tuple(
      fc.constantFrom(20, 200, 1_000_000),
      fc.oneof({ weight: 8, arbitrary: fc.constant(days) }, fc.integer({ min: 1, max: days })),
    )
    .chain(([freq, length]) =>
      fc.record({
        closes: fc.array(fc.option(tick, { freq, nil: null }), {
          minLength: length,
          maxLength: length,
        }),
        volumes: fc.array(fc.option(fc.nat(1000), { freq: 30, nil: null }), {
          minLength: days,
          maxLength: days,
        }),
        terminal: fc.option(fc.integer({ min: 0, max: 200 })),
        dividends: fc.dictionary(
          fc.integer({ min: 0, max: days - 1 }).map(String),
          fc.integer({ min: 1, max: 5 }),
          { maxKeys: 3 },
        ),
        from: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: days })),
        to: fc.option(fc.integer({ min: 0, max: days }), { freq: 2 }),
        movesOn: fc.integer({ min: 0, max: days }),
      }),
    );
}

/** Small indices whose members come, go, pay, halt, end and change sector. */
export const market: fc.Arbitrary<Market> = fc.integer({ min: 30, max: 70 }).chain((days) =>
  fc.record({
    days: fc.constant(days),
    rows: fc.array(row(days), { minLength: 1, maxLength: 14 }),
  }),
);
