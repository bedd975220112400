import type { Headliner } from './headliner.js';
import { BANKS, MEGA } from './headliners-large.js';
import { CINEMA, SMALL } from './headliners-small.js';

/** Every company with a story of its own. The names are invented, whoever else uses the symbol. */
export const HEADLINERS: readonly Headliner[] = [...MEGA, ...BANKS, ...SMALL, ...CINEMA];
