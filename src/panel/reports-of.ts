import type { ReportSpan } from '../kernels/short-spells.js';
import type { Panel } from './panel.js';

/** The reported short positions of a security, in the latest vintage. */
export function reportsOf({ shorts }: Panel, i: number): ReportSpan {
  const { index, shares, offsets } = shorts;
  return { index, shares, from: offsets[i] as number, to: offsets[i + 1] as number };
}
