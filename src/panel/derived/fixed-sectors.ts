import { SECTORS } from '../../vocabulary.js';
import type { Panel } from '../panel.js';

/** A security that was in several sectors, one after another. */
export const MOVED = 255;

const known = new WeakMap<Panel, Uint8Array>();

/**
 * The place in `SECTORS` of each security that was in one sector all along, or MOVED: most of them
 * never change, and to look into a column is faster than into a list for each.
 */
export function fixedSectors(panel: Panel): Uint8Array {
  let places = known.get(panel);
  if (places === undefined) {
    places = Uint8Array.from({ length: panel.securities.count }, (_, i) => placeOf(panel, i));
    known.set(panel, places);
  }
  return places;
}

function placeOf({ securities }: Panel, i: number): number {
  const sectors = securities.classifications[i]?.sectors ?? [];
  return sectors.length > 1 ? MOVED : SECTORS.indexOf(sectors[0]?.sector ?? 'UNCLASSIFIED');
}
