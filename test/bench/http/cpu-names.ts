/** Servers whose processor time is measured, the yardstick first. */
export const CPU_SERVER_NAMES = [
  'http + JSON.stringify',
  'Apollo, stock',
  'yoga',
  'yoga + jit',
  'mercurius',
  'mercurius + jit',
  'Lowtide',
] as const;

export type CpuServerName = (typeof CPU_SERVER_NAMES)[number];
