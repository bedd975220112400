import type { Sector } from '../../vocabulary.js';

/** Sector labels of all sources, in lower case: GICS, fund sheets and the exchange screener. */
const SECTOR_BY_LABEL: Readonly<Record<string, Sector>> = {
  communication: 'COMMUNICATION_SERVICES',
  'communication services': 'COMMUNICATION_SERVICES',
  telecommunications: 'COMMUNICATION_SERVICES',
  'consumer discretionary': 'CONSUMER_DISCRETIONARY',
  'consumer staples': 'CONSUMER_STAPLES',
  energy: 'ENERGY',
  finance: 'FINANCIALS',
  financials: 'FINANCIALS',
  'health care': 'HEALTH_CARE',
  industrials: 'INDUSTRIALS',
  technology: 'INFORMATION_TECHNOLOGY',
  'information technology': 'INFORMATION_TECHNOLOGY',
  'basic materials': 'MATERIALS',
  materials: 'MATERIALS',
  'real estate': 'REAL_ESTATE',
  utilities: 'UTILITIES',
  miscellaneous: 'UNCLASSIFIED',
  other: 'UNCLASSIFIED',
};

/** The sector of a label; null for an empty one, undefined for one that is not known. */
export function sectorOf(label: string): Sector | null | undefined {
  const folded = label.trim().toLowerCase();
  if (folded === '' || folded === '-' || folded === '--') return null;
  return SECTOR_BY_LABEL[folded];
}
