interface Rows {
  readonly width: number;
  readonly close: ArrayLike<number>;
  readonly shares: ArrayLike<number>;
  readonly closeAt: ArrayLike<number>;
  readonly sharesAt: ArrayLike<number>;
}

interface Others {
  readonly securities: ArrayLike<number>;
  readonly gains: ArrayLike<number>;
}

/**
 * Naive twin of `stretchGains`: one stretch, one group and one security after another (M10 STEP,
 * M11).
 */
export function naiveStretchGains(
  { width, close, shares, closeAt, sharesAt }: Rows,
  groupOf: readonly number[],
  groups: number,
  { securities, gains }: Others,
): number[] {
  const apart = Array.from(securities);
  const sums: number[] = [];
  for (let s = 0; s < sharesAt.length; s++) {
    for (let g = 0; g < groups; g++) {
      let sum = 0;
      for (let i = 0; i < width; i++) {
        if (groupOf[i] !== g) continue;
        const k = apart.indexOf(i);
        const fall =
          (close[(closeAt[s] as number) + i] as number) -
          (close[(closeAt[s + 1] as number) + i] as number);
        const own = (shares[(sharesAt[s] as number) + i] as number) * fall;
        sum += k < 0 ? own : (gains[s * apart.length + k] as number);
      }
      sums.push(sum);
    }
  }
  return sums;
}
