import { civil, type Day } from '../../time/day.js';
import { type Company, splitFactor, symbolAt } from '../company.js';
import type { Market } from '../market.js';
import { sectorPlan } from '../sectors.js';
import { fixed, grouped, lettersOnly, quoted } from './text.js';

/** A fund that holds an index. */
export interface Fund {
  readonly index: 'RUT' | 'SPX';
  readonly ticker: string;
  readonly title: string;
  readonly inception: string;
  readonly shareOfIndex: number;
  /** US dollars a fund share on the base day. */
  readonly navAtBase: number;
  readonly future: { readonly root: string; readonly name: string; readonly venue: string };
}

export const FUNDS: readonly Fund[] = [
  {
    index: 'RUT',
    ticker: 'IWM',
    title: 'iShares Russell 2000 ETF',
    inception: 'May 22, 2000',
    shareOfIndex: 0.024,
    navAtBase: 174.36,
    future: { root: 'RTY', name: 'RUSSELL 2000 EMINI CME', venue: 'Chicago Mercantile Exchange' },
  },
  {
    index: 'SPX',
    ticker: 'IVV',
    title: 'iShares Core S&P 500 ETF',
    inception: 'May 15, 2000',
    shareOfIndex: 0.0098,
    navAtBase: 384.21,
    future: { root: 'ES', name: 'S&P500 EMINI', venue: 'Index And Options Market' },
  },
];

const NBSP = '\u00a0';
const BOM = '\ufeff';
const HEADER =
  'Ticker,Name,Sector,Asset Class,Market Value,Weight (%),Notional Value,Shares,Price,Location,' +
  'Exchange,Currency,FX Rate,Market Currency,Accrual Date';
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const VENUES = {
  nasdaq: 'NASDAQ',
  nyse: 'New York Stock Exchange Inc.',
  amex: 'Nyse Mkt Llc',
} as const;

interface HoldingLine {
  readonly ticker: string;
  readonly name: string;
  readonly sector: string;
  readonly assetClass: string;
  readonly marketValue: number;
  readonly notional: number;
  readonly shares: number;
  readonly price: number;
  readonly venue: string;
}

/** The holdings sheet of a fund after the close of day `t`, whose members are given. */
export function holdingsSheet(
  market: Market,
  fund: Fund,
  members: readonly number[],
  t: number,
): string {
  const equities = members
    .map((i) => equityLine(market, fund, i, t))
    .sort((a, b) => b.marketValue - a.marketValue || (a.ticker < b.ticker ? -1 : 1));
  const value = equities.reduce((sum, line) => sum + line.marketValue, 0);
  const lines = [...equities, ...otherLines(fund, value, market.timeline.on(t))];
  const total = lines.reduce((sum, line) => sum + line.marketValue, 0);
  const level = market.levels[fund.index];
  const nav =
    (fund.navAtBase * (level[t] as number)) / (level[market.timeline.turn('base')] as number);
  return [
    `${BOM}${fund.title}`,
    `Fund Holdings as of,${quoted(longDate(market.timeline.on(t)))}`,
    `Inception Date,${quoted(fund.inception)}`,
    `Shares Outstanding,${quoted(grouped(Math.round(total / nav / 50_000) * 50_000, 2))}`,
    ...['Stock', 'Bond', 'Cash', 'Other'].map((kind) => `${kind},"-"`),
    NBSP,
    HEADER,
    ...lines.map((line) => sheetRow(line, total)),
    NBSP,
    '"The content of this sheet is simulated. It has the layout of a fund sheet and nothing else.',
    'No security, weight or price in it is real.',
    'Made for demonstration and tests"',
    '',
  ].join('\n');
}

function equityLine(market: Market, fund: Fund, i: number, t: number): HoldingLine {
  const company = market.companies[i] as Company;
  const factor = splitFactor(company, t);
  const price = Math.round(((market.close[i]?.[t] as number) / factor) * 10_000) / 10_000;
  const held = company.sharesOutstanding * company.floatRatio * fund.shareOfIndex * factor;
  const shares = Math.max(1, Math.round(held));
  const marketValue = Math.round(shares * price * 100) / 100;
  return {
    ticker: lettersOnly(symbolAt(company, t)),
    name: company.name.replace(/[.,]/g, '').toUpperCase(),
    sector: sectorPlan(company.sector).fund,
    assetClass: 'Equity',
    marketValue,
    notional: marketValue,
    shares,
    price,
    venue: VENUES[company.exchange],
  };
}

/** Cash, a money fund, a future, and in the small index two rights that trade nowhere. */
function otherLines(fund: Fund, value: number, on: Day): HoldingLine[] {
  const cash = Math.round(value * 0.0031);
  const short = -Math.round(value * 0.0004);
  const { year, month } = civil(on);
  const code = 'HHHMMMUUUZZZ'.charAt(month % 12);
  const expiry = ['MAR', 'JUN', 'SEP', 'DEC']['HMUZ'.indexOf(code)] as string;
  const expiryYear = month === 12 ? year + 1 : year;
  const { root, name, venue } = fund.future;
  const line = (part: Partial<HoldingLine>): HoldingLine => ({
    ticker: '-',
    name: '',
    sector: 'Cash and/or Derivatives',
    assetClass: 'Cash',
    marketValue: 0,
    notional: part.marketValue ?? 0,
    shares: 0,
    price: 100,
    venue: '-',
    ...part,
  });
  const rights = ['VELTANE BIO INC CVR', 'DRAVON RESORTS ESCROW'].map((right, k) =>
    line({
      name: right,
      sector: k === 0 ? 'Health Care' : 'Consumer Discretionary',
      assetClass: 'Equity',
      marketValue: 1.31 - k,
      notional: 1.31 - k,
      shares: 130_676 - 60_000 * k,
      price: 0,
      venue: 'NO MARKET (E.G. UNLISTED)',
    }),
  );
  return [
    line({
      ticker: 'XTSLA',
      name: 'CASH FUND TREASURY AGENCY',
      assetClass: 'Money Market',
      marketValue: cash,
      shares: cash,
      price: 1,
    }),
    line({ ticker: 'USD', name: 'USD CASH', marketValue: short, shares: short }),
    ...(fund.index === 'RUT' ? rights : []),
    line({
      ticker: `${root}${code}${String(expiryYear).slice(3)}`,
      name: `${name} ${expiry} ${String(expiryYear).slice(2)}`,
      assetClass: 'Futures',
      notional: Math.round(value * 0.0027),
      shares: Math.round(value / 3e7),
      price: Math.round(value / 3e5) / 100,
      venue,
    }),
  ];
}

function sheetRow(line: HoldingLine, total: number): string {
  const priceDecimals = Math.abs(line.price * 100 - Math.round(line.price * 100)) < 1e-6 ? 2 : 4;
  return [
    line.ticker,
    line.name,
    line.sector,
    line.assetClass,
    grouped(line.marketValue, 2),
    fixed((100 * line.marketValue) / total, 2),
    grouped(line.notional, 2),
    grouped(line.shares, 2),
    grouped(line.price, priceDecimals),
    line.assetClass === 'Futures' ? '-' : 'United States',
    line.venue,
    'USD',
    '1.00',
    'USD',
    '-',
  ]
    .map(quoted)
    .join(',');
}

function longDate(on: Day): string {
  const { year, month, dayOfMonth } = civil(on);
  return `${MONTHS[month - 1]} ${String(dayOfMonth).padStart(2, '0')}, ${year}`;
}
