import { CAP_TIERS, type CapTier } from '../../methodology.js';
import { tierPlaces } from '../../panel/tier-reader.js';
import { placesByNumber } from '../../securities/group-members.js';
import type { ShortInquiry } from '../short-inquiry.js';

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
  const { lines } = inquiry.set;
  const placeOf = tierPlaces(panel);
  const classes = CAP_TIERS.length;
  const numbers = new Int32Array(lines.length);
  for (let k = 0; k < numbers.length; k++) {
    const i = lines.securityAt(k);
    numbers[k] = classes * placeOf(i, window.base) + placeOf(i, window.end);
  }
  return placesByNumber(numbers, classes * classes)
    .map((places, number) => ({ number, own: lines.pick(places) }))
    .filter(({ own }) => own.length > 0)
    .map(({ number, own }) => {
      const { positionCount, pnl } = inquiry.totalsFor(own);
      const startTier = CAP_TIERS[Math.floor(number / classes)] as CapTier;
      return { startTier, endTier: CAP_TIERS[number % classes] as CapTier, positionCount, pnl };
    });
}
