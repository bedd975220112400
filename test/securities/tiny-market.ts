import { type ExecutionResult, graphql, type GraphQLSchema } from 'graphql';
import { Context } from '../../src/graphql/context.js';
import type { Panel, SecurityColumns, SymbolSpell } from '../../src/panel/panel.js';
import type { Store } from '../../src/store/store.js';
import { symbolKey } from '../../src/symbol.js';
import { day } from '../../src/time/day.js';
import { DayAxis } from '../../src/time/day-axis.js';
import { shareCounts } from '../support/share-counts.js';

const AXIS = new DayAxis(day('2023-08-01'), day('2023-09-29'));

/** No store: for questions that the panel answers. */
export const NO_STORE = {
  replicas: () => [],
  within: () => NO_STORE,
} as unknown as Store;

/**
 * Three shares on 42 sessions. FADE does not move. AMC is split one for ten on 2023-08-24, so that
 * its old closes of 2 read 20. GONE, once NEWB, fails after 2023-08-15 and ends at 0.25. NEWB is
 * reused by another share from 2023-09-01.
 */
export function tinyPanel(changes: Partial<Panel> = {}): Panel {
  return {
    version: { number: 3, hash: 'abc', publishedAt: 1_694_200_000_000, isSimulated: false },
    axis: AXIS,
    securities: securities(),
    prices: prices(),
    shorts: shorts(),
    indices: [],
    funds: {
      count: 0,
      ids: [],
      providers: [],
      codes: [],
      symbols: [],
      names: [],
      categories: [],
      isSingleFund: new Uint8Array(0),
      offsets: new Int32Array(1),
      periodFrom: new Int32Array(0),
      periodEnd: new Int32Array(0),
      netFlow: new Float64Array(0),
      assets: new Float64Array(0),
    },
    sources: [
      {
        code: 'YAHOO_PRICES',
        name: 'Daily prices',
        kind: 'PRICES',
        firstOn: day('2023-08-01'),
        lastOn: day('2023-09-29'),
        importedAt: 1_694_200_000_000,
      },
      {
        code: 'FINRA_SHORT_INTEREST',
        name: 'Short interest',
        kind: 'SHORT_INTEREST',
        firstOn: null,
        lastOn: null,
        importedAt: null,
      },
    ],
    ...changes,
  };
}

/** Ordinals of the shares of `tinyPanel`, in order of symbol. */
export const AMC = 0;
export const FADE = 1;
export const GONE = 2;
export const NEWB = 3;

function spell(symbol: string, from: string, to: string | null = null): SymbolSpell {
  const toOn = to === null ? null : day(to);
  return { symbol, key: symbolKey(symbol), fromOn: day(from), toOn };
}

function securities(): SecurityColumns {
  return {
    count: 4,
    ids: ['11', '12', '13', '13.1'],
    symbols: ['AMC', 'FADE', 'GONE', 'NEWB'],
    names: ['AMC Entertainment', 'Fading Shares', 'Gone Bank', 'New Business'],
    exchanges: ['NYSE', null, 'NASDAQ', 'NASDAQ'],
    spells: [
      [spell('AMC', '2023-08-01')],
      [spell('FADE', '2023-08-01')],
      [spell('NEWB', '2023-08-01', '2023-08-08'), spell('GONE', '2023-08-09', '2023-08-15')],
      [spell('NEWB', '2023-09-01')],
    ],
    isLinked: new Uint8Array(4),
    classifications: [
      {
        sectors: [
          { fromOn: day('2023-08-01'), sector: 'COMMUNICATION_SERVICES' },
          { fromOn: day('2023-09-01'), sector: 'CONSUMER_DISCRETIONARY' },
        ],
        industries: [{ fromOn: day('2023-09-01'), industry: 'Movies' }],
      },
      { sectors: [], industries: [] },
      { sectors: [{ fromOn: day('2023-08-01'), sector: 'FINANCIALS' }], industries: [] },
      { sectors: [], industries: [] },
    ],
    terminals: [
      null,
      null,
      { effectiveOn: day('2023-08-16'), kind: 'BANKRUPT', price: 0.25 },
      null,
    ],
    tickerIds: [[11], [12], [13, 14], [13]],
    shareCounts: shareCounts([
      [
        { asOfOn: day('2023-08-07'), sharesOutstanding: 1000, floatShares: 800 },
        { asOfOn: day('2023-09-20'), sharesOutstanding: 150, floatShares: null },
      ],
      [],
      [{ asOfOn: day('2023-01-03'), sharesOutstanding: 500, floatShares: 400 }],
      [{ asOfOn: day('2023-09-05'), sharesOutstanding: null, floatShares: 0 }],
    ]),
    conversionDays: [[], [], [], []],
  };
}

function prices(): Panel['prices'] {
  const length = AXIS.length;
  const last = [length - 1, length - 1, at('2023-08-15'), length - 1];
  const first = [0, 0, 0, at('2023-09-01')];
  const closes = [20, 5, 10, 7];
  const volumes = [100, Number.NaN, 50, 10];
  const caps = [3e9, Number.NaN, 100e6, 40e6];
  const offsets = Int32Array.from({ length: 5 }, (_, i) => i * length);
  const fill = (values: number[]) =>
    Float64Array.from({ length: 4 * length }, (_, k) => values[Math.floor(k / length)] as number);
  return {
    offsets,
    firstIndex: Int32Array.from(first),
    lastIndex: Int32Array.from(last),
    isDelisted: Uint8Array.from([0, 0, 1, 0]),
    close: fill(closes),
    hasTraded: new Uint8Array(4 * length).fill(1),
    volume: fill(volumes),
    marketCap: fill(caps),
    splits: {
      offsets: Int32Array.from([0, 1, 1, 1, 1]),
      index: Int32Array.from([at('2023-08-24')]),
      values: Float64Array.from([0.1]),
    },
    dividends: {
      offsets: new Int32Array(5),
      index: new Int32Array(0),
      values: new Float64Array(0),
    },
    hasBasisMismatch: new Uint8Array(4),
  };
}

/** The panel counts the settlements of a reused ticker for one share each. */
function shorts(): Panel['shorts'] {
  const index = Int32Array.from([at('2023-08-15'), at('2023-08-31'), at('2023-08-08')]);
  return {
    offsets: Int32Array.from([0, 2, 2, 3, 3]),
    index,
    publishedIndex: index.map((t) => t + 7),
    shares: new Float64Array(3),
    firstShares: new Float64Array(3),
    revisedIndex: new Int32Array(3).fill(2147483647),
    isAbsence: new Uint8Array(3),
    settlements: Int32Array.from([at('2023-08-15'), at('2023-08-31')]),
    files: { markets: [], isComplete: new Uint8Array(0) },
    markets: new Uint8Array(0),
    fees: {
      offsets: new Int32Array(5),
      effectiveOn: new Int32Array(0),
      values: new Float64Array(0),
    },
  };
}

/** Day index of a date. */
export function at(date: string): number {
  return AXIS.indexOnOrBefore(day(date));
}

/** Asks without a server. */
export function ask(
  schema: GraphQLSchema,
  source: string,
  panel: Panel | null = tinyPanel(),
  store: Store = NO_STORE,
): Promise<ExecutionResult> {
  return graphql({ schema, source, contextValue: new Context(panel, store) });
}
