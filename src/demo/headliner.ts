import type { Sector } from '../vocabulary.js';
import type { Exchange, Role } from './company.js';

/** Date and value, the way a person would tell the story. */
export type Told = readonly (readonly [date: string, value: number])[];

export interface Headliner {
  readonly symbol: string;
  readonly name: string;
  readonly sector: Sector;
  readonly industry: string;
  readonly exchange: Exchange;
  readonly role: Role;
  /** Million shares. */
  readonly sharesOutstanding: number;
  /** US dollars, in the split basis of the base day. */
  readonly prices: Told;
  /** Million shares short, in the same basis. */
  readonly shorts: Told;
  readonly noise: number;
}

/** One headliner; shares in millions, prices and positions in the basis of the base day. */
export const line = (
  symbol: string,
  name: string,
  [sector, industry]: readonly [Sector, string],
  [exchange, role]: readonly [Exchange, Role],
  sharesOutstanding: number,
  noise: number,
  prices: Told,
  shorts: Told,
): Headliner => ({
  symbol,
  name,
  sector,
  industry,
  exchange,
  role,
  sharesOutstanding,
  prices,
  shorts,
  noise,
});

/** Prices at the turns: start, base, winter, spring, summer, end, last. */
export function turns(...values: readonly number[]): Told {
  const dates = [
    '2022-12-01',
    '2022-12-30',
    '2023-02-02',
    '2023-05-31',
    '2023-07-31',
    '2023-09-08',
    '2023-09-15',
  ];
  return dates.map((date, k) => [date, values[k] as number] as const);
}

/** Shares short at the start, the base, in spring, in summer, on 15 August and at the last file. */
export function shortTurns(...values: readonly number[]): Told {
  const dates = [
    '2022-11-30',
    '2022-12-30',
    '2023-05-31',
    '2023-07-31',
    '2023-08-15',
    '2023-09-15',
  ];
  return dates.map((date, k) => [date, values[k] as number] as const);
}
