import { exactSum } from './exact.js';

/** One settlement of one security, in shares of the settlement day; days are numbers from 0 on. */
export interface NaiveReport {
  day: number;
  first: number;
  publishedOn: number;
  revised: { shares: number; publishedOn: number } | null;
}

/** A security as a reader would write it down. */
export interface NaiveSecurity {
  symbol: string;
  /** Raw closes by day; null on a day without a row. */
  closes: readonly (number | null)[];
  splits: readonly { day: number; ratio: number }[];
  reports: readonly NaiveReport[];
  /** US dollars a share of the day. */
  dividends: readonly { day: number; amount: number }[];
  /** Shares of the company in the basis of the last day; null unknown. */
  companyShares: number | null;
  /** Day on which the listing ended, and what a share was left with. */
  end: { day: number; price: number | null } | null;
}

export interface NaiveMarket {
  /** Calendar day of each trading day. */
  dates: readonly number[];
  /** Settlements whose file is stored and complete; what it lacks, nobody was short in. */
  files: readonly number[];
  securities: readonly NaiveSecurity[];
}

export interface NaiveQuestion {
  base: number;
  end: number;
  interpolation: 'STEP' | 'LINEAR';
  method: 'DAILY_MARK_TO_MARKET' | 'AVERAGE_POSITION' | 'START_POSITION';
  universeAt: 'START' | 'END' | 'DAILY';
  /** Lower and upper bound of the market value of members; null for everybody. */
  size: [number, number] | null;
  knownOn: number | null;
  delisting: 'TERMINAL' | 'LAST_PRICE';
  basis: 'PRICE' | 'TOTAL';
  financing: number;
}

export interface NaiveLine {
  pnl: number;
  averageValue: number;
  startValue: number;
  endValue: number;
  netShorting: number;
  priceEffect: number;
  timingEffect: number;
  dividends: number;
  financing: number;
}

/**
 * Short selling by the words of the methodology (M9 to M12, M14, M19), security by security and day
 * by day; securities without a position that has a price are left out.
 */
export function naiveShorts(market: NaiveMarket, ask: NaiveQuestion): Map<string, NaiveLine> {
  const lines = new Map<string, NaiveLine>();
  for (const security of market.securities) {
    const line = naiveLine(market, security, ask);
    if (line !== null) lines.set(security.symbol, line);
  }
  return lines;
}

function naiveLine(
  market: NaiveMarket,
  security: NaiveSecurity,
  ask: NaiveQuestion,
): NaiveLine | null {
  const { base, end } = ask;
  const price = (t: number) => priceOn(market, security, t, ask.delisting);
  const shares = (t: number) => (price(t) === null ? 0 : sharesOn(market, security, t, ask));
  const value = (t: number) => shares(t) * (price(t) ?? 0);
  const moves = span(base + 1, end).filter((t) => isMember(market, security, t, ask));
  const days = [...moves, ...(moves[0] === base + 1 ? [base] : [])];
  if (moves.length === 0 || !span(base, end).some((t) => shares(t) > 0)) return null;
  const fall = (t: number) => {
    const before = price(t - 1);
    return before === null ? 0 : before - (price(t) as number);
  };
  const start = span(base, end).find((t) => price(t) !== null) as number;
  const wholeFall = (price(start) as number) - (price(end) as number);
  const daily = exactSum(moves.map((t) => shares(t - 1) * fall(t)));
  const average = (exactSum(span(base, end - 1).map(shares)) / (end - base)) * wholeFall;
  const pnls = {
    DAILY_MARK_TO_MARKET: daily,
    AVERAGE_POSITION: average,
    START_POSITION: shares(base) * wholeFall,
  };
  return {
    pnl: pnls[ask.method],
    averageValue: exactSum(days.map(value)) / (end - base + 1),
    startValue: days.includes(base) ? value(base) : 0,
    endValue: days.includes(end) ? value(end) : 0,
    netShorting: exactSum(moves.map((t) => (shares(t) - shares(t - 1)) * (price(t) ?? 0))),
    priceEffect: exactSum(moves.map((t) => -shares(t - 1) * fall(t))),
    timingEffect: daily - average,
    dividends:
      ask.basis === 'PRICE'
        ? 0
        : exactSum(moves.map((t) => shares(t - 1) * dividendOn(security, t))),
    financing: exactSum(
      moves.map((t) => {
        const nights = (market.dates[t] as number) - (market.dates[t - 1] as number);
        return (value(t - 1) * nights * ask.financing) / 360;
      }),
    ),
  };
}

