import fc from 'fast-check';
import { buildPanel } from '../../src/panel/build.js';
import type { Panel } from '../../src/panel/panel.js';
import type { NaiveMarket, NaiveReport, NaiveSecurity } from '../oracle/naive-shorts.js';
import { dateOf, otherRows } from '../support/short-files.js';
import {
  type PriceSpec,
  type ShortSpec,
  type StoredSpec,
  storedColumns,
} from '../support/stored.js';

export const DAYS = 40;
/** Settlements of the whole market; the first one lies before the first price. */
const SETTLED = [-4, 6, 16, 27, 37];
const RATIOS = [2, 3, 0.1, 0.05, 0.25];

/** How the splits of a market are told: on record, or by previous closes and flags. */
export type Telling = 'RECORDED' | 'SHOWN';

/** The panel that raw rows of a market lead to. */
export function panelOf(market: NaiveMarket, telling: Telling = 'RECORDED'): Panel {
  return buildPanel(storedColumns(rowsOf(market, telling)));
}

export function rowsOf({ securities, files }: NaiveMarket, telling: Telling): StoredSpec {
  return {
    prices: securities.flatMap(priceRows),
    shorts: [
      ...securities.flatMap(shortRows),
      // Before all rows of the securities have come out, so that those tell the day.
      ...otherRows(files, (t) => t + 1),
    ],
    actions: securities.flatMap(({ symbol, splits, dividends, end }) => [
      ...(telling === 'RECORDED' ? splits : []).map((it) => ({
        symbol,
        on: dateOf(it.day),
        kind: 'SPLIT' as const,
        ratio: it.ratio,
      })),
      ...dividends.map((it) => ({
        symbol,
        on: dateOf(it.day),
        kind: 'DIVIDEND' as const,
        amount: it.amount,
      })),
      ...(end === null ? [] : [endOf(symbol, end)]),
    ]),
  };
}

function endOf(symbol: string, end: { day: number; price: number | null }) {
  return {
    symbol,
    on: dateOf(end.day),
    kind: 'TERMINAL' as const,
    terminalKind: 'CASH' as const,
    ...(end.price === null ? {} : { amount: end.price }),
  };
}

function priceRows({ symbol, closes, splits, companyShares }: NaiveSecurity): PriceSpec[] {
  let previousClose = Number.NaN;
  return closes.flatMap((close, t) => {
    for (const split of splits) if (split.day === t) previousClose /= split.ratio;
    if (close === null) return [];
    const later = splits.filter((it) => it.day > t).reduce((f, it) => f * it.ratio, 1);
    const marketCap = companyShares === null ? Number.NaN : (companyShares / later) * close;
    const row = { symbol, on: dateOf(t), close, previousClose, volume: 1000, marketCap };
    previousClose = close;
    return [row];
  });
}

function shortRows({ symbol, reports, splits }: NaiveSecurity): ShortSpec[] {
  return reports.flatMap((report) => {
    const before = SETTLED.findLast((it) => it < report.day) ?? Number.NEGATIVE_INFINITY;
    const settledOn = dateOf(report.day);
    const row = {
      symbol,
      settledOn,
      exchange: 'NYSE',
      shares: report.first,
      isSplit: splits.some((it) => it.day > before && it.day <= report.day),
      publishedOn: dateOf(report.publishedOn),
    };
    if (report.revised === null) return [row];
    const { shares, publishedOn } = report.revised;
    const second = { symbol, settledOn, shares, vintage: 2, publishedOn: dateOf(publishedOn) };
    return [row, second as ShortSpec];
  });
}

const shares = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 5_000_000 }) },
);

const report = fc.record({
  isListed: fc.boolean(),
  first: shares,
  revised: fc.option(shares, { freq: 3 }),
  lag: fc.integer({ min: 3, max: 13 }),
  restatedAfter: fc.integer({ min: 1, max: 9 }),
});

const security = fc.record({
  first: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20 })),
  missing: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 15 })),
  start: fc.integer({ min: 50, max: 20_000 }),
  moves: fc.array(fc.integer({ min: -30, max: 40 }), { minLength: DAYS, maxLength: DAYS }),
  gaps: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: DAYS, maxLength: DAYS }),
  splits: fc.uniqueArray(
    fc.record({ at: fc.integer({ min: 1, max: 38 }), ratio: fc.constantFrom(...RATIOS) }),
    { maxLength: 2, selector: (it) => Math.floor(it.at / 2) },
  ),
  reports: fc.tuple(report, report, report, report, report),
  dividends: fc.uniqueArray(fc.integer({ min: 0, max: DAYS - 1 }), { maxLength: 2 }),
  companyShares: fc.option(fc.integer({ min: 5, max: 11 }), { freq: 6 }),
  end: fc.option(
    fc.record({ after: fc.integer({ min: 1, max: 8 }), price: fc.option(fc.nat(9)) }),
    { freq: 2 },
  ),
});
type Draft = typeof security extends fc.Arbitrary<infer T> ? T : never;

/** Markets of one to five securities with splits, gaps, late listings and ends. */
export const anyMarket: fc.Arbitrary<NaiveMarket> = fc
  .tuple(fc.array(security, { minLength: 1, maxLength: 4 }), fc.subarray(SETTLED))
  .map(([drafts, files]) => ({
    files,
    dates: Array.from({ length: DAYS }, (_, t) => dateOf(t)),
    securities: [
      ...drafts.map((draft, k) => securityOf(`S${k}`, draft)),
      // Keeps the files going over all days and settlements.
      securityOf('ZZZ', { ...(drafts[0] as Draft), first: 0, missing: 0, end: null }),
    ],
  }));

function securityOf(symbol: string, draft: Draft): NaiveSecurity {
  const last = Math.max(draft.first, DAYS - 1 - draft.missing);
  const splits = draft.splits
    .map(({ at, ratio }) => ({ day: at, ratio }))
    .filter(({ day: t }) => t > draft.first && t <= last)
    .sort((a, b) => a.day - b.day);
  const isNeeded = (t: number) => splits.some((it) => it.day === t || it.day === t + 1);
  let price = draft.start / 100;
  const closes = draft.moves.map((move, t) => {
    price = Math.max(price * (1 + move / 100), 0.05);
    if (t < draft.first || t > last) return null;
    const isGap = draft.gaps[t] === 0 && t !== draft.first && t !== last && !isNeeded(t);
    const later = splits.filter((it) => it.day > t).reduce((f, it) => f * it.ratio, 1);
    return isGap ? null : price * later;
  });
  const ended = draft.end === null ? null : last + draft.end.after;
  const end =
    ended === null || ended >= DAYS ? null : { day: ended, price: draft.end?.price ?? null };
  return {
    symbol,
    closes,
    splits,
    end,
    reports: reportsOf(symbol, draft),
    dividends: draft.dividends.map((t) => ({ day: t, amount: 0.25 })),
    // An odd number keeps market values off the bounds of size classes.
    companyShares: draft.companyShares === null ? null : 1.0137 * 10 ** draft.companyShares,
  };
}

function reportsOf(symbol: string, draft: Draft): NaiveReport[] {
  return draft.reports.flatMap((it, k) => {
    if (!it.isListed && symbol !== 'ZZZ') return [];
    const t = SETTLED[k] as number;
    const publishedOn = t + it.lag;
    const revised =
      it.revised === null
        ? null
        : { shares: it.revised, publishedOn: publishedOn + it.restatedAfter };
    return [{ day: t, first: it.first, publishedOn, revised }];
  });
}
