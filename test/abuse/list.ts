import type { Attack } from './attack.js';
import { CROWDS } from './crowd.js';
import { DOCUMENTS } from './documents.js';
import { VALUES } from './values.js';
import { WIRE } from './wire.js';

/** All attacks that one server stands at its defaults, in order of id. */
export const ATTACKS: readonly Attack[] = [...DOCUMENTS, ...VALUES, ...WIRE, ...CROWDS].sort(
  (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
);
