import { orNull } from '../../or-null.js';
import { daysToCover } from '../../kernels/days-to-cover.js';
import { entryOnOrBefore } from '../../kernels/entry-on-or-before.js';
import { shareOfFloat } from '../../kernels/share-of-float.js';
import type { Panel } from '../../panel/panel.js';
import { closeAt, splitFactor } from '../../panel/price-at.js';
import { floatSharesOn } from '../../securities/shares-on.js';
import type { Day } from '../../time/day.js';
import type { KnownFiling } from './known-filings.js';

/** One filing with what follows from it; every number in shares of `settledOn`. */
export interface ReportedPosition {
  /** Ordinal of the security. */
  security: number;
  settledOn: Day;
  publishedOn: Day;
  shares: number;
  firstPublishedShares: number | null;
  isRevised: boolean;
  /** US dollars. */
  value: number | null;
  splitFactorSincePrevious: number | null;
  changeRatio: number | null;
  averageDailyVolume: number | null;
  daysToCover: number | null;
  isClamped: boolean;
  shareOfFloat: number | null;
  shareOfLongs: number | null;
}

/** Beyond every day index: all splits that are stored. */
const END_OF_TIME = 2147483647;

/** What one filing says, beside the filing before it; null for the first (M9, M15). */
export function reportedPosition(
  panel: Panel,
  security: number,
  filing: KnownFiling,
  previous: KnownFiling | null,
): ReportedPosition {
  const { settledOn, publishedOn, shares, firstPublishedShares, averageDailyVolume } = filing;
  const { days, isClamped } = daysToCover(shares, averageDailyVolume ?? Number.NaN);
  const { ofFloat, ofLongs } = shareOfFloat(shares, floatSharesOn(panel, security, settledOn));
  return {
    security,
    settledOn,
    publishedOn,
    shares,
    firstPublishedShares,
    isRevised: filing.isRevised,
    value: settledValue(panel, security, filing),
    ...changeSince(panel, security, filing, previous),
    averageDailyVolume,
    daysToCover: isClamped ? null : orNull(days),
    isClamped,
    shareOfFloat: orNull(ofFloat),
    shareOfLongs: orNull(ofLongs),
  };
}

/**
 * Shares over the mean volume of the last `sessions` sessions up to settlement. Null when fewer
 * than half of them have a volume, or nothing was traded; 0 for no shares short.
 */
export function shortRatioOver(
  panel: Panel,
  security: number,
  shares: number,
  settledOn: Day,
  sessions: number,
): number | null {
  if (shares === 0) return 0;
  const { offsets, firstIndex, lastIndex, volume } = panel.prices;
  const at = panel.axis.indexOnOrBefore(settledOn);
  const first = firstIndex[security] as number;
  const last = lastIndex[security] as number;
  let traded = 0;
  let count = 0;
  for (let t = Math.max(at - sessions + 1, first); t <= Math.min(at, last); t++) {
    const shareVolume = volume[(offsets[security] as number) + t - first] as number;
    if (Number.isNaN(shareVolume)) continue;
    traded += shareVolume;
    count += 1;
  }
  if (count * 2 < sessions || traded === 0) return null;
  return (shares * splitFactor(panel, security, at, END_OF_TIME)) / (traded / count);
}

function settledValue(panel: Panel, security: number, filing: KnownFiling): number | null {
  if (panel.prices.hasBasisMismatch[security] === 1) return null;
  const t = panel.axis.indexOnOrBefore(filing.settledOn);
  if (t >= panel.axis.length) return null;
  // Closes are in the basis of the last day, so the shares are brought there as well.
  const close = closeAt(panel, security, t);
  const value = filing.shares * splitFactor(panel, security, t, END_OF_TIME) * close;
  return orNull(value);
}

function changeSince(
  panel: Panel,
  security: number,
  filing: KnownFiling,
  previous: KnownFiling | null,
): { splitFactorSincePrevious: number | null; changeRatio: number | null } {
  if (previous === null) return { splitFactorSincePrevious: null, changeRatio: null };
  const from = panel.axis.indexOnOrBefore(previous.settledOn);
  const to = panel.axis.indexOnOrBefore(filing.settledOn);
  const factor = splitFactor(panel, security, from, to);
  const restated = previous.shares * factor;
  return {
    splitFactorSincePrevious: factor,
    changeRatio:
      restated === 0 || wasAbsent(panel, security, from, to)
        ? null
        : (filing.shares - restated) / restated,
  };
}

/** Whether a file between two settlements lacks a security: its previous position was 0 (M10). */
function wasAbsent({ shorts }: Panel, security: number, from: number, to: number): boolean {
  const { offsets, index, isAbsence } = shorts;
  const start = offsets[security] as number;
  const last = entryOnOrBefore(index, start, offsets[security + 1] as number, to - 1);
  return last >= start && (index[last] as number) > from && isAbsence[last] === 1;
}
