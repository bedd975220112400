import { day, formatDay } from '../../time/day.js';
import type { FundCategory } from '../../vocabulary.js';
import type { Market } from '../market.js';
import { Random } from '../random.js';
import { weekMove } from './fund-flows.js';
import { csvCell, fixed } from './text.js';

const FIRST_WEEK = day('2022-12-07');
const LAST_WEEK = day('2023-09-13');
/** From here on small companies lose money, each fund by its own `leaves`. */
const TURN = day('2023-07-05');

interface Fund {
  readonly symbol: string;
  readonly name: string;
  readonly category: FundCategory;
  /** Million US dollars before the first week. */
  readonly assets: number;
  /** Usual flow of a week over assets, and its deviation. */
  readonly drift: number;
  readonly spread: number;
  readonly follows: 'RUT' | 'SPX';
  readonly beta: number;
  /** Flow of a week over assets from the turn on; negative is money that leaves. */
  readonly leaves?: number;
}

const SMALL = { category: 'US_SMALL_CAP', follows: 'RUT', beta: 1 } as const;
const MID = { category: 'US_MID_CAP', follows: 'RUT', beta: 0.9 } as const;
const LARGE = { category: 'US_LARGE_CAP', follows: 'SPX', beta: 1 } as const;

const FUNDS: readonly Fund[] = [
  {
    ...SMALL,
    symbol: 'TIDS',
    name: 'Tidewater Small Company Index ETF',
    assets: 52_400,
    drift: 0.0004,
    spread: 0.009,
    leaves: -0.0041,
  },
  {
    ...SMALL,
    symbol: 'HALS',
    name: 'Halyard Small Cap Core ETF',
    assets: 66_100,
    drift: 0.0009,
    spread: 0.003,
    leaves: -0.0007,
  },
  {
    ...SMALL,
    symbol: 'MARV',
    name: 'Marram Small Cap Value ETF',
    assets: 11_900,
    drift: 0.0006,
    spread: 0.006,
    leaves: -0.0066,
  },
  {
    ...SMALL,
    symbol: 'MARG',
    name: 'Marram Small Cap Growth ETF',
    assets: 9_300,
    drift: 0.0002,
    spread: 0.006,
    leaves: -0.0024,
  },
  {
    ...SMALL,
    symbol: 'SKER',
    name: 'Skerry Profitable Small Companies ETF',
    assets: 6_700,
    drift: 0.0031,
    spread: 0.005,
    leaves: 0.0026,
  },
  {
    ...SMALL,
    symbol: 'BRAK',
    name: 'Brackish Micro Cap ETF',
    assets: 860,
    drift: -0.0008,
    spread: 0.011,
    leaves: -0.0093,
  },
  {
    ...SMALL,
    symbol: 'LEES',
    name: 'Leeward Low Volatility Small Cap ETF',
    assets: 1_950,
    drift: 0.0001,
    spread: 0.007,
    leaves: -0.0035,
  },
  {
    ...SMALL,
    symbol: 'NEAP',
    name: 'Neap Equal Weight Small Cap ETF',
    assets: 640,
    drift: 0.0012,
    spread: 0.008,
    leaves: 0.0009,
  },
  {
    ...MID,
    symbol: 'HALM',
    name: 'Halyard Mid Cap Core ETF',
    assets: 71_800,
    drift: 0.0007,
    spread: 0.003,
  },
  {
    ...MID,
    symbol: 'TIDM',
    name: 'Tidewater Mid Cap Index ETF',
    assets: 19_200,
    drift: 0.0003,
    spread: 0.005,
  },
  {
    ...LARGE,
    symbol: 'TIDL',
    name: 'Tidewater 500 Index ETF',
    assets: 372_000,
    drift: 0.0006,
    spread: 0.007,
  },
  {
    ...LARGE,
    symbol: 'HALL',
    name: 'Halyard Large Cap Core ETF',
    assets: 318_000,
    drift: 0.0012,
    spread: 0.004,
  },
];

/** Weekly flows and assets of single exchange-traded funds, weeks ending on Wednesday. */
export function etfFlowsFile(seed: string, market: Market): string {
  const lines = ['week ending,symbol,fund,category,net flow ($m),assets ($m)'];
  const series = FUNDS.map((one) => ({
    one,
    random: new Random(`${seed}/etf-flows/${one.symbol}`),
    assets: one.assets,
  }));
  for (let end = FIRST_WEEK; end <= LAST_WEEK; end += 7) {
    for (const state of series) {
      const { one, random } = state;
      const usual = end < TURN ? one.drift : (one.leaves ?? one.drift);
      const flow = state.assets * (usual + one.spread * random.normal());
      const growth = one.beta * weekMove(market, one.follows, end, random);
      state.assets = state.assets * (1 + growth) + flow;
      const { symbol, name, category } = one;
      const numbers = `${fixed(flow, 1)},${fixed(state.assets, 1)}`;
      lines.push(`${formatDay(end)},${symbol},${csvCell(name)},${category},${numbers}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
