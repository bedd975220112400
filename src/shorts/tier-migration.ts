import { CAP_TIERS, type CapTier } from '../methodology.js';
import { tierAt } from '../panel/price-at.js';
import type { ShortInquiry } from './short-inquiry.js';
import type { ShortLine } from './short-line.js';

/** Positions by size class on the base day and on the end day. */
export interface Migration {
  readonly startTier: CapTier;
  readonly endTier: CapTier;
  readonly positionCount: number;
  /** US dollars. */
  readonly pnl: number;
}

/** Who changed size (M12): one row for each pair of classes that occurs, in order of size. */
export function migrationOf(inquiry: ShortInquiry): Migration[] {
  const { panel, window } = inquiry.question;
  const pairs = new Map<string, { start: CapTier; end: CapTier; lines: ShortLine[] }>();
  for (const line of inquiry.set.lines) {
    const start = tierAt(panel, line.security, window.base);
    const end = tierAt(panel, line.security, window.end);
    const pair = pairs.get(`${start} ${end}`) ?? { start, end, lines: [] };
    pairs.set(`${start} ${end}`, pair);
    pair.lines.push(line);
  }
  const size = (tier: CapTier) => CAP_TIERS.indexOf(tier);
  return [...pairs.values()]
    .sort((a, b) => size(a.start) - size(b.start) || size(a.end) - size(b.end))
    .map(({ start, end, lines }) => {
      const { positionCount, pnl } = inquiry.totalsFor(lines);
      return { startTier: start, endTier: end, positionCount, pnl };
    });
}
