/** Naive twin of `trin`, for one day: volume a decliner over volume an advancer. */
export function trin(
  advancers: number,
  decliners: number,
  upVolume: number,
  downVolume: number,
): number | null {
  if ([advancers, decliners, upVolume, downVolume].includes(0)) return null;
  return downVolume / decliners / (upVolume / advancers);
}
