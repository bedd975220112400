import { DayAxis } from '../../time/day-axis.js';
import type { Panel } from '../panel.js';
import { type Section, unpack } from './pack.js';
import { UnusableSnapshot } from './snapshot-file.js';

/** Parts that every panel has. */
const PARTS = ['version', 'axis', 'securities', 'prices', 'shorts', 'indices', 'funds', 'sources'];

/**
 * The panel of some sections. Throws UnusableSnapshot for sections that are whole and yet no panel,
 * or one whose columns are not of one length.
 */
export async function unpackPanel(sections: readonly Section[]): Promise<Panel> {
  let value: unknown;
  try {
    value = await unpack(sections);
  } catch (error) {
    throw new UnusableSnapshot(error instanceof Error ? error.message : String(error));
  }
  const panel = value as Panel;
  const isObject = typeof value === 'object' && value !== null;
  if (!isObject || !PARTS.every((part) => part in panel) || !(panel.axis instanceof DayAxis)) {
    throw new UnusableSnapshot('it holds no panel');
  }
  const { count, ids, symbols, names } = panel.securities;
  const { firstIndex, lastIndex } = panel.prices;
  for (const column of [ids, symbols, names, firstIndex, lastIndex]) {
    if (column?.length !== count) throw new UnusableSnapshot('its columns do not fit each other');
  }
  return panel;
}
