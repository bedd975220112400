/** A warning about members is raised when they make up this share of the report (1 %). */
export const MATERIAL_SHARE = 0.01;
/** One about who belongs to the set, when those that come and go are this share of it (10 %). */
export const MATERIAL_CHANGE = 0.1;

/**
 * Whether a part of a report is worth a warning: at least `share` of the whole, in the unit of the
 * report. A part of nothing never is.
 */
export function isMaterial(part: number, whole: number, share: number = MATERIAL_SHARE): boolean {
  return part > 0 && part >= share * whole;
}