/** Whether the move of day `t` counts. */
function isMember(
  market: NaiveMarket,
  security: NaiveSecurity,
  t: number,
  { size, universeAt, base, end }: NaiveQuestion,
): boolean {
  if (size === null) return true;
  const read = { START: base, END: end, DAILY: t - 1 }[universeAt];
  const price = priceOn(market, security, read, 'TERMINAL');
  if (price === null || security.companyShares === null) return false;
  const value = price * security.companyShares;
  return value >= size[0] && value < size[1];
}

/** Close in the basis of the last day: the last one seen, or what was left; null before any. */
function priceOn(
  market: NaiveMarket,
  security: NaiveSecurity,
  t: number,
  rule: 'TERMINAL' | 'LAST_PRICE',
): number | null {
  const over = lastDay(market, security);
  if (rule === 'TERMINAL' && security.end?.price != null && t > over) return security.end.price;
  for (let u = Math.min(t, over); u >= 0; u--) {
    const close = security.closes[u] ?? null;
    if (close !== null) return close / factor(security, u, Number.POSITIVE_INFINITY);
  }
  return null;
}

/** Last day of the listing: before its recorded end, or its last row when it vanished. */
function lastDay(market: NaiveMarket, security: NaiveSecurity): number {
  if (security.end !== null) return security.end.day - 1;
  const last = security.closes.findLastIndex((close) => close !== null);
  const isGone = market.dates.length - 1 - last > 5;
  return isGone ? last : Number.POSITIVE_INFINITY;
}

function sharesOn(
  market: NaiveMarket,
  security: NaiveSecurity,
  t: number,
  ask: NaiveQuestion,
): number {
  const over = lastDay(market, security);
  if (isClosed(market, security) && t > over && (ask.knownOn ?? over + 1) > over) return 0;
  const adjusted = (day: number, count: number) =>
    count * factor(security, day, Number.POSITIVE_INFINITY);
  const reports = [...security.reports, ...absences(market, security)].sort(
    (a, b) => a.day - b.day,
  );
  if (ask.knownOn !== null) {
    const known = ask.knownOn;
    const report = reports.findLast((it) => it.publishedOn <= Math.min(t, known));
    if (report === undefined) return 0;
    const isRestated = report.revised !== null && report.revised.publishedOn <= known;
    const shares = isRestated ? (report.revised?.shares as number) : report.first;
    return adjusted(report.day, shares);
  }
  const isOver = isClosed(market, security);
  const counted = isOver ? reports.filter((it) => it.day <= over) : reports;
  const points = counted.map((it) => ({
    day: it.day,
    shares: adjusted(it.day, it.revised?.shares ?? it.first),
  }));
  if (isOver) {
    points.push({ day: over, shares: points.at(-1)?.shares ?? 0 });
    points.push({ day: over + 1, shares: 0 });
  }
  const last = points.findLast((it) => it.day <= t);
  const next = points.find((it) => it.day > t);
  if (last === undefined) return 0;
  if (ask.interpolation === 'STEP' || next === undefined) return last.shares;
  return last.shares + ((next.shares - last.shares) * (t - last.day)) / (next.day - last.day);
}

/** A position of 0 for each complete file that lacks a security which is ever listed. */
function absences(market: NaiveMarket, security: NaiveSecurity): NaiveReport[] {
  if (security.reports.length === 0) return [];
  const missing = market.files.filter((t) => security.reports.every((it) => it.day !== t));
  return missing.map((t) => {
    const rows = market.securities.flatMap((it) => it.reports.filter(({ day }) => day === t));
    const publishedOn = Math.max(...rows.map((it) => it.publishedOn));
    return { day: t, first: 0, publishedOn, revised: null };
  });
}

/** Whether later files no longer list a position whose listing has ended. */
function isClosed(market: NaiveMarket, security: NaiveSecurity): boolean {
  const over = lastDay(market, security);
  const last = security.reports.at(-1);
  const settled = market.securities.flatMap((it) => it.reports.map((report) => report.day));
  return last !== undefined && last.day <= over && settled.some((day) => day > over);
}

function dividendOn(security: NaiveSecurity, t: number): number {
  return exactSum(
    security.dividends
      .filter((it) => it.day === t)
      .map((it) => it.amount / factor(security, t, Number.POSITIVE_INFINITY)),
  );
}

function factor({ splits }: NaiveSecurity, after: number, upTo: number): number {
  return splits
    .filter(({ day }) => day > after && day <= upTo)
    .reduce((product, { ratio }) => product * ratio, 1);
}

function span(from: number, to: number): number[] {
  return Array.from({ length: Math.max(to - from + 1, 0) }, (_, k) => from + k);
}
