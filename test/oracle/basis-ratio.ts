/** Naive twin of `hasBasisMismatch`: the volumes cross-multiplied, not divided. */
export function hasBasisMismatch(fileVolume: number | null, reported: number | null): boolean {
  if (!fileVolume || !reported) return false;
  return fileVolume * 100 < reported * 70 || fileVolume * 100 > reported * 143;
}

/** Naive twin of `snapRatio` for n-for-1 and 1-for-n splits with n up to 10, within 1 %. */
export function snapSmall(ratio: number): number | null {
  for (let n = 1; n <= 10; n++) {
    if (Math.abs(n / ratio - 1) <= 0.01) return n;
    if (Math.abs(1 / n / ratio - 1) <= 0.01) return 1 / n;
  }
  return null;
}
