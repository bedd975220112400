import { advanceDecline } from './advance-decline-query.js';
import { breadthYtd, capWeighted, levelGap } from './index-queries.js';
import type { Query } from './query.js';
import { sectorByMonth } from './sector-query.js';
import { averageShares, dailyPnl, topShorts } from './short-queries.js';

/** The questions of the benchmark, in order. */
export const QUERIES: readonly Query[] = [
  levelGap,
  capWeighted,
  breadthYtd,
  advanceDecline,
  averageShares,
  dailyPnl,
  topShorts,
  sectorByMonth,
];
