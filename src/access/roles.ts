import { ROLE_LIMITS, type Role } from '../graphql/limits.js';

export const ROLES = Object.keys(ROLE_LIMITS) as Role[];

/** Roles that a key or a token can give. */
export const KEY_ROLES = ROLES.filter((role) => role !== 'ANONYMOUS');

export function isRole(text: unknown): text is Role {
  return ROLES.includes(text as Role);
}
