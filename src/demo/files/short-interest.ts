import { formatDay } from '../../time/day.js';
import { type Company, isListed, splitFactor, symbolAt } from '../company.js';
import type { Market } from '../market.js';
import { Random } from '../random.js';
import { fixed, lettersOnly } from './text.js';

const HEADER = [
  'accountingYearMonthNumber',
  'symbolCode',
  'issueName',
  'issuerServicesGroupExchangeCode',
  'marketClassCode',
  'currentShortPositionQuantity',
  'previousShortPositionQuantity',
  'stockSplitFlag',
  'averageDailyVolumeQuantity',
  'daysToCoverQuantity',
  'revisionFlag',
  'changePercent',
  'changePreviousNumber',
  'settlementDate',
].join('|');
/** Positions a file restates of the file before. */
const REVISIONS = 3;

/** One FINRA file a settlement: name without `.gz`, and its text. */
export function* shortInterestFiles(seed: string, market: Market): Generator<[string, string]> {
  const book = new FirstPrints(seed, market);
  for (let s = 0; s < market.timeline.settlements.length; s++) {
    const date = formatDay(market.timeline.settlements[s]?.on as number);
    const rows = market.companies
      .flatMap((_, i) => shortRow(market, book, i, s) ?? [])
      .sort((a, b) => (a.symbol < b.symbol ? -1 : 1))
      .map(({ symbol, rest }) => `${date.replaceAll('-', '')}|${symbol}|${rest}|${date}`);
    yield [`shrt${date.replaceAll('-', '')}.csv`, `${[HEADER, ...rows].join('\n')}\n`];
  }
}

/** Which positions were printed wrong at first and restated in the next file. */
class FirstPrints {
  private readonly revised: readonly ReadonlySet<number>[];

  constructor(seed: string, market: Market) {
    const random = new Random(`${seed}/revisions`);
    const plain = market.companies.flatMap((company, i) =>
      company.splits.length === 0 && Object.keys(company.events).length === 0 ? [i] : [],
    );
    this.revised = market.timeline.settlements.map(
      (_, s) => new Set(s === 0 ? [] : random.shuffle(plain).slice(0, REVISIONS)),
    );
  }

  /** Whether file `s` restates the position of the settlement before. */
  restates(i: number, s: number): boolean {
    return this.revised[s]?.has(i) === true;
  }
}

function shortRow(
  market: Market,
  book: FirstPrints,
  i: number,
  s: number,
): { symbol: string; rest: string } | null {
  const company = market.companies[i] as Company;
  const t = market.timeline.settlements[s]?.t as number;
  const truth = shares(market, i, s);
  if (Number.isNaN(truth)) return null;
  const current = book.restates(i, s + 1) ? Math.round(truth * 0.82) : truth;
  const stored = s === 0 ? Math.round(truth * 0.98) : shares(market, i, s - 1);
  const previous = Number.isNaN(stored) ? 0 : stored;
  const from = s === 0 ? t : (market.timeline.settlements[s - 1]?.t as number);
  const isSplit = company.splits.some((split) => split.t > from && split.t <= t);
  const volume = averageVolume(market, i, from, t);
  const change = current - previous;
  const rest = [
    `${company.name} Common Stock`.slice(0, 30).trimEnd(),
    ...marketCodes(company, t),
    current,
    previous,
    isSplit ? 'S' : '',
    volume,
    fixed(daysToCover(current, volume), 2),
    book.restates(i, s) ? 'R' : '',
    fixed(previous === 0 ? 100 : (100 * change) / previous, 2),
    change,
  ];
  return { symbol: lettersOnly(symbolAt(company, t)), rest: rest.join('|') };
}

/** The position in shares of its settlement. */
function shares(market: Market, i: number, s: number): number {
  const t = market.timeline.settlements[s]?.t as number;
  return Math.round(
    (market.positions[i]?.[s] as number) * splitFactor(market.companies[i] as Company, t),
  );
}

/** Mean volume of the sessions since the settlement before, in shares of the later one. */
function averageVolume(market: Market, i: number, from: number, to: number): number {
  const company = market.companies[i] as Company;
  const factor = splitFactor(company, to);
  let sum = 0;
  let count = 0;
  for (let t = from + 1; t <= to; t++) {
    if (!isListed(company, t) || company.events.missing?.has(t) === true) continue;
    sum += ((market.volume[i]?.[t] as number) * factor) / splitFactor(company, t);
    count += 1;
  }
  if (count > 0) return Math.round(sum / count);
  return Math.round(company.sharesOutstanding * factor * company.turnover);
}

/** FINRA's rule in whole hundredths, between 1.00 and 999.99; 0 without a position. */
function daysToCover(current: number, volume: number): number {
  if (current === 0) return 0;
  const hundredths = volume === 0 ? 99_999 : Math.floor((200 * current + volume) / (2 * volume));
  return Math.min(99_999, Math.max(100, hundredths)) / 100;
}

function marketCodes(company: Company, t: number): [string, string] {
  const { terminal, lastRow } = company.events;
  if (terminal !== undefined && lastRow !== undefined && t > lastRow) return ['S', 'OTC'];
  if (company.exchange === 'nyse') return ['A', 'NYSE'];
  if (company.exchange === 'amex') return ['B', 'AMEX'];
  const isLarge = company.price * company.sharesOutstanding > 3e8;
  return ['R', isLarge ? 'NNM' : 'SC'];
}
