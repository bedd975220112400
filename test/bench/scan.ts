import type { Panel } from '../../src/panel/panel.js';
import { shortScan } from './queries/scan-kernel.js';
import type { ScanTime } from './results.js';
import { interleaved } from './timing.js';

/**
 * Short P&L of every security over all days with positions on a line between reports, which needs
 * every close: nothing cancels out.
 */
export async function timeScan(panel: Panel, rounds: number): Promise<ScanTime> {
  const [ms] = await interleaved([{ run: () => shortScan(panel) }], rounds);
  const bytes = panel.prices.close.byteLength + panel.shorts.index.length * 12;
  return { ms: ms!, bytes };
}
