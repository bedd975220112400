import type { Attack } from './attack.js';
import { CROWDS } from './crowd.js';
import { DOCUMENTS } from './documents.js';
import { FILES } from './files.js';
import { type Group, guardedGroups } from './guarded.js';
import { VALUES } from './values.js';
import { WIRE } from './wire.js';

/** All attacks that one server stands at its defaults, in order of id. */
export const ATTACKS: readonly Attack[] = inOrder([
  ...DOCUMENTS,
  ...VALUES,
  ...WIRE,
  ...CROWDS,
  ...FILES,
]);

/** Everything: the server at its defaults first, then each that is set up in its own way. */
export async function allGroups(): Promise<Group[]> {
  return [{ settings: {}, attacks: ATTACKS }, ...(await guardedGroups())];
}

function inOrder(attacks: readonly Attack[]): Attack[] {
  return [...attacks].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
