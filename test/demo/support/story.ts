import type {
  CorporateActionRow,
  FundFlowRow,
  HoldingRow,
  MemberSpellRow,
  PriceRow,
  ShortInterestRow,
} from '../../../src/importers/rows.js';
import { day, type Day, formatDay } from '../../../src/time/day.js';
import { DayAxis } from '../../../src/time/day-axis.js';
import type { Sector } from '../../../src/vocabulary.js';
import { type ReadFile, readDemo } from './read-demo.js';

/** What the files say, gathered the plain way: maps of rows, nothing of the generator. */
export interface Story {
  readonly files: readonly ReadFile[];
  readonly axis: DayAxis;
  readonly prices: ReadonlyMap<string, readonly PriceRow[]>;
  readonly shorts: ReadonlyMap<string, readonly ShortInterestRow[]>;
  readonly actions: readonly CorporateActionRow[];
  readonly splits: ReadonlyMap<string, readonly CorporateActionRow[]>;
  /** By index and date. */
  readonly holdings: ReadonlyMap<string, readonly HoldingRow[]>;
  readonly levels: ReadonlyMap<string, number>;
  readonly spells: readonly MemberSpellRow[];
  readonly flows: readonly FundFlowRow[];
  readonly sectors: ReadonlyMap<string, Sector>;
  readonly industries: ReadonlyMap<string, string>;
}

let told: Promise<Story> | undefined;

/** The story of the default seed; made once in a test file. */
export function story(): Promise<Story> {
  told ??= gather();
  return told;
}

async function gather(): Promise<Story> {
  const prices = new Map<string, PriceRow[]>();
  const shorts = new Map<string, ShortInterestRow[]>();
  const holdings = new Map<string, HoldingRow[]>();
  const levels = new Map<string, number>();
  const sectors = new Map<string, Sector>();
  const industries = new Map<string, string>();
  const splits = new Map<string, CorporateActionRow[]>();
  const actions: CorporateActionRow[] = [];
  const spells: MemberSpellRow[] = [];
  const flows: FundFlowRow[] = [];
  const files = await readDemo((kind, row, file) => {
    // The switch that TypeScript cannot follow: the kind names the type of the row.
    if (kind === 'price') push(prices, (row as PriceRow).key, row as PriceRow);
    else if (kind === 'shortInterest') {
      push(shorts, (row as ShortInterestRow).key, row as ShortInterestRow);
    } else if (kind === 'holding') {
      const holding = row as HoldingRow;
      push(holdings, `${file.index} ${formatDay(holding.heldOn)}`, holding);
    } else if (kind === 'indexLevel') {
      const { tradedOn, level } = row as { tradedOn: Day; level: number };
      levels.set(`${file.index} ${formatDay(tradedOn)}`, level);
    } else if (kind === 'corporateAction') {
      const action = row as CorporateActionRow;
      actions.push(action);
      if (action.kind === 'SPLIT') push(splits, action.key, action);
    } else if (kind === 'memberSpell') spells.push(row as MemberSpellRow);
    else if (kind === 'fundFlow') flows.push(row as FundFlowRow);
    else if (kind === 'classification') {
      const { key, sector, industry } = row as { key: string; sector: Sector; industry: string };
      sectors.set(key, sector);
      industries.set(key, industry);
    }
  });
  const axis = new DayAxis(day('2021-12-14'), day('2023-09-15'));
  const found = { files, axis, prices, shorts, actions, holdings, levels, spells, flows };
  return { ...found, splits, sectors, industries };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Level of an index on a date. */
export function levelOn({ levels }: Story, index: 'RUT' | 'SPX', date: string): number {
  return levels.get(`${index} ${date}`) ?? Number.NaN;
}

/** Return of an index from the close of one date to the close of another. */
export function indexReturn(told: Story, index: 'RUT' | 'SPX', from: string, to: string): number {
  return levelOn(told, index, to) / levelOn(told, index, from) - 1;
}

/** Equities of the sheet of an index on a date. */
export function sheet({ holdings }: Story, index: 'RUT' | 'SPX', date: string): HoldingRow[] {
  const rows = holdings.get(`${index} ${date}`) ?? [];
  return rows.filter(({ assetClass }) => assetClass === 'Equity');
}

/** New shares for one old by the splits of a symbol after a day. */
export function splitsAfter({ splits }: Story, key: string, on: Day): number {
  let factor = 1;
  for (const { effectiveOn, ratio } of splits.get(key) ?? []) {
    if (effectiveOn > on) factor *= ratio ?? 1;
  }
  return factor;
}

/** Last close on or before a date, in the split basis of the last day; NaN before the first. */
export function closeOn(told: Story, key: string, date: string): number {
  const on = day(date);
  const row = told.prices.get(key)?.findLast(({ tradedOn }) => tradedOn <= on);
  return row === undefined ? Number.NaN : row.close / splitsAfter(told, key, row.tradedOn);
}
