/**
 * Version of the definitions of measures, under semantic versioning: it rises when a number would
 * change for the same data.
 */
export const METHODOLOGY_VERSION = '2.0.0';

export const CAP_TIERS = [
  'NANO',
  'MICRO',
  'SMALL',
  'MID',
  'LARGE',
  'MEGA',
  'UNCLASSIFIED',
] as const;
export type CapTier = (typeof CAP_TIERS)[number];

/** Bounds of one size class in US dollars: `min` inclusive, `max` exclusive, null for no bound. */
export interface CapTierBounds {
  readonly capTier: CapTier;
  readonly min: number;
  readonly max: number | null;
}

/** Size classes by market value of the company, ascending (M12). UNCLASSIFIED has no bounds. */
export const CAP_TIER_BOUNDS: readonly CapTierBounds[] = [
  { capTier: 'NANO', min: 0, max: 50e6 },
  { capTier: 'MICRO', min: 50e6, max: 300e6 },
  { capTier: 'SMALL', min: 300e6, max: 2e9 },
  { capTier: 'MID', min: 2e9, max: 10e9 },
  { capTier: 'LARGE', min: 10e9, max: 200e9 },
  { capTier: 'MEGA', min: 200e9, max: null },
];

/** Size class of a market value in US dollars (M12); UNCLASSIFIED for NaN or a negative value. */
export function capTierOf(marketCap: number): CapTier {
  if (!(marketCap >= 0)) return 'UNCLASSIFIED';
  for (const { capTier, max } of CAP_TIER_BOUNDS) {
    if (max === null || marketCap < max) return capTier;
  }
  return 'UNCLASSIFIED';
}
